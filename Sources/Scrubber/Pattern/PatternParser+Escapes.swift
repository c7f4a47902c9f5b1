extension PatternParser {
  /// What a backslash sequence stands for, in or outside of a class.
  enum Escape {
    case byte(UInt8)
    /// Still with the byte 0 where the sequence is a negated one.
    case set(ByteSet)
  }

  /// Reads a backslash sequence outside of a class.
  mutating func parseEscape() throws(PatternError) -> PatternNode {
    if take("\\b") { return .wordBoundary(negated: false) }
    if take("\\B") { return .wordBoundary(negated: true) }
    switch try parseCharacterEscape() {
    case .byte(let byte): return literal(byte)
    case .set(let set): return .set(set.subtracting(.boundary))
    }
  }

  /// Reads a backslash sequence that stands for bytes.
  mutating func parseCharacterEscape() throws(PatternError) -> Escape {
    let start = position
    position += 1
    guard let byte = peek() else {
      throw error("a backslash at the end", "write \\\\ for the character", at: start)
    }
    position += 1
    switch byte {
    case UInt8(ascii: "d"): return .set(.digits)
    case UInt8(ascii: "D"): return .set(ByteSet.digits.inverted)
    case UInt8(ascii: "w"): return .set(.word)
    case UInt8(ascii: "W"): return .set(ByteSet.word.inverted)
    case UInt8(ascii: "s"): return .set(.space)
    case UInt8(ascii: "S"): return .set(ByteSet.space.inverted)
    case UInt8(ascii: "h"): return .set(.horizontalSpace)
    case UInt8(ascii: "H"): return .set(ByteSet.horizontalSpace.inverted)
    case UInt8(ascii: "v"): return .set(.verticalSpace)
    case UInt8(ascii: "V"): return .set(ByteSet.verticalSpace.inverted)
    case UInt8(ascii: "t"): return .byte(0x09)
    case UInt8(ascii: "n"): return .byte(0x0A)
    case UInt8(ascii: "f"): return .byte(0x0C)
    case UInt8(ascii: "r"): return .byte(0x0D)
    case UInt8(ascii: "a"): return .byte(0x07)
    case UInt8(ascii: "e"): return .byte(0x1B)
    case UInt8(ascii: "x"): return .byte(try hexByte(from: start))
    default: break
    }
    if byte > 0x20, byte < 0x7F, !ByteSet.alphanumerics.contains(byte) { return .byte(byte) }
    if byte == 0x20 { return .byte(byte) }
    throw refusedEscape(byte, at: start)
  }

  /// Reads the digits after `\x`: two, or one to two in braces.
  private mutating func hexByte(from start: Int) throws(PatternError) -> UInt8 {
    let isBraced = take("{")
    let digits = text[position...].prefix(while: ByteSet.hexDigits.contains)
      .prefix(isBraced ? 8 : 2)
    position += digits.count
    guard isBraced ? !digits.isEmpty && take("}") : digits.count == 2,
      let value = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw error("not a byte in hexadecimal", "write \\xHH or \\x{HH}", at: start)
    }
    guard let byte = UInt8(exactly: value) else {
      throw error("code points above FF don't exist in byte mode", "write UTF-8 bytes", at: start)
    }
    if byte == 0 {
      throw error(
        "the byte 0 stands for a boundary that no pattern matches", "leave it out", at: start)
    }
    return byte
  }

  private func refusedEscape(_ byte: UInt8, at start: Int) -> PatternError {
    let name = byte < 0x80 ? "\\" + String(UnicodeScalar(byte)) : "a backslash"
    switch byte {
    case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "k"), UInt8(ascii: "g"):
      return error("back-references are not allowed", "write the part again", at: start)
    case UInt8(ascii: "0"), UInt8(ascii: "o"), UInt8(ascii: "c"):
      return error("\(name) is not allowed", "write \\xHH", at: start)
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "X"):
      return error(
        "\(name): there are no Unicode characters in byte mode", "write a set of bytes", at: start)
    case UInt8(ascii: "R"): return error("\\R is not allowed", "write (?:\\r\\n|\\n)", at: start)
    case UInt8(ascii: "N"): return error("\\N is not allowed", "write .", at: start)
    case UInt8(ascii: "C"): return error("\\C is not allowed", "write (?s:.)", at: start)
    case UInt8(ascii: "K"):
      return error("\\K is not allowed", "put what comes before the secret in `before`", at: start)
    case UInt8(ascii: "A"), UInt8(ascii: "G"):
      return error("\(name) is not allowed", "write ^", at: start)
    case UInt8(ascii: "z"), UInt8(ascii: "Z"):
      return error("\(name) is not allowed", "write $", at: start)
    case UInt8(ascii: "Q"), UInt8(ascii: "E"):
      return error("\(name) is not allowed", "escape each character", at: start)
    case 0x80...:
      return error("a backslash before a non-ASCII character", "leave it out", at: start)
    default:
      return error("\(name) is not an escape sequence", "leave the backslash out", at: start)
    }
  }
}
