/// What was done with a registered value that is not simply masked everywhere.
///
/// Holds no byte of the value.
public struct SecretReport: Sendable, Hashable {
  /// What was done.
  public enum Outcome: Sendable, Hashable {
    /// Shorter than four bytes: masked only as the value of a sensitive key or as userinfo.
    case gatedAsShort
    /// A common word or number: masked only as the value of a sensitive key or as userinfo.
    case gatedAsCommon
    /// Nothing but white space: not masked at all.
    case gatedAsBlank
    /// Four to seven bytes: masked only where it is a whole token.
    case wholeTokensOnly
    /// Empty: not registered.
    case refusedAsEmpty
    /// Contains the beginning of a placeholder: not registered.
    case refusedAsPlaceholder
    /// This many lines of a multi-line value are masked only together with the whole value.
    case linesSkipped(Int)
  }

  /// Position in the list of registered secrets, from 0.
  public let index: Int
  /// The name that it was registered under.
  public let name: String?
  /// Length of the value in bytes.
  public let length: Int
  /// What was done.
  public let outcome: Outcome

  init(index: Int, secret: RegisteredSecret, outcome: Outcome) {
    self.index = index
    name = secret.name
    length = secret.value.count
    self.outcome = outcome
  }

  /// What was done and why, for people.
  public var explanation: String {
    switch outcome {
    case .gatedAsShort:
      "shorter than 4 bytes; masked only as the value of a sensitive key or in a URL's userinfo"
    case .gatedAsCommon:
      "a common word or number; masked only as the value of a sensitive key or in a URL's userinfo"
    case .gatedAsBlank:
      "nothing but white space; not masked"
    case .wholeTokensOnly:
      "4 to 7 bytes; masked only where no letter, digit or underscore stands beside it"
    case .refusedAsEmpty:
      "empty; not registered"
    case .refusedAsPlaceholder:
      "contains the beginning of a placeholder; not registered"
    case .linesSkipped(let count):
      count == 1
        ? "one line is too short or too common; masked only together with the whole value"
        : "\(count) lines are too short or too common; masked only together with the whole value"
    }
  }
}

extension SecretReport: CustomStringConvertible {
  /// The report as one line for people.
  public var description: String {
    "\(SecretReport.label(index: index, name: name)) (\(length) bytes): \(explanation)"
  }

  /// How reports and errors call a secret.
  static func label(index: Int, name: String?) -> String {
    guard let name else { return "secret \(index + 1)" }
    return "secret \(index + 1) \"\(name)\""
  }
}
