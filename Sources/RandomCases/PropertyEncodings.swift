/// Texts written in another way, and what only a terminal or a decoder sees.
extension PropertyInput {
  /// `text` in one of the forms that a view undoes, sometimes twice, sometimes cut.
  func transformed(_ text: [UInt8], using random: inout PropertyRandom) -> [UInt8] {
    var result = text
    for _ in 0..<random.pick([1, 1, 1, 2, 3]) {
      switch random.number(1...9) {
      case 1: result = Self.jsonEscaped(result)
      case 2:
        result = Self.percentEncoded(result, share: random.pick([10, 50, 100]), using: &random)
      case 3:
        result = Self.unicodeEscaped(result, share: random.pick([10, 50, 100]), using: &random)
      case 4: result = Self.entities(result, share: random.pick([10, 50, 100]), using: &random)
      case 5, 6:
        let lead = random.bytes(random.number(0...3), of: "abAB")
        result = lead + Self.base64(result, isURL: random.chance(30))
      default:
        for _ in 0..<random.number(1...4) {
          result.insert(
            contentsOf: Self.invisible(using: &random), at: random.number(0...result.count))
        }
      }
    }
    if random.chance(10) { result = Array(result.prefix(random.number(0...result.count))) }
    return result.count > 700 ? Array(result.prefix(700)) : result
  }

  /// Escape sequences, zero-width characters, and pieces of them.
  static func invisible(using random: inout PropertyRandom) -> [UInt8] {
    let texts = [
      "\u{1B}[0m", "\u{1B}[1;31m", "\u{1B}[K", "\u{1B}(B", "\u{1B}", "\u{1B}[", "\u{1B}[31",
      "\u{1B}]0;title\u{7}", "\u{1B}]8;;http://x\u{1B}\\", "\u{1B}]0;a\nb\u{7}", "\u{1B}]",
      "\u{1B}c", "\u{1B} !a", "\u{200B}", "\u{AD}", "\u{FEFF}", "\u{2060}", "\u{E0041}", "\u{FE0F}",
      "\u{7}", "\u{1B}[" + String(repeating: "1", count: 61) + "m",
      "\u{9B}0m", "\u{9B}1;31m", "\u{9B}", "\u{9D}0;t\u{9C}", "\u{9D}0;t\u{7}", "\u{90}q\u{1B}\\",
      "\u{1B}Pq\u{9C}", "\u{1B}_a\u{1B}\\", "\u{1B}Xa\u{9B}K", "\u{1B}^a\nb\u{9C}", "\u{98}a",
      "\u{85}", "\u{84}", "\u{A0}", "\u{2400}", "\u{241F}", "\u{2420}", "\u{2421}", "\u{2424}",
      "\u{2028}", "\u{FFFD}", "\u{FFF9}", "\u{3164}", "\u{34F}", "\u{61C}", "\u{180E}", "\u{115F}",
      "\u{17B4}", "\u{206F}", "\u{E0100}", "\u{E01EF}", "\u{E01F0}", "\u{3165}", "\u{FFA0}",
      "\u{1B}[" + String(repeating: "1", count: 62) + "m",
    ]
    let text = Array(random.pick(texts).utf8)
    switch random.number(1...30) {
    case 1:
      let count = random.pick([60, 120, 250, 256, 300]) / text.count + random.number(0...1)
      return Array(repeating: text, count: count).flatMap(\.self)
    case 2...3: return Array(text.prefix(random.number(0...text.count)))
    default: return text
    }
  }

  /// One escape of a decoded view, or nearly one.
  static func escape(using random: inout PropertyRandom) -> [UInt8] {
    let texts = [
      "\\n", "\\\"", "\\'", "\\/", "\\t", "\\\\", "\\x41", "\\x4", "\\u0041", "\\u004", "\\u0000",
      "\\ud83d\\ude00", "\\ud83d", "\\ude00", "\\0", "\\e[0m", "\\q", "&quot;", "&amp;quot;",
      "&#65;",
      "\\u001b[31m", "\\x1b[0m", "\\x1B[", "\\033[1;31m", "\\033", "\\e[\\", "\\u009b0m", "\\x9bK",
      "\\u200b",
      "\\\\u001b[0m", "\\\\u200b", "\\u001b[&", "\\ufffd", "\\u00ad", "\\udb40\\udc41", "&#8203;",
      "&#x200b;",
      "\\u001b[" + String(repeating: "1", count: 61) + "m",
      "\\u001b[" + String(repeating: "1", count: 62) + "m",
      "&#x41;", "&#X41;", "&#0;", "&#1114112;", "&#12345678;", "&#;", "&quot", "&", "%41", "%2541",
      "%", "%4", "%25", "%00", "%0a", "%22", "\\u005cu0041", "&#x5c;n",
    ]
    if random.chance(10) {
      let count = random.pick([2, 3, 7, 15, 63, 64, 65])
      return Array(repeating: UInt8(ascii: "\\"), count: count) + Array("\"".utf8)
    }
    return Array(random.pick(texts).utf8)
  }

  static func jsonEscaped(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x0A: Array("\\n".utf8)
      case 0x0D: Array("\\r".utf8)
      case 0x09: Array("\\t".utf8)
      case 0x22, 0x5C: [0x5C, byte]
      case 0..<0x20: Array("\\u00".utf8) + hexadecimal(byte)
      default: [byte]
      }
    }
  }

  static func base64(_ text: [UInt8], isURL: Bool) -> [UInt8] {
    let letters = Array(
      ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        + (isURL ? "-_" : "+/")).utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: 3) {
      let part = text[start..<min(start + 3, text.count)]
      let value = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
      for index in 0...part.count { result.append(letters[value >> (18 - 6 * index) & 63]) }
      if !isURL { result += Array(repeating: UInt8(ascii: "="), count: 3 - part.count) }
    }
    return result
  }

  static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func percentEncoded(
    _ text: [UInt8], share: Int, using random: inout PropertyRandom
  ) -> [UInt8] {
    text.flatMap { random.chance(share) ? [UInt8(ascii: "%")] + hexadecimal($0) : [$0] }
  }

  private static func unicodeEscaped(
    _ text: [UInt8], share: Int, using random: inout PropertyRandom
  ) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      if byte >= 0x80 || !random.chance(share) { return [byte] }
      return Array((random.chance(50) ? "\\u00" : "\\x").utf8) + hexadecimal(byte)
    }
  }

  private static func entities(
    _ text: [UInt8], share: Int, using random: inout PropertyRandom
  ) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      if byte >= 0x80 || !random.chance(share) { return [byte] }
      return Array((random.chance(50) ? "&#\(byte);" : "&#x" + String(byte, radix: 16) + ";").utf8)
    }
  }
}
