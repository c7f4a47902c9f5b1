package import RuleFormat
package import Scrubber

/// Holds rules to their examples, in every context and however the text is cut.
package struct RuleTester {
  /// An example that did not do what it promises. Never holds the example itself.
  package struct Failure: Sendable, Equatable {
    package var rule: String
    /// Number of the example from 1, of `examples` or `counter_examples`.
    package var example: Int
    package var isCounterExample: Bool
    package var context: String
    package var reason: String

    /// One line for people.
    package var description: String {
      let list = isCounterExample ? "counter-example" : "example"
      return "\(rule): \(list) \(example), \(context): \(reason)"
    }
  }

  /// What came out.
  package struct Report: Sendable {
    package var rules = 0
    package var examples = 0
    /// Texts that were scrubbed: examples in contexts, at each split.
    package var texts = 0
    package var failures: [Failure] = []

    /// Adds what another test said.
    package mutating func add(_ other: Report) {
      rules += other.rules
      examples += other.examples
      texts += other.texts
      failures += other.failures
    }
  }

  private let entries: [PackComposer.Entry]
  private let longestSplit: Int

  /// - Parameters:
  ///   - entries: the rules; those that are switched off, or mask nothing, are tested as if they
  ///     masked.
  ///   - longestSplit: texts up to this size are cut at every byte, longer ones at as many places.
  package init(_ entries: [PackComposer.Entry], longestSplit: Int = 600) {
    self.entries = entries
    self.longestSplit = longestSplit
  }

  /// Runs everything.
  ///
  /// - Throws: `ScrubberError` for a rule that the engine refuses.
  package func run() throws(ScrubberError) -> Report {
    var report = Report()
    for entry in entries {
      report.rules += 1
      guard let examples = entry.examples else { continue }
      var rule = entry.rule
      rule.isEnabled = true
      rule.action = .mask
      let subject = Subject(rule: rule.id, scrubber: try SecretScrubber(rules: [rule]))
      for (index, example) in examples.positive.enumerated() {
        report.examples += 1
        for written in ContextWriter(example)?.written() ?? [] {
          test(written, index, subject, &report)
        }
      }
      for (index, example) in examples.negative.enumerated() {
        report.examples += 1
        report.texts += 1
        if !subject.scrubber.scrub(Array(example.text.utf8)).findings.isEmpty {
          report.failures.append(
            Failure(
              rule: rule.id, example: index + 1, isCounterExample: true, context: "bare",
              reason: "the rule finds something in it"))
        }
      }
    }
    return report
  }

  private struct Subject {
    var rule: String
    var scrubber: SecretScrubber
  }

  private func test(
    _ written: WrittenExample, _ index: Int, _ subject: Subject, _ report: inout Report
  ) {
    func fail(_ reason: String) {
      report.failures.append(
        Failure(
          rule: subject.rule, example: index + 1, isCounterExample: false,
          context: written.context, reason: reason))
    }
    report.texts += 1
    let whole = subject.scrubber.scrub(written.text)
    if let fault = Self.fault(whole.findings.map(\.input), written) {
      fail(fault)
      return
    }
    let step = max(1, written.text.count / longestSplit)
    for cut in stride(from: 1, to: written.text.count, by: step) {
      report.texts += 1
      let (bytes, findings) = Self.scrub(written.text, cutAt: cut, subject.scrubber)
      if bytes.storage != whole.bytes.storage || findings != whole.findings {
        fail("cut at byte \(cut) something else comes out, which is a fault of the engine")
        return
      }
    }
  }

  /// What is wrong with what was masked; `nil` for nothing.
  private static func fault(_ masked: [Range<Int>], _ written: WrittenExample) -> String? {
    let secret = written.secret
    var open = secret.lowerBound
    for range in masked where range.lowerBound <= open { open = max(open, range.upperBound) }
    if open < secret.upperBound {
      return masked.isEmpty
        ? "nothing is masked" : "the last \(secret.upperBound - open) bytes are not masked"
    }
    let low = masked.map(\.lowerBound).min() ?? 0
    let high = masked.map(\.upperBound).max() ?? 0
    if low < secret.lowerBound { return "\(secret.lowerBound - low) bytes before it are masked" }
    let more = high - secret.upperBound
    return more > written.slack ? "\(more) bytes after it are masked" : nil
  }

  private static func scrub(
    _ text: [UInt8], cutAt cut: Int, _ scrubber: SecretScrubber
  ) -> (bytes: ScrubbedBytes, findings: [Finding]) {
    var stream = ScrubStream(scrubber)
    var sink = MemorySink()
    // A memory sink never throws.
    try? stream.feed(Array(text[..<cut]), into: &sink)
    try? stream.feed(Array(text[cut...]), into: &sink)
    try? stream.finish(into: &sink)
    return (sink.bytes, sink.findings)
  }
}
