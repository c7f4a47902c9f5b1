/// Why a pack is refused as a whole, where the fault is, and what to write instead.
public struct RulePackError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of faults.
  public enum Kind: String, Sendable, CaseIterable {
    /// The text is no TOML, or no text.
    case syntax
    /// A key that the format does not have.
    case unknownKey
    /// A required key is missing.
    case missingKey
    /// A value of the wrong type.
    case wrongType
    /// A value of the right type that is not allowed.
    case invalidValue
    /// Two rules with one id.
    case duplicateID
    /// The pack needs a newer engine.
    case engineTooOld
  }

  /// What kind of fault it is.
  public var kind: Kind
  /// The file name that the loader was given.
  public var file: String
  /// Line of the fault, from 1; `nil` if it is not known.
  public var line: Int?
  /// Id of the rule at fault; `nil` for a fault of the pack or a rule without a usable id.
  public var ruleID: String?
  /// What is wrong, as a clause without a full stop.
  public var reason: String
  /// What to do, as a clause without a full stop.
  public var advice: String

  /// Creates an error.
  public init(
    kind: Kind, file: String, line: Int? = nil, ruleID: String? = nil, reason: String,
    advice: String
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.ruleID = ruleID
    self.reason = reason
    self.advice = advice
  }

  /// One line for people: `file:line: rule "id": reason; advice`.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    text += ": "
    if let ruleID { text += "rule \"\(ruleID)\": " }
    return text + reason + "; " + advice
  }
}
