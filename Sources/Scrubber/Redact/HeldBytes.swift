/// The bytes of the stream that are at hand.
struct HeldBytes {
  /// The byte at stream offset `base`.
  let bytes: UnsafePointer<UInt8>
  let base: Int
  /// Stream offset of the end of what is at hand.
  let end: Int

  @inline(__always)
  func pointer(_ offset: Int) -> UnsafePointer<UInt8> { bytes + (offset - base) }

  /// Offset of the first LF in [start, end), or `end`.
  func lineEnd(_ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, pointer(at).pointee != 0x0A { at += 1 }
    return at
  }
}
