import RuleFormat
import Scrubber
import Testing

@Suite("A flush with the default packs")
struct DefaultPacksFlushTests {
  private struct Sink: ScrubSink {
    var bytes: [UInt8] = []
    mutating func write(_ scrubbed: borrowing Scrubbed) {
      scrubbed.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    mutating func record(_ finding: Finding) {}
  }

  @Test(
    "lets go of lines that are complete",
    arguments: [
      "ready\n", "2026-11-22 10:00:00 INFO worker started\n", "GET /index.html 200\n",
    ])
  func lines(line: String) throws {
    let scrubber = try SecretScrubber(rules: DefaultPacks.load().flatMap(\.rules))
    var sink = Sink()
    var stream = ScrubStream(scrubber)
    try stream.feed(Array((line + "ab").utf8), into: &sink)
    try stream.flush(into: &sink)
    #expect(sink.bytes == Array(line.utf8))
  }
}
