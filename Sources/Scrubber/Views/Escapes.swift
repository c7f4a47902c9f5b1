/// Backslash escapes, entities and percent signs: what one item decodes to.
///
/// A decoded item is up to four bytes, packed into an integer from the lowest byte on.
struct DecodedItem {
  var length: Int
  var bytes: UInt32
  var count: Int

  init(_ length: Int, byte: UInt8) {
    self.length = length
    bytes = UInt32(byte)
    count = 1
  }

  /// What is removed.
  init(nothing length: Int) {
    self.length = length
    bytes = 0
    count = 0
  }

  /// Whether it stands for a zero-width character that is not seen.
  var isZeroWidth: Bool {
    guard count > 1 else { return false }
    return withUnsafeBytes(of: bytes.littleEndian) { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      guard let start = bytes.baseAddress else { return false }
      return EscapeSequence.zeroWidth(start, count, at: 0) == count
    }
  }

  /// The UTF-8 form of a code point; what is none becomes U+FFFD.
  init(_ length: Int, codePoint: UInt32) {
    self.length = length
    let valid = codePoint <= 0x10FFFF && !(0xD800...0xDFFF).contains(codePoint)
    let c = valid ? codePoint : 0xFFFD
    switch c {
    case 0..<0x80:
      bytes = c
      count = 1
    case 0x80..<0x800:
      bytes = (0xC0 | c >> 6) | (0x80 | c & 0x3F) << 8
      count = 2
    case 0x800..<0x10000:
      bytes = (0xE0 | c >> 12) | (0x80 | c >> 6 & 0x3F) << 8 | (0x80 | c & 0x3F) << 16
      count = 3
    default:
      let tail: UInt32 = (0x80 | c >> 6 & 0x3F) << 16 | (0x80 | c & 0x3F) << 24
      bytes = (0xF0 | c >> 18) | (0x80 | c >> 12 & 0x3F) << 8 | tail
      count = 4
    }
  }
}

/// Value of a hex digit, 16 and more for what is none.
@inline(__always)
func hexValue(_ byte: UInt8) -> UInt32 {
  switch byte {
  case 0x30...0x39: UInt32(byte) - 0x30
  case 0x41...0x46: UInt32(byte) - 0x37
  case 0x61...0x66: UInt32(byte) - 0x57
  default: 16
  }
}

enum Escapes {
  /// Longer runs of backslashes are plain text.
  static let longestBackslashRun = 64

  /// The escape at the last backslash of an odd run; `nil` if it is plain.
  static func backslash(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> DecodedItem? {
    guard at + 1 < count else { return nil }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "`"):
      return DecodedItem(2, byte: bytes[at + 1])
    case UInt8(ascii: "b"): return DecodedItem(2, byte: 0x08)
    case UInt8(ascii: "f"): return DecodedItem(2, byte: 0x0C)
    case UInt8(ascii: "n"): return DecodedItem(2, byte: 0x0A)
    case UInt8(ascii: "r"): return DecodedItem(2, byte: 0x0D)
    case UInt8(ascii: "t"): return DecodedItem(2, byte: 0x09)
    case UInt8(ascii: "v"): return DecodedItem(2, byte: 0x0B)
    case UInt8(ascii: "a"): return DecodedItem(2, byte: 0x07)
    case UInt8(ascii: "e"): return DecodedItem(2, byte: 0x1B)
    case UInt8(ascii: "0"): return DecodedItem(2, byte: 0x00)
    case UInt8(ascii: "x"):
      guard let value = hex(bytes, count, at: at + 2, digits: 2) else { return nil }
      return DecodedItem(4, byte: UInt8(value))
    case UInt8(ascii: "u"):
      guard let unit = hex(bytes, count, at: at + 2, digits: 4) else { return nil }
      guard (0xD800...0xDBFF).contains(unit), at + 11 < count, bytes[at + 6] == 0x5C,
        bytes[at + 7] == UInt8(ascii: "u"),
        let low = hex(bytes, count, at: at + 8, digits: 4), (0xDC00...0xDFFF).contains(low)
      else { return DecodedItem(6, codePoint: unit) }
      return DecodedItem(12, codePoint: 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    default:
      return nil
    }
  }

