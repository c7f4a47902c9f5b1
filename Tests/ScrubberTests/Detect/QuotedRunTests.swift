import Testing

@testable import RandomCases
@testable import Scrubber

@Suite struct QuotedRunTests {
  @Test func `Ends at the first quote or line end`() {
    Property.check(rounds: 3_000) { random in
      var generator = PatternRandom(seed: random.next())
      let quote = generator.pick(Array("\"'`".utf8))
      let alphabet = generator.chance(50) ? Array("ab\\\"'`\n\r\u{0B}#".utf8) : Array(0...255)
      let text = (0..<generator.below(60)).map { _ in
        generator.chance(70) ? UInt8(ascii: "x") : generator.pick(alphabet)
      }
      let from = generator.below(text.count + 1)
      let to = from + generator.below(text.count - from + 1)
      let expected =
        text[from..<to].firstIndex { $0 == quote || $0 == 0x0A || $0 == 0x0D } ?? to
      let end = PaddedText(text).withBase {
        QuotedRun.end($0, quote: quote, from: from, to: to)
      }
      return end == expected ? nil : "\(text) \(quote) \(from)..<\(to): \(end ?? -1)"
    }
  }
}
