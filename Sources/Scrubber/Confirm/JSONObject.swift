/// A small JSON reader that only says whether bytes are one JSON object, and its top-level keys.
///
/// For heads of tokens, which are short; values are checked loosely (any run of number or literal
/// characters counts as one), nesting stops at 32 levels.
struct JSONObject {
  private let bytes: [UInt8]
  private var position = 0

  /// The raw (still escaped) top-level keys of the object that `bytes` are; nil if they are none.
  static func keys(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var reader = JSONObject(bytes: bytes)
    reader.skipSpace()
    guard reader.peek == UInt8(ascii: "{"), let keys = reader.object(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.position == bytes.count ? keys : nil
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var peek: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func object(depth: Int) -> [ArraySlice<UInt8>]? {
    guard depth < 32, take(UInt8(ascii: "{")) else { return nil }
    var keys: [ArraySlice<UInt8>] = []
    if take(UInt8(ascii: "}")) { return keys }
    repeat {
      guard let key = string(), take(UInt8(ascii: ":")), value(depth: depth + 1) else { return nil }
      keys.append(key)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? keys : nil
  }

  private mutating func array(depth: Int) -> Bool {
    guard depth < 32, take(UInt8(ascii: "[")) else { return false }
    if take(UInt8(ascii: "]")) { return true }
    repeat {
      guard value(depth: depth + 1) else { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]"))
  }

  private mutating func string() -> ArraySlice<UInt8>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while let byte = peek {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return bytes[start..<(position - 1)] }
      if byte < 0x20 { return nil }
    }
    return nil
  }

  private mutating func value(depth: Int) -> Bool {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return object(depth: depth) != nil
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string() != nil
    default:
      let start = position
      while let byte = peek, isLiteral(byte) { position += 1 }
      return position > start
    }
  }

  private func isLiteral(_ byte: UInt8) -> Bool {
    TokenCode.of(byte) != TokenCode.none || byte == UInt8(ascii: ".")
  }
}
