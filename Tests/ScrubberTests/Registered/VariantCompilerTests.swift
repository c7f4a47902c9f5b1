import Testing

@testable import Scrubber

private typealias Support = RegisteredSupport

@Suite struct VariantCompilerTests {
  @Test func `A plain token has its value, hex and base64 as variants`() {
    #expect(
      Support.variants("Plain-Token/01") == [
        "Plain-Token/01", "506c61696e2d546f6b656e2f3031", "506C61696E2D546F6B656E2F3031",
        "UGxhaW4tVG9rZW4vMD", "BsYWluLVRva2VuLzAx", "QbGFpbi1Ub2tlbi8wM",
      ])
  }

  @Test func `A multi-line value has its lines and all its line ends as variants`() {
    let expected: Set = [
      "first line\n  second line\nx", "first line\r\n  second line\r\nx",
      #"first line\n  second line\nx"#, #"first line\r\n  second line\r\nx"#,
      "first line", "  second line", "second line",
    ]
    for value in ["first line\n  second line\nx", "first line\r\n  second line\rx"] {
      let variants = Support.variants(value)
      #expect(variants.isSuperset(of: expected))
      #expect(!variants.contains("x"))
    }
  }

  @Test func `A line end after the value does not hide it`() {
    let variants = Support.variants("a-value-from-a-file\r\n")
    #expect(variants.isSuperset(of: ["a-value-from-a-file", "a-value-from-a-file\n"]))
    #expect(variants.contains("612d76616c75652d66726f6d2d612d66696c65"))
  }

  @Test func `Lines that every key has are not masked by themselves`() {
    let variants = Support.variants("-----BEGIN SOME KEY-----\nAbCdEfGhIjKl\nPASSWORD\n--------\n")
    #expect(variants.contains("AbCdEfGhIjKl"))
    #expect(variants.isDisjoint(with: ["-----BEGIN SOME KEY-----", "PASSWORD", "--------"]))
  }

  @Test func `Quoting gives the variants that Python and shells write`() {
    let variants = Support.variants("it's \"$5\" \\ t\tü~#!")
    let expected: Set = [
      // repr() of text with single and with double quotes, and of bytes.
      #"it\'s "$5" \\ t\tü~#!"#, #"it's \"$5\" \\ t\tü~#!"#, #"it\'s "$5" \\ t\t\xc3\xbc~#!"#,
      // Single quotes, written in two ways, and double quotes.
      "it'\\''s \"$5\" \\ t\tü~#!", "it'\"'\"'s \"$5\" \\ t\tü~#!",
      "it's \\\"\\$5\\\" \\\\ t\tü~#!",
      // $'...' and backslashes.
      #"it\'s "$5" \\ t\tü~#!"#, #"it\'s "$5" \\ t\t\303\274~#!"#,
      "it\\'s\\ \\\"\\$5\\\"\\ \\\\\\ t\\\tü~#\\!",
      "it\\'s\\ \\\"\\$5\\\"\\ \\\\\\ t\\\tü\\~\\#\\!",
      // A form's encoding.
      "it's+\"$5\"+\\+t\tü~#!",
    ]
    #expect(expected.subtracting(variants) == [])
  }

  @Test func `Control bytes are written as Python and shells write them`() {
    let variants = Support.variants("ab\u{1}\u{1B}\u{7F}\u{7}cd\u{0}ef")
    #expect(variants.contains(#"ab\x01\x1b\x7f\x07cd\x00ef"#))
    #expect(variants.contains(#"ab\001\E\177\acd\000ef"#))
  }

  @Test func `Short values have no encoded variants below eight bytes`() {
    #expect(Support.variants("abc1") == ["abc1", "61626331"])
    #expect(Support.variants("Zx9") == ["Zx9"])
    #expect(Support.variants("kk9kkk").contains("a2s5a2tr"))
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `No base64 quantum with bits of the value is left`(seed: UInt64) {
    var random = Support.Random(seed: seed)
    let any = (0...255).map { UInt8($0) }
    let value = random.bytes(.random(in: 8...40, using: &random), of: any)
    let index = RegisteredIndex(values: [value])
    for lead in 0...6 {
      for trail in 0...4 {
        for isURL in [false, true] {
          for isPadded in [false, true] {
            let plain = random.bytes(lead, of: any) + value + random.bytes(trail, of: any)
            let encoded = Self.base64(plain, isURL: isURL, isPadded: isPadded)
            let text = Array("x: ".utf8) + encoded + Array(" y".utf8)
            let quanta = 4 * (lead / 3)..<min(4 * ((lead + value.count + 2) / 3), encoded.count)
            let mask = Support.mask(Support.Text(text).matches(index))
            #expect(mask == Set(quanta.map { $0 + 3 }), "seed \(seed) lead \(lead) trail \(trail)")
          }
        }
      }
    }
  }

  private static func base64(_ bytes: [UInt8], isURL: Bool, isPadded: Bool) -> [UInt8] {
    let alphabet = Support.alphanumeric + Array((isURL ? "-_" : "+/").utf8)
    var letters: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let quantum = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for index in 0..<3 {
        bits = bits << 8 | (index < quantum.count ? Int(quantum[start + index]) : 0)
      }
      for index in 0...quantum.count { letters.append(alphabet[bits >> (18 - 6 * index) & 63]) }
      if isPadded { letters += [UInt8](repeating: 0x3D, count: 3 - quantum.count) }
    }
    return letters
  }
}
