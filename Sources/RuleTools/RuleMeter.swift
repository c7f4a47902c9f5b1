package import Scrubber

/// Measures what each rule costs and finds on a corpus.
package struct RuleMeter {
  /// What one rule did.
  package struct Row: Sendable {
    package var rule: String
    /// Positions at which the prefilter saw the rule's anchors.
    package var candidates: Int
    /// Attempts to match.
    package var attempts: Int
    package var hits: Int
    /// Seconds of CPU that the rule alone takes, above those of no rule at all.
    package var seconds: Double
    /// Part of the sum over all rules, 0 to 1.
    package var share = 0.0
  }

  /// What came out.
  package struct Report: Sendable {
    package var bytes: Int
    /// Seconds for all rules together, and for none.
    package var seconds: Double
    package var secondsWithout: Double
    /// The dearest first.
    package var rows: [Row]
  }

  private let rules: [Rule]
  private let corpus: [[UInt8]]
  private let clock: () -> Double

  /// - Parameters:
  ///   - corpus: the texts, each a stream of its own.
  ///   - clock: seconds of CPU time of this thread.
  package init(_ rules: [Rule], corpus: [[UInt8]], clock: @escaping () -> Double) {
    self.rules = rules.filter { $0.isEnabled && $0.action == .mask }
    self.corpus = corpus
    self.clock = clock
  }

  /// Runs each rule alone, and all of them.
  package func run() throws(ScrubberError) -> Report {
    let without = measure(try SecretScrubber(rules: [])).seconds
    let all = measure(try SecretScrubber(rules: rules))
    var rows: [Row] = []
    for rule in rules {
      let alone = measure(try SecretScrubber(rules: [rule]))
      rows.append(
        Row(
          rule: rule.id, candidates: alone.statistics.candidates,
          attempts: alone.statistics.attempts, hits: all.statistics.hits[rule.id] ?? 0,
          seconds: max(0, alone.seconds - without)))
    }
    let sum = rows.reduce(0) { $0 + $1.seconds }
    for index in rows.indices where sum > 0 { rows[index].share = rows[index].seconds / sum }
    rows.sort { ($0.seconds, $1.rule) > ($1.seconds, $0.rule) }
    return Report(
      bytes: corpus.reduce(0) { $0 + $1.count }, seconds: all.seconds, secondsWithout: without,
      rows: rows)
  }

  /// The faster of two runs.
  private func measure(_ scrubber: SecretScrubber) -> (seconds: Double, statistics: Statistics) {
    var best = Double.infinity
    var statistics = Statistics()
    for _ in 0..<2 {
      statistics = Statistics()
      let start = clock()
      for text in corpus {
        var stream = ScrubStream(scrubber)
        var sink = Counter()
        // The sink never throws.
        try? stream.feed(text, into: &sink)
        try? stream.finish(into: &sink)
        statistics.candidates += stream.statistics.candidates
        statistics.attempts += stream.statistics.attempts
        statistics.hits.merge(stream.statistics.hits, uniquingKeysWith: +)
      }
      best = min(best, clock() - start)
    }
    return (best, statistics)
  }

  /// A sink that drops everything.
  private struct Counter: ScrubSink {
    mutating func write(_ bytes: borrowing Scrubbed) {}
    mutating func record(_ finding: Finding) {}
  }
}
