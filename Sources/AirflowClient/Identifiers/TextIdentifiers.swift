/// Id of a Dag: Airflow's `KEY_REGEX`, `^[\w.-]{1,250}$`, and neither `.` nor `..`.
public struct DagID: Sendable, Hashable, CustomStringConvertible {
  /// The id as Airflow knows it, not encoded.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` for `dag_id`.
  public init(_ text: String) throws(IdentifierError) {
    try IdentifierRules.checkKey(text, field: "dag_id")
    self.text = text
  }

  /// The id.
  public var description: String { text }
}

/// Beginning of a Dag id, for lists; the characters of a `DagID`.
///
/// Airflow's `*_prefix_pattern` reads `|` as "or" and a lone `~` as "all"; neither is a character of
/// an id.
public struct DagIDPrefix: Sendable, Hashable, CustomStringConvertible {
  /// The prefix, not encoded.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` for `dag_id_prefix`.
  public init(_ text: String) throws(IdentifierError) {
    try IdentifierRules.checkKey(text, field: "dag_id_prefix")
    self.text = text
  }

  /// The prefix.
  public var description: String { text }
}

/// Id of a task: Airflow's `KEY_REGEX`, with the ids of its task groups before it (`group.task`).
public struct TaskID: Sendable, Hashable, CustomStringConvertible {
  /// The id as Airflow knows it, not encoded.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` for `task_id`.
  public init(_ text: String) throws(IdentifierError) {
    try IdentifierRules.checkKey(text, field: "task_id")
    self.text = text
  }

  /// The id.
  public var description: String { text }
}

/// Id of a Dag run, for example `scheduled__2026-11-22T00:00:00+00:00`: 1 to 250 visible characters
/// without `/ \ % ? #`, and not `.`, `..` or `~`.
///
/// Airflow's `allowed_run_id_pattern` governs only ids that users choose, so this is wider.
public struct RunID: Sendable, Hashable, CustomStringConvertible {
  /// The id as Airflow knows it, not encoded.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` for `run_id`.
  public init(_ text: String) throws(IdentifierError) {
    try IdentifierRules.checkSegment(
      text, field: "run_id", maximum: IdentifierRules.maximumKeyLength)
    self.text = text
  }

  /// The id.
  public var description: String { text }
}

/// Key of an XCom entry: 1 to 512 visible characters without `/ \ % ? #`, and not `.`, `..` or `~`.
///
/// Airflow itself allows a slash in a key, but such an entry can't be addressed safely by path.
public struct XComKey: Sendable, Hashable, CustomStringConvertible {
  /// The key as Airflow knows it, not encoded.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` for `xcom_key`.
  public init(_ text: String) throws(IdentifierError) {
    try IdentifierRules.checkSegment(text, field: "xcom_key", maximum: 512)
    self.text = text
  }

  /// The key.
  public var description: String { text }
}

/// A free value to filter by, such as a tag or an owner: 1 to 250 visible characters.
public struct FilterText: Sendable, Hashable, CustomStringConvertible {
  /// The value, not encoded.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` that names `field`.
  ///
  /// - Parameters:
  ///   - text: the value
  ///   - field: name of the parameter for the error, chosen by the caller's code and never by input
  public init(_ text: String, field: StaticString) throws(IdentifierError) {
    try IdentifierRules.checkText(text, field: "\(field)", maximum: 250)
    self.text = text
  }

  /// The value.
  public var description: String { text }
}
