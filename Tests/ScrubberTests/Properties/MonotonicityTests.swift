import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

@Suite("More rules and secrets")
struct MonotonicityTests {
  @Test("Adding a rule or a secret unmasks no byte")
  func additionsUnmaskNothing() {
    Property.check(rounds: 200) { random in
      let example = PropertyCase(using: &random)
      var larger = example
      let added = PropertyRules.rule(90, using: &random)
      if random.chance(60), larger.takes(added) { larger.rules.append(added) }
      if random.chance(60) { larger.secrets.append(PropertySecrets.secret(using: &random)) }
      let smallEngine = try example.engine()
      let largeEngine = try larger.engine()
      for _ in 0..<3 {
        let input = larger.text(size: 600, using: &random)
        // A placeholder of the added rule is an ordinary text only without that rule.
        if Self.holdsPlaceholder(of: added, input) { continue }
        let before = try smallEngine.scrub(input)
        let after = try largeEngine.scrub(input)
        if before.findings.contains(where: { $0.rule == "unscanned" }) { continue }
        let masked = PropertyMask(before.findings, count: input.count)
        let now = PropertyMask(after.findings, count: input.count)
        if let offset = masked.firstMissing(in: now) {
          let what = larger.rules.count > example.rules.count ? "\(added.id) and " : ""
          return "byte \(offset) is unmasked by \(what)secrets\n\(larger.show(input))"
        }
      }
      return nil
    }
  }

  private static func holdsPlaceholder(of rule: Rule, _ input: [UInt8]) -> Bool {
    let texts = ["[REDACTED:" + rule.id, rule.placeholder ?? "[REDACTED:" + rule.id]
    return texts.contains {
      ReferenceBytes.firstIndex(of: Array($0.utf8), in: input) != nil
    }
  }
}
