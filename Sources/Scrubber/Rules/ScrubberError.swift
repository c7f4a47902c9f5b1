/// Why rules, secrets or a policy were refused; the whole set is refused, never a part of it.
public struct ScrubberError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Id of the rule; `nil` if it is not about one rule.
  public var rule: String?
  /// What is wrong; never a byte of a secret.
  public var reason: String
  /// What to do about it.
  public var advice: String

  init(rule: String?, reason: String, advice: String) {
    self.rule = rule
    self.reason = reason
    self.advice = advice
  }

  init(rule: String, _ error: PatternError) {
    self.rule = rule
    reason = "\(error.reason) (at byte \(error.offset) of the pattern)"
    advice = error.advice
  }

  /// One line for people.
  public var description: String {
    let place = rule.map { "rule \($0): " } ?? ""
    return "\(place)\(reason); \(advice)"
  }
}
