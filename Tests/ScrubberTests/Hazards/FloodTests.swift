import RuleFormat
import Testing

@testable import Scrubber

/// Input that never ends what it begins. `SCRUB_FLOOD_MIB` sets the size of each, 64 is usual.
@Suite("Floods")
struct FloodTests {
  private struct CountingSink: ScrubSink {
    var bytes = 0
    var findings = 0

    mutating func write(_ bytes: borrowing Scrubbed) {
      bytes.withUnsafeBytes { self.bytes += $0.count }
    }

    mutating func record(_ finding: Finding) { findings += 1 }
  }

  private static let registered = "hunter2-secret-value"

  @Test(
    "hold no more than the stated hold-back",
    arguments: [
      "A", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n", "eyJ",
      "hunter2-secret-va" + String(repeating: " ", count: 40), "https://a:", "\\", "%25",
      "\u{1B}[", "[REDACTED:", "&amp;", "{\"a\":[", " ",
    ])
  func bound(unit: String) throws {
    let mebibytes = Property.environment["SCRUB_FLOOD_MIB"].flatMap { Int($0) } ?? 64
    let rules = try DefaultPacks.load(withExamples: false).flatMap(\.rules)
    let scrubber = try SecretScrubber(
      rules: rules, secrets: [RegisteredSecret(value: Array(Self.registered.utf8))])
    let piece = Array(String(repeating: unit, count: 1 + 65_536 / unit.utf8.count).utf8)
    var sink = CountingSink()
    var stream = ScrubStream(scrubber)
    var fed = 0
    while fed < mebibytes << 20 {
      try stream.feed(piece, into: &sink)
      fed += piece.count
      #expect(stream.statistics.peakHeld <= scrubber.holdBack)
    }
    try stream.finish(into: &sink)
    #expect(stream.statistics.bytesIn == fed)
    #expect(stream.statistics.unscanned == 0)
    #expect(sink.findings > 0 || sink.bytes == fed)
  }
}
