/// Base64 with `-` and `_` and without padding (RFC 4648, section 5), in one form only: a text that
/// decodes encodes to itself.
enum Base64URL {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      var value = piece.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      value <<= UInt32(8 * (3 - piece.count))
      for index in 0...piece.count {
        out.append(letters[Int(value >> UInt32(18 - 6 * index)) & 63])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func decode(_ text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var value: UInt32 = 0
    var bits: UInt32 = 0
    for byte in text.utf8 {
      guard let digit = letters.firstIndex(of: byte) else { return nil }
      value = value << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: value >> bits))
      }
      value &= (1 << bits) - 1
    }
    // What is left must be the zero bits of the last letter, not a letter too many.
    return value == 0 && bits < 6 ? out : nil
  }
}
