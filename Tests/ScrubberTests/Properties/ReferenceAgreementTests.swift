import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

@Suite("The engine against the reference")
struct ReferenceAgreementTests {
  @Test("The engine masks what the document says, on random rules, secrets and text")
  func agreesOnRandomText() {
    Property.check(rounds: 400) { random in
      var example = PropertyCase(using: &random)
      example.leaveNoTies()
      let engine = try example.engine()
      let reference = try example.reference()
      for _ in 0..<4 {
        let input = example.text(size: random.pick([40, 200, 600, 1_500]), using: &random)
        let failure = Agreement.difference(
          try engine.scrub(input), reference.scrub(input), input: input)
        if failure != nil { return try example.smallest(input, failure: Agreement.difference) }
      }
      return nil
    }
  }

  @Test("The engine masks what the document says where the windows have their real size")
  func agreesWithRealLimits() {
    Property.check(rounds: 60) { random in
      var example = PropertyCase(using: &random)
      example.limits = ReferenceLimits()
      example.leaveNoTies()
      let input = example.text(size: 6_000, using: &random)
      return try example.smallest(input, failure: Agreement.difference)
    }
  }
}
