import CScanKernels
import Testing

@testable import RandomCases
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
      "plain words of some length", "\u{1}", "\u{c}", "x", "\"name\":\"value\",", "\\/",
      "{\"id\":71729960,", "\"a \\\\\\\" b\"", "12345", "-0.5E-3,", "true,", "false]", "1:",
      "12345678901234567890123456789",
    ]
    // The kernels may read beyond the ends of a text.
    let text = PaddedBuffer(capacity: 4_096)
    Property.check(rounds: 3_000) { random in
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        if Int.random(in: 0..<8, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0x80...0xFF, using: &random))
        }
      }
      let count = bytes.count
      text.start.update(from: bytes, count: count)
      text.seal(count: count)
      let base = UnsafePointer(text.start)
      for offset in 0...count {
        var one = JSONLexer()
        let expected = slow(base, to: offset, end: count, &one)
        for isa in KernelPath.available {
          var other = JSONLexer()
          let found = other.skip(base, from: 0, to: offset, end: count, isa: isa)
          if expected != found || one != other {
            return
              "\(isa) \(bytes): to \(offset): \(found) \(other.state), not \(expected) \(one.state)"
          }
        }
      }
      return nil
    }
  }
}
