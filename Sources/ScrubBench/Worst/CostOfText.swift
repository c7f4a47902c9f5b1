import Scrubber

/// What the library takes for a text.
struct CostOfText: Codable {
  /// CPU nanoseconds for each byte.
  var nanoseconds: Double
  /// Candidates, attempts and calls of PCRE2 for each 1,000 bytes.
  var candidates: Double
  var attempts: Double
  var confirmCalls: Double

  /// 10^6 bytes for each second of CPU time.
  var megabytesPerSecond: Double { 1_000 / max(nanoseconds, 1e-6) }

  /// What the search goes by: the time, which noise blurs, and a part for work that the counters
  /// see, which no noise reaches.
  var score: Double {
    nanoseconds + 0.002 * candidates + 0.01 * attempts + 0.05 * confirmCalls
  }

  private struct Sink: ScrubSink {
    mutating func write(_ bytes: borrowing Scrubbed) {}
    mutating func record(_ finding: Finding) {}
  }

  /// The least of `repetitions` measurements.
  init(of text: [UInt8], with scrubber: SecretScrubber, repetitions: Int) throws {
    var least = Double.infinity
    var statistics = Statistics()
    for _ in 0..<repetitions {
      var sink = Sink()
      let begin = threadSeconds()
      statistics = try LibraryPass.scrub(text, with: scrubber, into: &sink)
      least = min(least, threadSeconds() - begin)
    }
    let count = Double(max(text.count, 1))
    nanoseconds = least * 1e9 / count
    candidates = Double(statistics.candidates) * 1_000 / count
    attempts = Double(statistics.attempts) * 1_000 / count
    confirmCalls = Double(statistics.confirmCalls) * 1_000 / count
  }
}
