/// Why a value can't become an identifier; names the field and the rule, never the value.
///
/// The value came from a model or a user and may be hostile, so no byte of it is repeated.
public struct IdentifierError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What a value has to look like.
  public enum Rule: Sendable, Hashable {
    /// Nothing was given.
    case empty
    /// More than `maximum` characters (Unicode scalars).
    case tooLong(maximum: Int)
    /// A character outside of Airflow's `KEY_REGEX`, `^[\w.-]{1,250}$`.
    case notAKey
    /// One of `/ \ % ? #`, a control character or an invisible one.
    case forbiddenCharacter
    /// `.` or `..`, which servers take as directions in a path.
    case relativePath
    /// `~`, which Airflow reads as "all of them".
    case wildcard
    /// A number outside of the range.
    case outOfRange(minimum: Int, maximum: Int)
    /// Not a time such as `2026-11-22T10:57:46Z`.
    case notATime
  }

  /// Name of the field as Airflow spells it, for example `dag_id`.
  public let field: String
  /// The rule that was broken.
  public let rule: Rule

  init(field: String, rule: Rule) {
    self.field = field
    self.rule = rule
  }

  /// One line: `dag_id: has a character that …`.
  public var description: String { "\(field): \(rule.text)" }
}

extension IdentifierError.Rule {
  var text: String {
    switch self {
    case .empty: "is empty; give a value"
    case .tooLong(let maximum): "is longer than \(maximum) characters; give the exact identifier"
    case .notAKey:
      "has a character that Airflow does not allow; use letters, digits, '_', '-' and '.' only"
    case .forbiddenCharacter:
      "has a '/', '\\', '%', '?', '#', control or invisible character; give the exact identifier"
    case .relativePath: "is '.' or '..'; give the exact identifier"
    case .wildcard: "is '~'; name one, or use a tool that looks at all of them"
    case .outOfRange(let minimum, let maximum):
      "is out of range; give a whole number from \(minimum) to \(maximum)"
    case .notATime: "is not a time; write it like 2026-11-22T10:57:46Z"
    }
  }
}
