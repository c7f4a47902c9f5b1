/// Values of headers that may be wrapped as `=?base64?...?=` (MCP 2026-07-28).
enum HeaderText {
  /// The value; nil if it is wrapped and the wrapped text is not canonical base64 of UTF-8.
  static func decode(_ value: String) -> String? {
    let prefix = "=?base64?"
    let suffix = "?="
    guard value.hasPrefix(prefix), value.hasSuffix(suffix),
      value.utf8.count >= prefix.utf8.count + suffix.utf8.count
    else { return value }
    let payload = value.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
    guard let bytes = Base64.decode(payload, isURL: false) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// Strict base64 (RFC 4648).
enum Base64 {
  /// Decodes; nil for other letters, wrong padding and unused bits that are not zero.
  ///
  /// - Parameter isURL: the alphabet of section 5, without padding; else section 4, padded.
  static func decode(_ text: some Collection<UInt8>, isURL: Bool) -> [UInt8]? {
    var letters = Array(text)
    if !isURL {
      guard letters.count % 4 == 0 else { return nil }
      for _ in 0..<2 where letters.last == UInt8(ascii: "=") { letters.removeLast() }
    }
    guard letters.count % 4 != 1 else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(letters.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for letter in letters {
      guard let value = value(of: letter, isURL: isURL) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= 1 << UInt32(count) - 1
      }
    }
    return bits == 0 ? output : nil
  }

  private static func value(of letter: UInt8, isURL: Bool) -> UInt8? {
    switch letter {
    case 0x41...0x5A: letter - 0x41
    case 0x61...0x7A: letter - 0x61 + 26
    case 0x30...0x39: letter - 0x30 + 52
    case UInt8(ascii: isURL ? "-" : "+"): 62
    case UInt8(ascii: isURL ? "_" : "/"): 63
    default: nil
    }
  }
}
