/// Place of a task instance in its mapped task: from 0; -1 if the task is not mapped.
public struct MapIndex: Sendable, Hashable {
  /// -1 to 2,147,483,647 (a 32-bit column).
  public let number: Int

  /// The index of a task that is not mapped, -1.
  public static let unmapped = MapIndex()

  /// Checks `number`; throws an `IdentifierError` for `map_index`.
  public init(_ number: Int) throws(IdentifierError) {
    try IdentifierRules.check(number, field: "map_index", range: -1...Int(Int32.max))
    self.number = number
  }

  private init() { number = -1 }
}

/// Number of a try of a task instance, from 1.
///
/// Try 0 is no try: `Endpoint.taskLogProbe` asks for it to learn whether a user may read logs.
public struct TryNumber: Sendable, Hashable {
  /// 1 to 2,147,483,647.
  public let number: Int

  /// Checks `number`; throws an `IdentifierError` for `try_number`.
  public init(_ number: Int) throws(IdentifierError) {
    try IdentifierRules.check(number, field: "try_number", range: 1...Int(Int32.max))
    self.number = number
  }
}

/// Number of a version of a Dag, from 1.
public struct DagVersionNumber: Sendable, Hashable {
  /// 1 to 2,147,483,647.
  public let number: Int

  /// Checks `number`; throws an `IdentifierError` for `version_number`.
  public init(_ number: Int) throws(IdentifierError) {
    try IdentifierRules.check(number, field: "version_number", range: 1...Int(Int32.max))
    self.number = number
  }
}

/// Number that Airflow gives an asset, from 1.
public struct AssetID: Sendable, Hashable {
  /// 1 to 9,223,372,036,854,775,807.
  public let number: Int

  /// Checks `number`; throws an `IdentifierError` for `asset_id`.
  public init(_ number: Int) throws(IdentifierError) {
    try IdentifierRules.check(number, field: "asset_id", range: 1...Int.max)
    self.number = number
  }
}
