internal import Scrubber

/// Asks the engine whether it takes rules.
enum RuleCheck {
  /// Why the engine refuses a rule; `nil` if it takes it.
  static func error(of rule: Rule) -> ScrubberError? {
    error(of: [rule][...])
  }

  /// Why the engine refuses some of the rules, by their indices.
  ///
  /// Most are good, and to compile many at once costs little more than to compile one: halves with
  /// a fault are looked at again.
  static func errors(of rules: ArraySlice<Rule>) -> [Int: ScrubberError] {
    guard let first = rules.indices.first, let error = error(of: rules) else { return [:] }
    if rules.count == 1 { return [first: error] }
    let middle = first + rules.count / 2
    return errors(of: rules[..<middle]).merging(errors(of: rules[middle...])) { old, _ in old }
  }

  private static func error(of rules: ArraySlice<Rule>) -> ScrubberError? {
    let compiled = rules.enumerated().map { index, rule in
      var rule = rule
      rule.id = "r\(index)"
      rule.action = .mask
      return rule
    }
    do {
      _ = try SecretScrubber(rules: compiled)
      return nil
    } catch {
      return error
    }
  }
}
