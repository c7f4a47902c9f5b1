/// Terminal escape sequences and invisible characters, as SEMANTICS.md section 1 defines them.
enum EscapeSequence {
  static let escape: UInt8 = 0x1B
  /// Longest item: `ESC ]`, 253 bytes and the BEL.
  static let longest = 256

  /// Length of the item that begins at the ESC at `at`.
  ///
  /// - Parameter strings: whether an operating system command is one item with its text.
  static func length(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int, strings: Bool) -> Int {
    guard at + 1 < count else { return 1 }
    switch bytes[at + 1] {
    case UInt8(ascii: "["):
      if let length = controlSequence(bytes, count, at: at) { return length }
    case UInt8(ascii: "]"):
      return strings ? command(bytes, count, at: at) : 2
    default: break
    }
    var next = at + 1
    while next < count, next < at + 3, bytes[next] >= 0x20, bytes[next] <= 0x2F { next += 1 }
    if next < count, bytes[next] >= 0x30, bytes[next] <= 0x7E { return next + 1 - at }
    return 1
  }

  /// `ESC [`, parameters, intermediates, a final byte; `nil` if it is none.
  private static func controlSequence(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int
  ) -> Int? {
    let limit = min(count, at + 2 + 61)
    var next = at + 2
    while next < limit, bytes[next] >= 0x30, bytes[next] <= 0x3F { next += 1 }
    while next < limit, bytes[next] >= 0x20, bytes[next] <= 0x2F { next += 1 }
    guard next < count, bytes[next] >= 0x40, bytes[next] <= 0x7E else { return nil }
    return next + 1 - at
  }

  /// `ESC ]` with its text up to BEL (inclusive) or ESC (exclusive), if no LF comes first.
  private static func command(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Int {
    var next = at + 2
    let limit = min(count, at + 2 + 253)
    while next < limit {
      switch bytes[next] {
      case 0x07: return next + 1 - at
      case escape: return next - at
      case 0x0A: return 2
      default: next += 1
      }
    }
    return 2
  }

  /// Length in bytes of the zero-width character at `at`, 0 if there is none.
  @inline(__always)
  static func zeroWidth(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Int {
    let left = count - at
    switch bytes[at] {
    case 0xC2:
      return left >= 2 && bytes[at + 1] == 0xAD ? 2 : 0
    case 0xE2:
      guard left >= 3 else { return 0 }
      let last = bytes[at + 2]
      if bytes[at + 1] == 0x80 {
        return (0x8B...0x8F).contains(last) || (0xAA...0xAE).contains(last) ? 3 : 0
      }
      guard bytes[at + 1] == 0x81 else { return 0 }
      return (0xA0...0xA4).contains(last) || (0xA6...0xA9).contains(last) ? 3 : 0
    case 0xEF:
      guard left >= 3 else { return 0 }
      if bytes[at + 1] == 0xBB { return bytes[at + 2] == 0xBF ? 3 : 0 }
      return bytes[at + 1] == 0xB8 && (0x80...0x8F).contains(bytes[at + 2]) ? 3 : 0
    case 0xF3:
      guard left >= 4, bytes[at + 1] == 0xA0 else { return 0 }
      let block = bytes[at + 2]
      return (block == 0x80 || block == 0x81) && (0x80...0xBF).contains(bytes[at + 3]) ? 4 : 0
    default:
      return 0
    }
  }
}
