internal import ReferenceMatcher
internal import Scrubber

/// Whether engine and reference make the same of an input.
enum Agreement {
  /// What is wrong with the engine's result for a case; `nil` if nothing is.
  static func difference(_ example: PropertyCase, _ input: [UInt8]) throws -> String? {
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
    // Where the engine gave up, it masks to the next white space or quote, and knows of no match.
    var mustMask = expected
    for range in reference.unscannedPossible
    where engine.findings.contains(where: { $0.rule == "unscanned" && $0.input.overlaps(range) }) {
      mustMask.remove(range)
    }
    if let offset = mustMask.firstMissing(in: masked) {
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
