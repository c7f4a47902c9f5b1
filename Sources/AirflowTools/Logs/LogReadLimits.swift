/// Limits of reading logs: each read costs Airflow's API server a parse of the whole log.
public struct LogReadLimits: Sendable {
  /// Log reads of one user at once.
  public var perUser = 1
  /// Log reads at once.
  public var atOnce = 3
  /// Longest time to wait for one's turn.
  public var queueTime: Duration = .seconds(45)
  /// How long a read counts that was given up before its log came: Airflow works on regardless.
  public var afterEffect: Duration = .seconds(15)
  /// Time between two progress messages.
  public var progressInterval: Duration = .seconds(3)
  /// How long a cursor can be used, in seconds.
  public var cursorLifetime = 3_600

  /// Creates the default limits.
  public init() {}
}
