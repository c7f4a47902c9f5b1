/// The part of a quoted value before anything that may end it, eight bytes at a time.
enum QuotedRun {
  /// Index of the first quote or line end in [from, to), or `to`.
  ///
  /// - Precondition: eight bytes can be read after `to`.
  @inline(__always)
  static func end(_ bytes: UnsafePointer<UInt8>, quote: UInt8, from: Int, to: Int) -> Int {
    let memory = UnsafeRawPointer(bytes)
    let quotes = UInt64(quote) &* ones
    var index = from
    while index < to {
      let word = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found =
        zeros(word ^ quotes) | zeros(word ^ (0x0A &* ones)) | zeros(word ^ (0x0D &* ones))
      if found != 0 { return min(to, index &+ found.trailingZeroBitCount / 8) }
      index &+= 8
    }
    return to
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Bit 7 of each zero byte; above the first one, of others, too.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & 0x8080_8080_8080_8080
  }
}
