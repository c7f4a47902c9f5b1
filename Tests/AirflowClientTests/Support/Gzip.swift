/// Writes gzip (RFC 1952) without a library: stored blocks, and one kind of bomb.
enum Gzip {
  private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  /// `content` (at most 65,535 bytes) as one stored block.
  static func stored(_ content: [UInt8]) -> [UInt8] {
    let length = UInt16(content.count)
    return header + [1] + bytes(length) + bytes(~length) + content + bytes(crc(content))
      + bytes(UInt32(content.count))
  }

  /// A stream that inflates to about `length` spaces; its end is missing, nobody may get there.
  ///
  /// A block with fixed codes (RFC 1951, 3.2.6): the literal, then "258 bytes from distance 1" again
  /// and again, 13 bits each.
  static func bomb(length: Int) -> [UInt8] {
    var output = header
    var bits: UInt64 = 0
    var count: UInt64 = 0
    func put(_ value: UInt64, _ width: UInt64) {
      bits |= value << count
      count += width
      while count >= 8 {
        output.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
        count -= 8
      }
    }
    put(1, 1)  // last block
    put(1, 2)  // fixed codes
    put(reversed(0x30 + 0x20, 8), 8)  // literal space
    for _ in 0..<(length / 258) {
      put(reversed(0b1100_0101, 8), 8)  // symbol 285: length 258
      put(0, 5)  // distance 1
    }
    return output
  }

  private static func reversed(_ value: UInt64, _ width: Int) -> UInt64 {
    (0..<width).reduce(0) { $0 | ((value >> UInt64($1)) & 1) << UInt64(width - 1 - $1) }
  }

  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
  }

  private static func crc(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1
      }
    }
  }
}
