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

  @Test("at any place of any example changes nothing", arguments: [71, 72, 73] as [UInt64])
  func examples(seed: UInt64) throws {
    print("seed", seed)
    var state = seed
    func random(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let packs = try DefaultPacks.load()
    let scrubber = try SecretScrubber(rules: packs.flatMap(\.rules))
    let examples = packs.flatMap { pack in
      pack.rules.flatMap { pack.examples[$0.id]?.positive ?? [] }
    }
    #expect(examples.count > 500)
    for example in examples {
      let text = Array(("2026-11-22 10:00:00 INFO " + example.text + " done\n").utf8)
      let cut = 1 + random(below: text.count - 1)
      var whole = Sink()
      var stream = ScrubStream(scrubber)
      try stream.feed(text, into: &whole)
      try stream.finish(into: &whole)
      var flushed = Sink()
      stream = ScrubStream(scrubber)
      try stream.feed(Array(text[..<cut]), into: &flushed)
      try stream.flush(into: &flushed)
      try stream.feed(Array(text[cut...]), into: &flushed)
      try stream.finish(into: &flushed)
      #expect(
        whole.bytes == flushed.bytes,
        "cut at \(cut): \(String(decoding: text, as: UTF8.self))")
    }
  }
}
