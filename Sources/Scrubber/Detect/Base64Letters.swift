/// The letters of base64 and base64url, and quanta of them.
enum Base64Letters {
  /// 0-63 for a letter, 255 for what is none.
  static let values: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x41...0x5A: UInt8(byte) - 0x41
    case 0x61...0x7A: UInt8(byte) - 0x61 + 26
    case 0x30...0x39: UInt8(byte) - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: 255
    }
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2F, 0x5F: true
    default: false
    }
  }

  /// Whether the decoded byte counts as text.
  @inline(__always)
  static func isText(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte <= 0x7E) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

/// Memory for the search for text in base64.
final class Base64Buffers {
  let positions = ScanBuffers()
  let decoded = PaddedBuffer(capacity: 4096)
  let stretch = PaddedBuffer(capacity: 4096)
}
