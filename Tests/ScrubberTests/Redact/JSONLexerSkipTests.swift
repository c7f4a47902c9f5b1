import Testing

@testable import Scrubber

@Suite("The fast way through JSON")
struct JSONLexerSkipTests {
  /// What one token after the other gives.
  private func slow(
    _ bytes: UnsafePointer<UInt8>, to offset: Int, end: Int, _ lexer: inout JSONLexer
  ) -> Int {
    var at = 0
    while at < offset {
      let before = lexer
      let (_, stop) = lexer.next(bytes, at: at, stop: offset, end: end)
      if stop > offset {
        lexer = before
        return at
      }
      at = stop
    }
    return at
  }

  @Test("It ends where single steps end, in the same state")
  func agreement() {
    let pieces = [
      "{", "}", "[", "]", ":", ",", "\"", "\"", "\\", "\\\"", "\\n", "\\u00e9", "\\ud83d\\ude00",
      "\\ud83d", "é", "😀", "true", "nul", "null", "-1.5e+9", "007", " ", "\n", "\r\n", "\t", "abc",
      "plain words of some length", "\u{1}", "x",
    ]
    Property.check(rounds: 3_000) { random in
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        if Int.random(in: 0..<8, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0x80...0xFF, using: &random))
        }
      }
      let count = bytes.count
      return bytes.withUnsafeBufferPointer { buffer -> String? in
        guard let base = buffer.baseAddress else { return nil }
        for offset in 0...count {
          var one = JSONLexer()
          var other = JSONLexer()
          let expected = slow(base, to: offset, end: count, &one)
          let found = other.skip(base, from: 0, to: offset, end: count)
          if expected != found || one != other {
            return "\(bytes): to \(offset): \(found) \(other.state), not \(expected) \(one.state)"
          }
        }
        return nil
      }
    }
  }
}
