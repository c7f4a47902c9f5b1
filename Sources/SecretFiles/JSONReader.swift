/// Reads the strings out of a JSON document, strictly; keys do not count.
struct JSONReader {
  /// Lines on which numbers stand as values.
  private(set) var numberLines: [Int] = []

  private let bytes: [UInt8]
  private var index = 0
  private var found: [(value: [UInt8], line: Int)] = []
  private static let maximumDepth = 128

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// All string values in order, each with its line from 1.
  mutating func strings() throws(SecretsSyntaxError) -> [(value: [UInt8], line: Int)] {
    try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw error("there is text after the JSON document") }
    return found
  }

  private var line: Int { bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1 }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func error(_ reason: String) -> SecretsSyntaxError {
    SecretsSyntaxError(
      line: line,
      reason: reason + "; the file must be a JSON string, array or object "
        + "(for other files use --secrets-format lines, nul or env)")
  }

  private mutating func skipSpace() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(SecretsSyntaxError) {
    guard depth <= Self.maximumDepth else { throw error("nested too deeply") }
    skipSpace()
    switch current {
    case UInt8(ascii: "\""):
      let start = line
      found.append((try string(), start))
    case UInt8(ascii: "{"): try container(closing: UInt8(ascii: "}"), depth: depth, hasKeys: true)
    case UInt8(ascii: "["): try container(closing: UInt8(ascii: "]"), depth: depth, hasKeys: false)
    default: try scalar()
    }
  }

  private mutating func container(
    closing: UInt8, depth: Int, hasKeys: Bool
  )
    throws(SecretsSyntaxError)
  {
    index += 1
    skipSpace()
    if take(closing) { return }
    repeat {
      if hasKeys {
        skipSpace()
        guard current == UInt8(ascii: "\"") else { throw error("a key in quotes is missing") }
        _ = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
      }
      try value(depth: depth + 1)
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(closing) else { throw error("a comma or the closing bracket is missing") }
  }

  private mutating func scalar() throws(SecretsSyntaxError) {
    let start = index
    while let byte = current, isWordByte(byte) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if ["true", "false", "null"].contains(word) { return }
    guard let first = word.utf8.first, first == UInt8(ascii: "-") || isDigit(first),
      Double(word) != nil
    else { throw error("a value is missing or not valid") }
    numberLines.append(line)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2B, 0x2D, 0x2E].contains(byte)
  }

  private mutating func string() throws(SecretsSyntaxError) -> [UInt8] {
    index += 1
    var result: [UInt8] = []
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return result
      case UInt8(ascii: "\\"): try escape(into: &result)
      case 0..<0x20: throw error("a control character must be escaped")
      default: result.append(byte)
      }
    }
    throw error("a string has no closing quote")
  }

  private mutating func escape(into result: inout [UInt8]) throws(SecretsSyntaxError) {
    guard let byte = current else { throw error("a string has no closing quote") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"): result += try unicode()
    default: throw error("an escape is not valid")
    }
  }

  /// One code point from one `\u` escape or from a surrogate pair.
  private mutating func unicode() throws(SecretsSyntaxError) -> [UInt8] {
    var code = UInt32(try codeUnit())
    if (0xD800..<0xDC00).contains(code) {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
        throw error("half of a surrogate pair is missing")
      }
      let low = UInt32(try codeUnit())
      guard (0xDC00..<0xE000).contains(low) else {
        throw error("half of a surrogate pair is missing")
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw error("half of a surrogate pair is missing")
    }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func codeUnit() throws(SecretsSyntaxError) -> UInt16 {
    var result: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { throw error("an escape needs four hex digits") }
      index += 1
      result = result << 4 | UInt16(digit)
    }
    return result
  }
}
