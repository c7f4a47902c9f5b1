import Testing

@testable import Scrubber

/// Streams that know registered secrets only, for tests of what they hold back.
enum RegisteredHazard {
  static let mask = "[REDACTED:registered-secret]"
  /// More than a stream holds back, so that steps end at every offset of what stands before it.
  static let filler = String(repeating: " - plain text", count: 200)

  static func scrubber(_ secrets: [String]) throws -> SecretScrubber {
    try SecretScrubber(
      rules: [], secrets: secrets.map { RegisteredSecret(value: Array($0.utf8)) },
      policy: Policy(), limits: SecretScrubber.Limits(stepQuantum: 1, base64RunLimit: 128))
  }

  /// Checks the output for the input in one piece, byte by byte, and flushed byte by byte.
  static func expect(
    _ input: String, _ output: String, secret: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let scrubber = try scrubber([secret])
    let bytes = Array((input + filler).utf8)
    let single = bytes.map { [$0] }
    for (chunks, flushes) in [([bytes], false), (single, false), (single, true)] {
      var sink = MemorySink()
      var stream = ScrubStream(scrubber)
      for chunk in chunks {
        try stream.feed(chunk, into: &sink)
        if flushes { try stream.flush(into: &sink) }
      }
      try stream.finish(into: &sink)
      let same = sink.bytes.text == output + filler
      let beginning = sink.bytes.text.prefix(80).debugDescription
      #expect(
        same, "\(chunks.count) chunks, flush \(flushes): \(beginning)",
        sourceLocation: sourceLocation)
    }
  }
}
