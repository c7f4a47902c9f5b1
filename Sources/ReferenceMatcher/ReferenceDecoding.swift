extension ReferenceView {
  /// The view with backslash escapes and entities decoded once.
  func unescaped(as kind: Kind) -> ReferenceView {
    var result = ReferenceView(kind)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index = decodeBackslashes(at: index, into: &result)
      case UInt8(ascii: "&"):
        if let (text, length) = entity(at: index) {
          result.append(text, standingFor: index..<index + length, of: self)
          index += length
        } else {
          fallthrough
        }
      default:
        result.append(bytes[index], starts[index], ends[index])
        index += 1
      }
    }
    return result
  }

  /// The view with `%HH` decoded once.
  func percentDecoded(as kind: Kind) -> ReferenceView {
    var result = ReferenceView(kind)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), let value = number(at: index + 1, digits: 2) {
        result.append([UInt8(value)], standingFor: index..<index + 3, of: self)
        index += 3
      } else {
        result.append(bytes[index], starts[index], ends[index])
        index += 1
      }
    }
    return result
  }

  private mutating func append(
    _ text: [UInt8], standingFor range: Range<Int>, of source: ReferenceView
  ) {
    let raw = source.raw(range)
    // What is not seen is left out of a decoded text.
    if ReferenceItems.zeroWidthLength(text[...]) == text.count { return }
    for byte in text { append(byte, raw.lowerBound, raw.upperBound) }
  }

  private func byte(_ index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  /// The value of exactly `digits` hexadecimal digits.
  private func number(at index: Int, digits: Int) -> UInt32? {
    guard index + digits <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + digits] {
      guard let digit = Self.hexadecimal(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x61 + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x41 + 10
    default: nil
    }
  }

  /// Decodes the run of backslashes at `index`; returns where decoding goes on.
  private func decodeBackslashes(at index: Int, into result: inout ReferenceView) -> Int {
    var end = index
    while byte(end) == UInt8(ascii: "\\") { end += 1 }
    let count = end - index
    if count > 64 {
      for plain in index..<end { result.append(bytes[plain], starts[plain], ends[plain]) }
      return end
    }
    for pair in 0..<count / 2 {
      let start = index + 2 * pair
      result.append([UInt8(ascii: "\\")], standingFor: start..<start + 2, of: self)
    }
    if count % 2 == 0 { return end }
    let last = end - 1
    if let end = escapedSequence(at: last) { return end }
    guard let (text, length) = escape(at: last) else {
      result.append(bytes[last], starts[last], ends[last])
      return end
    }
    result.append(text, standingFor: last..<last + length, of: self)
    return last + length
  }

  /// End of the control sequence whose introducer the backslash at `index` begins, in escaped form.
  private func escapedSequence(at index: Int) -> Int? {
    let rest = bytes[index...].prefix(80).map { $0 }
    let introducers = [
      "\\e[", "\\x1b[", "\\x1B[", "\\u001b[", "\\u001B[", "\\033[", "\\x9b", "\\x9B", "\\u009b",
      "\\u009B",
    ]
    for introducer in introducers where rest.starts(with: introducer.utf8) {
      let after = rest.dropFirst(introducer.utf8.count)
      let parameters = after.prefix { 0x30...0x3F ~= $0 }
      guard parameters.count <= 61, let final = after.dropFirst(parameters.count).first else {
        return nil
      }
      guard 0x40...0x7E ~= final, final != UInt8(ascii: "\\") else { return nil }
      return index + introducer.utf8.count + parameters.count + 1
    }
    return nil
  }

  /// The escape that the backslash at `index` begins.
  private func escape(at index: Int) -> (text: [UInt8], length: Int)? {
    guard let letter = byte(index + 1) else { return nil }
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "`"):
      return ([letter], 2)
    case UInt8(ascii: "b"): return ([0x08], 2)
    case UInt8(ascii: "f"): return ([0x0C], 2)
    case UInt8(ascii: "n"): return ([0x0A], 2)
    case UInt8(ascii: "r"): return ([0x0D], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "v"): return ([0x0B], 2)
    case UInt8(ascii: "a"): return ([0x07], 2)
    case UInt8(ascii: "e"): return ([0x1B], 2)
    case UInt8(ascii: "0"): return ([0x00], 2)
    case UInt8(ascii: "x"): return number(at: index + 2, digits: 2).map { ([UInt8($0)], 4) }
    case UInt8(ascii: "u"):
      guard let unit = number(at: index + 2, digits: 4) else { return nil }
      if 0xD800...0xDBFF ~= unit, byte(index + 6) == UInt8(ascii: "\\"),
        byte(index + 7) == UInt8(ascii: "u"), let low = number(at: index + 8, digits: 4),
        0xDC00...0xDFFF ~= low
      {
        return (Self.utf8(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)), 12)
      }
      return (Self.utf8(unit), 6)
    default: return nil
    }
  }

  /// UTF-8 of a code point; U+FFFD for what is none.
  private static func utf8(_ value: UInt32) -> [UInt8] {
    Array(String(Unicode.Scalar(value).map(Character.init) ?? "\u{FFFD}").utf8)
  }

  /// The entity that the ampersand at `index` begins.
  private func entity(at index: Int) -> (text: [UInt8], length: Int)? {
    let rest = Array(bytes[index..<min(index + 10, bytes.count)])
    let names: [(String, Character)] = [
      ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"),
    ]
    for (name, character) in names where rest.starts(with: name.utf8) {
      return (Array(String(character).utf8), name.utf8.count)
    }
    guard rest.count >= 4, rest[1] == UInt8(ascii: "#"),
      let end = rest.firstIndex(of: UInt8(ascii: ";"))
    else { return nil }
    let isHexadecimal = rest[2] | 0x20 == UInt8(ascii: "x")
    let digits = rest[(isHexadecimal ? 3 : 2)..<max(end, isHexadecimal ? 3 : 2)]
    guard 1...(isHexadecimal ? 6 : 7) ~= digits.count else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = Self.hexadecimal(byte), isHexadecimal || digit < 10 else { return nil }
      value = value * (isHexadecimal ? 16 : 10) + digit
    }
    return (Self.utf8(value == 0 ? 0xFFFD : value), end + 1)
  }
}
