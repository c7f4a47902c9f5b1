/// Base64 in both alphabets (`+/` and `-_`), with or without padding.
enum Base64 {
  /// The most bytes that `count` characters decode to.
  static func maximumDecoded(_ count: Int) -> Int {
    count / 4 * 3 + 2
  }

  /// Decodes `text` into `output`, which must have room for `maximumDecoded(text.count)` bytes.
  ///
  /// Up to two `=` may follow. Bits that are left over are not looked at. Returns the number of
  /// bytes; nil if a character is not base64, the length can't be, or a decoded byte does not
  /// satisfy `condition`.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    while condition: (UInt8) -> Bool = { _ in true }
  ) -> Int? {
    var length = text.count
    while length > 0, length > text.count - 2, text[length - 1] == UInt8(ascii: "=") { length -= 1 }
    guard length % 4 != 1, output.count >= maximumDecoded(length) else { return nil }
    var bits: UInt32 = 0
    var pending = 0
    var count = 0
    for position in 0..<length {
      let code = TokenCode.of(text[position])
      guard code != TokenCode.none else { return nil }
      bits = bits << 6 | UInt32(code)
      pending += 6
      guard pending >= 8 else { continue }
      pending -= 8
      let byte = UInt8(truncatingIfNeeded: bits >> UInt32(pending))
      guard condition(byte) else { return nil }
      output[count] = byte
      count += 1
    }
    return count
  }

  /// The bytes that `text` decodes to, or nil as `decode` says.
  static func decoded(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var count: Int?
    let bytes = [UInt8](unsafeUninitializedCapacity: maximumDecoded(text.count)) { buffer, filled in
      // Only the slots that `decode` reports as filled become elements.
      count = decode(text, into: buffer)
      filled = count ?? 0
    }
    return count == nil ? nil : bytes
  }
}

/// Base32 with the alphabet `A-Z2-7`.
enum Base32 {
  /// The value of one upper-case character, or nil.
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "2")...UInt8(ascii: "7"): byte - UInt8(ascii: "2") + 26
    default: nil
    }
  }

  /// The first `bitCount` (at most 64) bits of `text` as a number; nil if they are not base32.
  static func leadingBits(_ text: some Collection<UInt8>, bitCount: Int) -> UInt64? {
    var bits: UInt64 = 0
    var missing = bitCount
    for byte in text where missing > 0 {
      guard let value = value(byte) else { return nil }
      let taken = min(5, missing)
      bits = bits << UInt64(taken) | UInt64(value >> UInt8(5 - taken))
      missing -= taken
    }
    return missing == 0 ? bits : nil
  }
}

/// Bech32 (BIP 173) with its original constant.
enum Bech32 {
  private static let characters: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

  /// Whether `text` (human-readable part, `1`, data with 6 checksum characters) is valid.
  ///
  /// All letters must have one case. The 90 character limit is not asked for.
  static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasUpper = false
    var hasLower = false
    for byte in text {
      guard byte > 0x20, byte < 0x7F else { return false }
      if byte >= 0x41, byte <= 0x5A { hasUpper = true }
      if byte >= 0x61, byte <= 0x7A { hasLower = true }
    }
    guard !(hasUpper && hasLower), let separator = text.lastIndex(of: UInt8(ascii: "1")),
      separator > 0, text.count - separator - 1 >= 6
    else { return false }
    var state: UInt32 = 1
    for byte in text[..<separator] { absorb(&state, lowered(byte) >> 5) }
    absorb(&state, 0)
    for byte in text[..<separator] { absorb(&state, lowered(byte) & 31) }
    for byte in text[(separator + 1)...] {
      guard let value = value(lowered(byte)) else { return false }
      absorb(&state, value)
    }
    return state == 1
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    (0..<32).first { characters.utf8Start[Int($0)] == byte }
  }

  private static func absorb(_ state: inout UInt32, _ value: UInt8) {
    let generators: [5 of UInt32] = [
      0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3,
    ]
    let top = state >> 25
    state = (state & 0x1FF_FFFF) << 5 ^ UInt32(value)
    for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { state ^= generators[bit] }
  }
}
