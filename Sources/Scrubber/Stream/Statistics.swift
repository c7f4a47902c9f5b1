/// What a stream has done so far.
public struct Statistics: Sendable, Equatable {
  /// Bytes taken.
  public var bytesIn = 0
  /// Bytes emitted.
  public var bytesOut = 0
  /// Placeholders written.
  public var findings = 0
  /// Candidates that could not be decided and were masked.
  public var unscanned = 0
  /// Most bytes held back at the end of a call.
  public var peakHeld = 0
  /// Matches by rule id, before overlaps are joined.
  public var hits: [String: Int] = [:]
  /// Candidates that passed the prefilter.
  public var candidates = 0
  /// Attempts to match a rule at a candidate.
  public var attempts = 0
  /// Calls of the regular expression engine.
  public var confirmCalls = 0

  /// Creates figures of nothing.
  public init() {}
}
