import Scrubber

/// Passes of the library over a text in memory.
struct LibraryPass: Codable, Equatable {
  var bytes = 0
  /// CPU seconds to load the rules and to compile them with the secrets.
  var startSeconds = 0.0
  /// CPU seconds of each pass.
  var passSeconds: [Double] = []
  var findings = 0
  /// Most bytes held back, and how many it may be.
  var peakHeld = 0
  var holdBack = 0
  var candidates = 0
  var attempts = 0
  var confirmCalls = 0
  var detection: DetectionCount?

  /// Takes bytes and forgets them.
  private struct Sink: ScrubSink {
    let keepsRanges: Bool
    var masked: [Range<Int>] = []
    var findings = 0

    mutating func write(_ bytes: borrowing Scrubbed) {}

    mutating func record(_ finding: Finding) {
      findings += 1
      if keepsRanges { masked.append(finding.input) }
    }
  }

  /// How much a program reads at a time.
  private static let chunk = 128 << 10

  init(
    _ configuration: Configuration, path: ScanPath?, over text: [UInt8], passes: Int,
    truth: [Range<Int>]?
  ) throws {
    let begin = threadSeconds()
    let scrubber = try configuration.scrubber(path: path)
    startSeconds = threadSeconds() - begin
    bytes = text.count
    holdBack = scrubber.holdBack
    for pass in 0..<passes {
      // Where the truth is wanted the last pass is for that, and its time is none.
      let keepsRanges = truth != nil && pass == passes - 1
      var sink = Sink(keepsRanges: keepsRanges)
      let begin = threadSeconds()
      let statistics = try Self.scrub(text, with: scrubber, into: &sink)
      if !keepsRanges { passSeconds.append(threadSeconds() - begin) }
      findings = sink.findings
      peakHeld = statistics.peakHeld
      candidates = statistics.candidates
      attempts = statistics.attempts
      confirmCalls = statistics.confirmCalls
      if keepsRanges, let truth { detection = DetectionCount(truth: truth, masked: sink.masked) }
    }
  }

  /// Scrubs `text` by chunks as a program would read them.
  static func scrub(
    _ text: [UInt8], with scrubber: SecretScrubber, into sink: inout some ScrubSink
  ) throws -> Statistics {
    var stream = ScrubStream(scrubber)
    try text.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = min(start + chunk, bytes.count)
        try stream.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), into: &sink)
        start = end
      }
    }
    try stream.finish(into: &sink)
    return stream.statistics
  }
}
