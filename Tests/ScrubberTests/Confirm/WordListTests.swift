import Testing

@testable import Scrubber

@Suite struct WordListTests {
  private func check(_ list: WordList, _ text: String) -> (isWord: Bool, holdsWord: Bool) {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { (list.contains($0), list.isFound(in: $0)) }
  }

  @Test func `Words are found without regard to case`() {
    let list = WordList(["Password", "none", "not set", "\u{c9}"])
    #expect(check(list, "PASSWORD") == (true, true))
    #expect(check(list, "xNot Sety") == (false, true))
    #expect(check(list, "\u{c9}") == (true, true))
    #expect(check(list, "\u{e9}") == (false, false))
    #expect(check(list, "non") == (false, false))
    #expect(check(list, "") == (false, false))
  }

  @Test func `The empty word equals the empty text and stands in none`() {
    #expect(check(WordList([""]), "") == (true, false))
    #expect(check(WordList([""]), "a") == (false, false))
    #expect(check(.none, "") == (false, false))
  }

  @Test func `Many words are found as a plain search finds them`() {
    var random = PatternRandom(seed: 3)
    for _ in 0..<200 {
      let words = (0..<random.below(150)).map { _ in
        String(decoding: random.text(length: 1 + random.below(4)), as: UTF8.self)
      }
      let list = WordList(words)
      for _ in 0..<50 {
        let text = String(decoding: random.text(length: random.below(6)), as: UTF8.self)
        let lowered = Array(text.utf8.map(Self.lowered))
        let plain = words.map { $0.utf8.map(Self.lowered) }
        let found = plain.contains { word in
          word.count <= lowered.count
            && (0...(lowered.count - word.count)).contains {
              Array(lowered[$0..<($0 + word.count)]) == word
            }
        }
        let answer = check(list, text)
        patternCheck(answer.isWord == plain.contains(lowered), text)
        patternCheck(answer.holdsWord == found, text)
      }
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
