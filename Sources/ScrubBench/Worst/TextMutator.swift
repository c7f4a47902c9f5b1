/// Changes texts at random, with pieces that the rules care for.
struct TextMutator {
  /// Examples of rules, pieces of them, and beginnings of floods. Not empty.
  let pieces: [[UInt8]]

  /// Longest text in bytes: what is repeated.
  static let longest = 4_096

  private static let glue = [
    " ", "\n", "=", ": ", "\"", "'", "\\", "\\\\\"", "%25", "%", "&amp;", "&#x41;", "\\u0041", "-",
    "_", "/", ".", "\u{1B}[31m", "\u{200B}", "://", "@", ",", "{", "}", "[", "\t", "\r\n", "\0",
    "-----BEGIN PRIVATE KEY-----\n", "eyJ", "[REDACTED:", "token", "secret", "key",
  ].map { Array($0.utf8) }

  /// A text to begin with.
  func first(using random: inout Random) -> [UInt8] {
    var text = piece(using: &random)
    if random.below(3) == 0 { text += glue(using: &random) + piece(using: &random) }
    return bounded(text)
  }

  /// `text` with one to four changes; `other` is another good text, to be crossed with.
  func changed(_ text: [UInt8], with other: [UInt8], using random: inout Random) -> [UInt8] {
    var text = text
    for _ in 0...random.below(4) {
      text = once(text, other, using: &random)
      if text.isEmpty { text = piece(using: &random) }
    }
    return bounded(text)
  }

  private func once(
    _ text: [UInt8], _ other: [UInt8], using random: inout Random
  ) -> [UInt8] {
    let place = random.below(text.count + 1)
    let range = range(of: text, using: &random)
    switch random.below(12) {
    case 0: return text[..<place] + piece(using: &random) + text[place...]
    case 1, 2: return text[..<place] + glue(using: &random) + text[place...]
    case 3: return Array(text[..<range.lowerBound] + text[range.upperBound...])
    case 4: return Array(text[range])
    case 5:
      let part = Array(text[range])
      let times = 1 << (1 + random.below(7))
      let repeated = Array(repeatElement(part, count: times).joined().prefix(Self.longest))
      return text[..<range.lowerBound] + repeated + text[range.upperBound...]
    case 6:
      var changed = text
      if place < text.count { changed[place] = UInt8(truncatingIfNeeded: random.next()) & 0x7F }
      return changed
    case 7:
      var changed = text
      if place < text.count { changed[place] = other[random.below(other.count)] }
      return changed
    case 8: return Array(text[..<place] + other[self.range(of: other, using: &random)])
    case 9: return Self.escaped(text, range, random.below(4))
    case 10:
      // The same with other letters: what is looked up by its first bytes is spread differently.
      return text.map { byte in
        0x61...0x7A ~= byte && random.below(8) == 0 ? 0x61 + UInt8(random.below(26)) : byte
      }
    default: return Array(text[place...] + text[..<place])
    }
  }

  private func piece(using random: inout Random) -> [UInt8] {
    let piece = pieces[random.below(pieces.count)]
    switch random.below(4) {
    case 0: return Array(piece.prefix(1 + random.below(piece.count)))
    case 1:
      let range = range(of: piece, using: &random)
      return range.isEmpty ? piece : Array(piece[range])
    default: return piece
    }
  }

  private func glue(using random: inout Random) -> [UInt8] {
    Self.glue[random.below(Self.glue.count)]
  }

  private func range(of text: [UInt8], using random: inout Random) -> Range<Int> {
    let one = random.below(text.count + 1)
    let other = random.below(text.count + 1)
    return min(one, other)..<max(one, other)
  }

  private func bounded(_ text: [UInt8]) -> [UInt8] {
    Array(text.prefix(Self.longest))
  }

  /// A part of the text written as percent signs, escapes or with backslashes before quotes.
  private static func escaped(_ text: [UInt8], _ range: Range<Int>, _ way: Int) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    let part = text[range].flatMap { byte -> [UInt8] in
      let hex = [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      switch way {
      case 0: return [UInt8(ascii: "%")] + hex
      case 1: return Array("\\u00".utf8) + hex
      case 2: return Array("&#x".utf8) + hex + [UInt8(ascii: ";")]
      default: return byte == 0x22 || byte == 0x5C ? [0x5C, byte] : [byte]
      }
    }
    return text[..<range.lowerBound] + part + text[range.upperBound...]
  }
}
