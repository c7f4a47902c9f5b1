import Testing

@testable import Scrubber

/// A flush may come in the middle of a token: what is JSON must not depend on it.
@Suite("JSON across a flush")
struct JSONFlushTests {
  private static let pin = Rule(
    id: "pin", before: "\"pin\": ?\"?", secret: "[0-9]{6}", after: "")

  private static func scrubber() throws -> SecretScrubber {
    var policy = Policy()
    // What waits for these waits for numbers, too.
    policy.decodesBase64 = false
    return try SecretScrubber(rules: [pin], policy: policy)
  }

  @Test(
    "Numbers and names that a flush cuts are read as a whole",
    arguments: [
      #"{"t": 5.25, "pin": 123456, "n": 1}"#, #"[-5e+3, {"pin": 123456}]"#,
      #"{"a": true, "b": false, "c": null, "pin": 123456}"#, #"5.5 "pin": 123456"#,
      #"0.125e-7 {"pin":123456}"#, #"{"a": "\u00e9\ud83d\ude00\\", "pin": 123456}"#,
      #"tru "pin": 123456"#, #"5. "pin": 123456"#, "2026-11-22 \"pin\": 123456",
    ])
  func cut(input: String) throws {
    let scrubber = try Self.scrubber()
    let bytes = Array(input.utf8)
    let whole = scrubber.scrub(bytes).bytes.text
    #expect(whole.contains("[REDACTED:pin]"))
    for cut in 0...bytes.count {
      var sink = MemorySink()
      var stream = ScrubStream(scrubber)
      try stream.feed(Array(bytes[..<cut]), into: &sink)
      try stream.flush(into: &sink)
      try stream.feed(Array(bytes[cut...]), into: &sink)
      try stream.finish(into: &sink)
      #expect(sink.bytes.text == whole, "cut \(cut)")
    }
  }

  @Test(
    "Whether more bytes can change a literal",
    arguments: [
      ("5.", true), ("5", true), ("-", true), ("1e", true), ("1e+", true), ("12.5e-3", true),
      ("t", true), ("true", true), ("nul", true), ("trx", false), ("the", false), ("5 ", false),
      ("2026-", false), ("01", false), ("-x", false), ("5.x", false), ("true,", false),
      (String(repeating: "1", count: 129), false),
    ])
  func mayGoOn(text: String, expected: Bool) {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { JSONLiteral.mayGoOn($0, at: 0, end: buffer.count) }
    }
    #expect(result == expected)
  }
}
