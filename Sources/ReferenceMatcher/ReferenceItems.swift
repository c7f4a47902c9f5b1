/// Cuts the raw stream into bytes, placeholders and what a terminal does not show.
struct ReferenceItems {
  enum Kind {
    case byte(UInt8)
    case placeholder
    case removed
  }

  let input: [UInt8]
  let placeholders: [Range<Int>]
  private var position = 0
  private var nextPlaceholder = 0

  init(input: [UInt8], placeholders: [Range<Int>]) {
    self.input = input
    self.placeholders = placeholders
  }

  /// The next item; zero-width characters and whole OSC sequences are items only if `stripping`.
  mutating func next(stripping: Bool) -> (kind: Kind, range: Range<Int>)? {
    guard position < input.count else { return nil }
    let start = position
    let limit: Int
    if nextPlaceholder < placeholders.count {
      let placeholder = placeholders[nextPlaceholder]
      if placeholder.lowerBound == start {
        nextPlaceholder += 1
        position = placeholder.upperBound
        return (.placeholder, placeholder)
      }
      limit = placeholder.lowerBound
    } else {
      limit = input.count
    }
    let text = input[start..<limit]
    if input[start] == 0x1B || Self.isC1(text) {
      position = start + Self.escapeLength(text, stripping: stripping)
      return (.removed, start..<position)
    }
    if Self.isPicture(text) {
      position = start + 3
      return (.removed, start..<position)
    }
    if stripping, let length = Self.zeroWidthLength(text) {
      position = start + length
      return (.removed, start..<position)
    }
    position = start + 1
    return (.byte(input[start]), start..<position)
  }

  /// Whether `text` begins with one of U+0080-U+009F.
  private static func isC1(_ text: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(text.prefix(2))
    return bytes.count == 2 && bytes[0] == 0xC2 && 0x80...0x9F ~= bytes[1]
  }

  /// Whether `text` begins with U+2400-U+241F, U+2421, U+2424, U+2028 or U+2029.
  private static func isPicture(_ text: ArraySlice<UInt8>) -> Bool {
    guard let scalar = scalar(text) else { return false }
    return (0x2400...0x241F).contains(scalar) || [0x2421, 0x2424, 0x2028, 0x2029].contains(scalar)
  }

  /// Length of the sequence at the start of `text`, which is an ESC or a C1 control.
  static func escapeLength(_ text: ArraySlice<UInt8>, stripping: Bool) -> Int {
    let bytes = Array(text.prefix(256))
    func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    func isIn(_ index: Int, _ range: ClosedRange<UInt8>) -> Bool {
      byte(index).map(range.contains) ?? false
    }
    // What stands after the ESC, or would in seven bits.
    let isC1 = bytes[0] != 0x1B
    let introducer = isC1 ? bytes[1] - 0x40 : byte(1)
    if introducer == UInt8(ascii: "[") {
      var end = 2
      while isIn(end, 0x30...0x3F) { end += 1 }
      while isIn(end, 0x20...0x2F) { end += 1 }
      if end - 2 <= 61, isIn(end, 0x40...0x7E) { return end + 1 }
    }
    if let introducer, "]PX^_".utf8.contains(introducer) {
      guard stripping else { return 2 }
      for index in 2..<max(2, min(bytes.count, 2 + 253)) {
        switch bytes[index] {
        case 0x07: return index + 1
        case 0x1B: return index
        case 0xC2 where isIn(index + 1, 0x80...0x9F): return index
        case 0x0A: return 2
        default: break
        }
      }
      return 2
    }
    if isC1 { return 2 }
    var end = 1
    while end < 3, isIn(end, 0x20...0x2F) { end += 1 }
    return isIn(end, 0x30...0x7E) ? end + 1 : 1
  }

  private static let zeroWidths: [ClosedRange<UInt32>] = [
    0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
    0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFE00...0xFE0F,
    0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF0...0xFFFD, 0xE0000...0xE007F, 0xE0100...0xE01EF,
  ]

  /// Length of the zero-width character at the start of `text`, in UTF-8.
  static func zeroWidthLength(_ text: ArraySlice<UInt8>) -> Int? {
    guard let scalar = scalar(text), zeroWidths.contains(where: { $0.contains(scalar) }) else {
      return nil
    }
    return scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  /// The character of several bytes at the start of `text`.
  private static func scalar(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard let first = text.first, (0xC2...0xF4).contains(first) else { return nil }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let bytes = text.prefix(length)
    guard let character = String(validating: bytes, as: UTF8.self) else { return nil }
    return character.unicodeScalars.first?.value
  }
}
