import Testing

@testable import Scrubber

@Suite("The engine against the reference")
struct ReferenceAgreementTests {
  @Test("The engine masks what the document says, on random rules, secrets and text")
  func agreesOnRandomText() {
    Property.check(rounds: 400) { random in
      var example = PropertyCase(using: &random)
      Self.leaveNoTies(&example)
      let engine = try example.engine()
      let reference = try example.reference()
      for _ in 0..<4 {
        let input = example.text(size: random.pick([40, 200, 600, 1_500]), using: &random)
        let failure = Self.difference(
          try engine.scrub(input), reference.scrub(input), input: input)
        if failure != nil { return try example.smallest(input, failure: Self.difference) }
      }
      return nil
    }
  }

  @Test("The engine masks what the document says where the windows have their real size")
  func agreesWithRealLimits() {
    Property.check(rounds: 60) { random in
      var example = PropertyCase(using: &random)
      example.limits = ReferenceLimits()
      Self.leaveNoTies(&example)
      let input = example.text(size: 6_000, using: &random)
      return try example.smallest(input, failure: Self.difference)
    }
  }

  /// Which of two matches of one rule in one base64 run gives the tag is not defined.
  private static func leaveNoTies(_ example: inout PropertyCase) {
    if case .keyed = example.policy.replacement { example.policy.decodesBase64 = false }
  }

  private static func difference(_ example: PropertyCase, _ input: [UInt8]) throws -> String? {
    difference(
      try example.engine().scrub(input), try example.reference().scrub(input), input: input)
  }

  /// What is wrong with the engine's result; `nil` if nothing is.
  static func difference(
    _ engine: EngineUnderTest.Result, _ reference: ReferenceResult, input: [UInt8]
  ) -> String? {
    if engine.output == reference.output {
      return findingDifference(engine.findings, reference.findings)
    }
    let names = ("engine", "reference")
    let text = PropertyText.difference(engine.output, reference.output, names: names)
    guard !reference.unscannedPossible.isEmpty else { return text }
    let masked = PropertyMask(engine.findings, count: input.count)
    let expected = PropertyMask(reference.findings, count: input.count)
    if let offset = expected.firstMissing(in: masked) {
      return "the engine does not mask byte \(offset), the reference does; \(text ?? "")"
    }
    // Inside of what may be unscanned the engine may mask more, with what touches it.
    var mayMask = expected
    for range in reference.unscannedPossible {
      mayMask.insert(range)
      for finding in engine.findings where finding.input.overlaps(range) {
        mayMask.insert(finding.input)
      }
    }
    return masked.firstMissing(in: mayMask).map {
      "the engine masks byte \($0), the reference does not; \(text ?? "")"
    }
  }

  private static func findingDifference(_ engine: [Finding], _ reference: [Finding]) -> String? {
    if engine == reference { return nil }
    let pair = zip(engine, reference).first { $0 != $1 }
    return
      "findings differ: \(engine.count) and \(reference.count), first \(String(describing: pair))"
  }
}
