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
    if input[start] == 0x1B {
      position = start + Self.escapeLength(text, stripping: stripping)
      return (.removed, start..<position)
    }
    if stripping, let length = Self.zeroWidthLength(text) {
      position = start + length
      return (.removed, start..<position)
    }
    position = start + 1
    return (.byte(input[start]), start..<position)
  }

  /// Length of the escape sequence at the start of `text`, which is an ESC.
  static func escapeLength(_ text: ArraySlice<UInt8>, stripping: Bool) -> Int {
    let bytes = Array(text.prefix(256))
    func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    func isIn(_ index: Int, _ range: ClosedRange<UInt8>) -> Bool {
      byte(index).map(range.contains) ?? false
    }
    if byte(1) == UInt8(ascii: "[") {
      var end = 2
      while isIn(end, 0x30...0x3F) { end += 1 }
      while isIn(end, 0x20...0x2F) { end += 1 }
      if end - 2 <= 61, isIn(end, 0x40...0x7E) { return end + 1 }
    }
    if byte(1) == UInt8(ascii: "]") {
      guard stripping else { return 2 }
      for index in 2..<max(2, min(bytes.count, 2 + 253)) {
        switch bytes[index] {
        case 0x07: return index + 1
        case 0x1B: return index
        case 0x0A: return 2
        default: break
        }
      }
      return 2
    }
    var end = 1
    while end < 3, isIn(end, 0x20...0x2F) { end += 1 }
    return isIn(end, 0x30...0x7E) ? end + 1 : 1
  }

  /// Length of the zero-width character at the start of `text`, in UTF-8.
  static func zeroWidthLength(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first, first >= 0xC2 else { return nil }
    let bytes = Array(text.prefix(4))
    if bytes.starts(with: [0xC2, 0xAD]) { return 2 }
    if bytes.count >= 3 {
      switch (bytes[0], bytes[1], bytes[2]) {
      case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xA4),
        (0xE2, 0x81, 0xA6...0xA9), (0xEF, 0xB8, 0x80...0x8F), (0xEF, 0xBB, 0xBF):
        return 3
      default: break
      }
    }
    if bytes.count == 4, bytes[0] == 0xF3, bytes[1] == 0xA0, 0x80...0x81 ~= bytes[2],
      0x80...0xBF ~= bytes[3]
    {
      return 4
    }
    return nil
  }
}