  /// The escape at the last backslash of an odd run, with what is not seen taken out: a control
  /// sequence whose introducer is escaped is one item that is nothing, and so is a zero-width
  /// character. `nil` if it is plain.
  static func visible(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> DecodedItem? {
    guard let item = backslash(bytes, count, at: at) else { return nil }
    if let end = sequenceEnd(item, bytes, count, at: at) {
      return DecodedItem(nothing: end - at)
    }
    return item.isZeroWidth ? DecodedItem(nothing: item.length) : item
  }

  /// End of the control sequence that the escape at `at` introduces.
  private static func sequenceEnd(
    _ item: DecodedItem, _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int
  ) -> Int? {
    var next = at + item.length
    switch (item.count, item.bytes) {
    case (1, 0x1B): break
    // `\033`, of which `\0` is the escape.
    case (1, 0x00):
      guard item.length == 2, next + 2 < count, bytes[next] == 0x33, bytes[next + 1] == 0x33
      else { return nil }
      next += 2
    case (1, 0x9B), (2, 0x9BC2): return parametersEnd(bytes, count, from: next)
    default: return nil
    }
    guard next < count, bytes[next] == UInt8(ascii: "[") else { return nil }
    return parametersEnd(bytes, count, from: next + 1)
  }

  /// End of at most 61 parameter bytes and a final byte that is no backslash.
  private static func parametersEnd(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, from: Int
  ) -> Int? {
    var next = from
    while next < count, next < from + 61, bytes[next] >= 0x30, bytes[next] <= 0x3F { next += 1 }
    guard next < count, bytes[next] >= 0x40, bytes[next] <= 0x7E, bytes[next] != 0x5C else {
      return nil
    }
    return next + 1
  }

  /// The entity at an ampersand; `nil` if it is plain.
  static func entity(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> DecodedItem? {
    for (name, byte) in named where at + name.count <= count {
      var same = 1
      while same < name.count, bytes[at + same] == name[same] { same += 1 }
      if same == name.count { return DecodedItem(name.count, byte: byte) }
    }
    guard at + 3 < count, bytes[at + 1] == UInt8(ascii: "#") else { return nil }
    let isHex = bytes[at + 2] | 0x20 == UInt8(ascii: "x")
    let radix: UInt32 = isHex ? 16 : 10
    let first = at + (isHex ? 3 : 2)
    let limit = min(count, first + (isHex ? 6 : 7))
    var next = first
    var value: UInt32 = 0
    while next < limit, hexValue(bytes[next]) < radix {
      value = value * radix + hexValue(bytes[next])
      next += 1
    }
    guard next > first, next < count, bytes[next] == UInt8(ascii: ";") else { return nil }
    let item = DecodedItem(next + 1 - at, codePoint: value == 0 ? 0xFFFD : value)
    return item.isZeroWidth ? DecodedItem(nothing: item.length) : item
  }

  /// The percent sequence at a percent sign; `nil` if it is plain.
  static func percent(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> DecodedItem? {
    guard let value = hex(bytes, count, at: at + 1, digits: 2) else { return nil }
    return DecodedItem(3, byte: UInt8(value))
  }

  private static func hex(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int, digits: Int
  ) -> UInt32? {
    guard at + digits <= count else { return nil }
    var value: UInt32 = 0
    for index in at..<(at + digits) {
      let digit = hexValue(bytes[index])
      if digit > 15 { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static let named: [(name: [UInt8], byte: UInt8)] = [
    (Array("&quot;".utf8), UInt8(ascii: "\"")),
    (Array("&amp;".utf8), UInt8(ascii: "&")),
    (Array("&lt;".utf8), UInt8(ascii: "<")),
    (Array("&gt;".utf8), UInt8(ascii: ">")),
    (Array("&apos;".utf8), UInt8(ascii: "'")),
  ]
}
