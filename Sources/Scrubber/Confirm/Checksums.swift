/// CRC-32 as in zlib, PNG and Ethernet (reflected, polynomial 0xEDB88320).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    return value
  }

  /// The CRC-32 of `bytes`.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value = value >> 8 ^ table[Int(UInt8(truncatingIfNeeded: value) ^ byte)]
    }
    return ~value
  }
}

/// Marvin32, a keyed 32-bit checksum.
enum Marvin32 {
  /// The checksum of `bytes` under a 64-bit `seed`.
  static func checksum(_ bytes: [UInt8], seed: UInt64) -> UInt32 {
    var low = UInt32(truncatingIfNeeded: seed)
    var high = UInt32(truncatingIfNeeded: seed >> 32)
    // The message ends with one byte 0x80, zeros to a whole word, and a word of zeros.
    let words = bytes.count / 4 + 2
    for word in 0..<words {
      var value: UInt32 = 0
      for index in 0..<4 {
        let position = word * 4 + index
        let byte: UInt8 =
          position < bytes.count ? bytes[position] : (position == bytes.count ? 0x80 : 0)
        value |= UInt32(byte) << UInt32(8 * index)
      }
      mix(&low, &high, value)
    }
    return low ^ high
  }

  private static func mix(_ low: inout UInt32, _ high: inout UInt32, _ value: UInt32) {
    low &+= value
    high ^= low
    low = rotated(low, 20) &+ high
    high = rotated(high, 9) ^ low
    low = rotated(low, 27) &+ high
    high = rotated(high, 19)
  }

  private static func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value << count | value >> (32 - count)
  }
}

/// Checks on decimal digits.
enum DecimalCheck {
  /// Whether the decimal digits of `text` satisfy the Luhn formula; spaces and hyphens between
  /// them are skipped. Nil if there is another byte.
  static func luhn(_ text: UnsafeBufferPointer<UInt8>) -> (isValid: Bool, digits: Int)? {
    var sum = 0
    var digits = 0
    for byte in text.reversed() {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") { continue }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      let doubled = digits % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
      digits += 1
    }
    return (digits > 0 && sum % 10 == 0, digits)
  }

  /// The remainder modulo 97 of an account number with letters as 10...35, its first four
  /// characters moved to the end (ISO 13616). Nil if a byte is neither letter, digit nor space.
  static func mod97(_ text: UnsafeBufferPointer<UInt8>) -> (remainder: Int, characters: Int)? {
    let characters = text.filter { $0 != UInt8(ascii: " ") }
    guard characters.count > 4 else { return nil }
    var remainder = 0
    for byte in characters[4...] + characters[..<4] {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
      case 0x61...0x7A: remainder = (remainder * 100 + Int(byte) - 0x61 + 10) % 97
      default: return nil
      }
    }
    return (remainder, characters.count)
  }
}

/// Numbers written in the alphabets that tokens use.
enum Radix {
  /// Whether `text` is `number` in base `radix` (at most 62; digits, upper-case letters, then
  /// lower-case ones), filled with zeros on the left to the length of `text`.
  static func isNumber(
    _ number: UInt32, in text: Slice<UnsafeBufferPointer<UInt8>>, radix: UInt32
  ) -> Bool {
    var rest = number
    for byte in text.reversed() {
      guard let value = value(byte, radix: radix), value == rest % radix else { return false }
      rest /= radix
    }
    return rest == 0
  }

  /// The digit's value: `0-9A-Za-z` for base 62, `0-9a-z` for base 36, `0-9A-F` or `0-9a-f` for 16.
  private static func value(_ byte: UInt8, radix: UInt32) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x5A where radix != 36: UInt32(byte) - 0x41 + 10
    case 0x61...0x7A: UInt32(byte) - 0x61 + (radix == 62 ? 36 : 10)
    default: nil
    }
  }
}
