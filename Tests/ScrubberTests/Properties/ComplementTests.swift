import Testing

@testable import RandomCases
@testable import Scrubber

@Suite("Bytes outside of findings stay as they are")
struct ComplementTests {
  @Test("The output is the input with exactly the reported ranges replaced")
  func spliceGivesOutput() {
    Property.check(rounds: 300) { random in
      let example = PropertyCase(using: &random)
      return try example.smallest(example.text(size: 2_000, using: &random)) {
        Self.failure(try $0.engine().scrub($1), input: $1)
      }
    }
  }

  private static func failure(_ result: EngineUnderTest.Result, input: [UInt8]) -> String? {
    var spliced: [UInt8] = []
    var position = 0
    var line = 1
    for finding in result.findings {
      guard finding.input.lowerBound >= position, finding.input.upperBound <= input.count else {
        return "findings out of order: \(finding)"
      }
      let kept = input[position..<finding.input.lowerBound]
      spliced += kept
      line += kept.count { $0 == 0x0A }
      guard !finding.input.isEmpty, finding.output.lowerBound == spliced.count,
        finding.output.upperBound <= result.output.count
      else { return "finding's output is elsewhere: \(finding), expected at \(spliced.count)" }
      if finding.line != line { return "finding's line is wrong: \(finding), expected \(line)" }
      line += input[finding.input].count { $0 == 0x0A }
      spliced += result.output[finding.output]
      position = finding.input.upperBound
    }
    spliced += input[position...]
    return PropertyText.difference(spliced, result.output, names: ("spliced", "output"))
  }
}
