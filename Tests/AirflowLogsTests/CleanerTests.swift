import Testing

@testable import AirflowLogs

@Suite("Cleaning")
struct CleanerTests {
  private func clean(_ text: String) -> (text: String, counts: CleanedCounts) {
    var bytes = Array(text.utf8)
    var counts = CleanedCounts()
    TextCleaner.clean(&bytes, from: 0, &counts)
    return (String(decoding: bytes, as: UTF8.self), counts)
  }

  @Test("every class is removed and counted")
  func classes() {
    let (text, counts) = clean(
      "\u{1B}[1mpass\u{1B}[0mword\u{1B}]0;t\u{07} a\u{202E}b\u{2066}c\u{200B}d\u{FEFF}e\u{E0041}f\u{7}g\u{84}h\u{9B}1;31mi\u{90}q\u{9C}\t\n"
    )
    #expect(text == "password abcdefghi\t\n")
    #expect(counts.escapeSequences == 5)
    #expect(counts.bidirectional == 2)
    #expect(counts.zeroWidth == 2)
    #expect(counts.tags == 1)
    #expect(counts.controls == 3)
  }

  @Test("what separates leaves its picture, a CR at a line's end nothing")
  func separators() {
    let (text, counts) = clean("A=1\u{0}B=2\u{C}c\u{85}d\u{2028}e\u{1F}f")
    #expect(text == "A=1\u{2400}B=2\u{240C}c\u{2424}d\u{2424}e\u{241F}f")
    #expect(counts.controls == 5)
    #expect(clean("a\rb\r\nc\r").text == "a\u{240D}b\nc")
  }

  @Test("what is not seen goes, what is seen stays and hides nothing")
  func seen() {
    let unseen = "\u{3164}\u{34F}\u{61C}\u{180E}\u{FFF9}\u{115F}\u{1160}\u{17B4}\u{2061}\u{206A}"
    let (text, counts) = clean("a\(unseen)\u{FE00}\u{E0100}\u{E01EF}b\u{FFFD}c\u{2400}d")
    #expect(text == "ab\u{FFFD}c\u{2400}d")
    #expect(counts.zeroWidth == 12)
    #expect(counts.bidirectional == 1)
  }

  @Test("no control, escape or invisible character is left of any text")
  func nothingLeft() {
    var random = FakeSecrets(7)
    let pieces = [
      "a", " ", "\n", "\u{1B}", "[", "]", "0m", "\u{7}", "\u{0}", "\u{202E}", "\u{200B}",
      "\u{E0041}",
      "\u{AD}", "é", "\r", "\u{1F600}", "\u{85}",
      "\u{9B}", "\u{9D}", "\u{9C}", "\u{3164}", "\u{2028}",
    ]
    for _ in 0..<2_000 {
      let text = (0..<12).map { _ in pieces[Int(random.next() >> 33) % pieces.count] }.joined()
      for scalar in clean(text).text.unicodeScalars {
        let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
        #expect(!isControl && !(0x7F...0x9F).contains(scalar.value) && scalar.value < 0xE0000)
        #expect(![0x202E, 0x200B, 0xAD, 0x3164, 0x2028].contains(scalar.value))
      }
    }
  }

  @Test("pieces are cleaned like the whole, wherever it is cut")
  func pieces() {
    let text =
      "ab\u{1B}[1;31mcd\u{1B}]0;" + String(repeating: "t", count: 250)
      + "\u{7}e\r\nf\u{E0041}é\u{202E}g\u{9B}1;31mh\u{9D}0;t\u{9C}i\u{0}j"
    let bytes = Array(text.utf8)
    let whole = clean(text)
    for cut in 0...bytes.count {
      var rest = Array(bytes[..<cut])
      var out: [UInt8] = []
      var counts = CleanedCounts()
      let used = rest.withUnsafeBufferPointer {
        TextCleaner.clean($0, isEnd: false, into: &out, &counts)
      }
      rest.removeFirst(used)
      rest += bytes[cut...]
      _ = rest.withUnsafeBufferPointer { TextCleaner.clean($0, isEnd: true, into: &out, &counts) }
      #expect(String(decoding: out, as: UTF8.self) == whole.text)
      #expect(counts == whole.counts)
    }
  }
}
