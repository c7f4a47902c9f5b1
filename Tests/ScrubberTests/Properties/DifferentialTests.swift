import RuleFormat
import Testing

@testable import RandomCases
@testable import Scrubber

/// The short form of `scrub-bench differential`, which goes through millions of cases.
@Suite("Random packs against the reference")
struct DifferentialTests {
  @Test("The engine gives the reference's output and findings, however a text is cut")
  func agrees() throws {
    let rules = try DefaultPacks.load(withExamples: false).flatMap(\.rules)
    let run = DifferentialRun(rules: rules)
    let cases = DifferentialRun.casesPerPack * UInt64(max(1, 64 * Property.factor))
    let first = Property.seed ?? UInt64.random(in: 0...UInt64.max >> 8) << 6
    let end = Property.seed == nil ? first + cases : first + 1
    for disagreement in run.disagreements(in: first..<end).prefix(3) {
      Issue.record("SCRUB_SEED=\(disagreement.seed): \(disagreement.text)")
    }
  }

  @Test("A case depends on nothing but its seed")
  func reproduces() {
    let run = DifferentialRun(rules: [])
    let seed: UInt64 = 5 * DifferentialRun.casesPerPack
    #expect(run.disagreements(in: seed + 3..<seed + 4).isEmpty)
    #expect(run.disagreements(in: seed..<seed + 10).isEmpty)
  }
}
