import Testing

@testable import Scrubber

/// Texts of one's own in place of secrets, as they come back in the input.
@Suite("Placeholder texts of rules and policies")
struct PlaceholderTextTests {
  private static let value = "tok_Ab3dEf6hIj9k"
  /// Matches before a placeholder, which is a boundary, and not before what one begins with.
  private static let rule = Rule(
    id: "token", secret: "tok_[A-Za-z0-9]{12}", after: #"(?![^\s,])"#)

  private static func text(bytes: Int, opening: String) -> String {
    opening + String(repeating: "x", count: bytes - opening.utf8.count)
  }

  /// Checks that `text` is a boundary, however the stream is cut and flushed.
  private func isBoundary(_ text: String, _ scrubber: SecretScrubber) throws {
    let input = Array("a \(Self.value)\(text) b".utf8)
    var cuts = (0...input.count).map { [input[..<$0], input[$0...]] }
    cuts.append(input.indices.map { input[$0...$0] })
    for (number, chunks) in cuts.enumerated() {
      var sink = MemorySink()
      var stream = ScrubStream(scrubber)
      for chunk in chunks {
        try stream.feed(Array(chunk), into: &sink)
        try stream.flush(into: &sink)
      }
      try stream.finish(into: &sink)
      let same = sink.bytes.text == "a \(text)\(text) b"
      #expect(same, "cut \(number): \(sink.bytes.text.debugDescription)")
      if !same { return }
    }
  }

  @Test(
    "The longest text is a boundary, wherever a flush cuts it and whatever it begins with",
    arguments: [
      "<", "[", "[REDACTED ", "[REDACTED:", "%", "%4", "&", "&lt", "\u{E9}", "\u{2588}", "",
    ])
  func longest(opening: String) throws {
    let text = Self.text(bytes: 256, opening: opening)
    var policy = Policy()
    policy.replacement = .fixed(text)
    try isBoundary(text, SecretScrubber(rules: [Self.rule], policy: policy))
    var rule = Self.rule
    rule.placeholder = text
    try isBoundary(text, SecretScrubber(rules: [rule]))
  }

  @Test("A longer text is refused, and so is one that can't stand in JSON")
  func refused() {
    for (text, advice) in [
      (Self.text(bytes: 257, opening: "<"), "at most 256 bytes"), ("a\"b", "JSON"),
      ("a\nb", "JSON"),
    ] {
      var policy = Policy()
      policy.replacement = .fixed(text)
      let byPolicy = #expect(throws: ScrubberError.self) {
        try SecretScrubber(rules: [Self.rule], policy: policy)
      }
      #expect(byPolicy?.rule == nil)
      #expect(byPolicy?.advice.contains(advice) == true)
      var rule = Self.rule
      rule.placeholder = text
      let byRule = #expect(throws: ScrubberError.self) { try SecretScrubber(rules: [rule]) }
      #expect(byRule?.rule == "token")
      #expect(byRule?.advice.contains(advice) == true)
    }
  }
}
