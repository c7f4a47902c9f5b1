extension ReferenceVariants {
  /// The functions of the table in section 2.4, row by row.
  static let quotings: [@Sendable ([UInt8]) -> [UInt8]] = [
    { python($0, quote: "'", isBytes: false) },
    { python($0, quote: "'", isBytes: true) },
    { python($0, quote: "\"", isBytes: false) },
    { python($0, quote: "\"", isBytes: true) },
    { $0.flatMap { $0 == UInt8(ascii: "'") ? Array("'\\''".utf8) : [$0] } },
    { $0.flatMap { $0 == UInt8(ascii: "'") ? Array("'\"'\"'".utf8) : [$0] } },
    { $0.flatMap { Array("\"\\$`".utf8).contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] } },
    { dollar($0, isOctal: false) },
    { dollar($0, isOctal: true) },
    backslashed,
    strictlyBackslashed,
    { $0.map { $0 == 0x20 ? UInt8(ascii: "+") : $0 } },
  ]

  private static func python(_ text: [UInt8], quote: Character, isBytes: Bool) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x09: return Array("\\t".utf8)
      case 0x0A: return Array("\\n".utf8)
      case 0x0D: return Array("\\r".utf8)
      case UInt8(ascii: "\\"): return Array("\\\\".utf8)
      case quote.asciiValue: return [UInt8(ascii: "\\"), byte]
      case ..<0x20, 0x7F: return Array("\\x".utf8) + digits(byte, radix: 16, count: 2)
      case 0x80... where isBytes: return Array("\\x".utf8) + digits(byte, radix: 16, count: 2)
      default: return [byte]
      }
    }
  }

  private static func dollar(_ text: [UInt8], isOctal: Bool) -> [UInt8] {
    let letters: [UInt8: String] = [
      0x07: "a", 0x08: "b", 0x09: "t", 0x0A: "n", 0x0B: "v", 0x0C: "f", 0x0D: "r", 0x1B: "E",
      UInt8(ascii: "\\"): "\\", UInt8(ascii: "'"): "'",
    ]
    return text.flatMap { byte -> [UInt8] in
      if let letter = letters[byte] { return Array("\\".utf8) + Array(letter.utf8) }
      guard byte < 0x20 || byte == 0x7F || byte >= 0x80 && isOctal else { return [byte] }
      return Array("\\".utf8) + digits(byte, radix: 8, count: 3)
    }
  }

  private static func digits(_ byte: UInt8, radix: Int, count: Int) -> [UInt8] {
    let text = Array(String(byte, radix: radix).utf8)
    return Array(repeating: UInt8(ascii: "0"), count: count - text.count) + text
  }

  @Sendable private static func backslashed(_ text: [UInt8]) -> [UInt8] {
    let special = Array(" \t'\"|&;()<>!{}*[]?^$`\\,".utf8)
    return text.enumerated().flatMap { index, byte -> [UInt8] in
      let isFirst = index == 0 && Array("#~".utf8).contains(byte)
      return isFirst || special.contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
    }
  }

  @Sendable private static func strictlyBackslashed(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      if byte == 0x0A { return Array("'\n'".utf8) }
      let isPlain =
        byte >= 0x80 || ReferenceBytes.isWord(byte) || Array(".,:+/@-".utf8).contains(byte)
      return isPlain ? [byte] : [UInt8(ascii: "\\"), byte]
    }
  }
}
