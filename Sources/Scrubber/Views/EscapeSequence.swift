/// Terminal escape sequences and invisible characters, as SEMANTICS.md section 1 defines them.
enum EscapeSequence {
  static let escape: UInt8 = 0x1B
  /// First byte of a C1 control in UTF-8; the second is 0x80-0x9F.
  static let control: UInt8 = 0xC2
  /// Longest item: `ESC ]`, 253 bytes and the BEL.
  static let longest = 256

  /// Bytes that an item can begin with.
  static let leads: [UInt8] = [
    escape, control, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3,
  ]

  /// Length of the item at `at` that is a boundary in the base view: an escape sequence, a C1
  /// control or the picture of a control; 0 if there is none.
  ///
  /// - Parameter strings: whether a control string is one item with its text.
  @inline(__always)
  static func boundary(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int, strings: Bool
  ) -> Int {
    switch bytes[at] {
    case escape: return length(bytes, count, at: at, strings: strings)
    case control:
      return isControl(bytes, count, at: at)
        ? controlLength(bytes, count, at: at, strings: strings) : 0
    case 0xE2: return isPicture(bytes, count, at: at) ? 3 : 0
    default: return 0
    }
  }

  /// Length of the item that begins at the ESC at `at`.
  ///
  /// - Parameter strings: whether a control string is one item with its text.
  private static func length(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int, strings: Bool
  ) -> Int {
    guard at + 1 < count else { return 1 }
    switch bytes[at + 1] {
    case UInt8(ascii: "["):
      if let length = controlSequence(bytes, count, at: at) { return length }
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      return strings ? string(bytes, count, at: at) : 2
    default: break
    }
    var next = at + 1
    while next < count, next < at + 3, bytes[next] >= 0x20, bytes[next] <= 0x2F { next += 1 }
    if next < count, bytes[next] >= 0x30, bytes[next] <= 0x7E { return next + 1 - at }
    return 1
  }

  /// Whether a C1 control, U+0080-U+009F, is at `at`.
  @inline(__always)
  static func isControl(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Bool {
    at + 1 < count && bytes[at] == control && bytes[at + 1] >= 0x80 && bytes[at + 1] <= 0x9F
  }

  /// Whether the C1 control with this second byte begins a sequence or a string.
  static func isIntroducer(_ second: UInt8) -> Bool {
    switch second {
    case 0x90, 0x98, 0x9B, 0x9D, 0x9E, 0x9F: true
    default: false
    }
  }

  /// Length of the item that begins at the C1 control at `at`: the second byte and 0x40 less is what
  /// follows ESC in seven bits.
  private static func controlLength(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int, strings: Bool
  ) -> Int {
    let second = bytes[at + 1]
    guard isIntroducer(second) else { return 2 }
    if second == 0x9B { return controlSequence(bytes, count, at: at) ?? 2 }
    return strings ? string(bytes, count, at: at) : 2
  }

  /// Introducer, parameters, intermediates, a final byte; `nil` if it is none.
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

  /// Introducer with its text up to BEL (inclusive), ESC or a C1 control (exclusive), if no LF comes
  /// first.
  private static func string(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Int {
    var next = at + 2
    let limit = min(count, at + 2 + 253)
    while next < limit {
      switch bytes[next] {
      case 0x07: return next + 1 - at
      case escape: return next - at
      case control where isControl(bytes, count, at: next): return next - at
      case 0x0A: return 2
      default: next += 1
      }
    }
    return 2
  }

  /// Whether the picture of a control that is no TAB, LF or blank, or a separator of lines is at `at`.
  @inline(__always)
  private static func isPicture(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Bool {
    guard count - at >= 3 else { return false }
    let last = bytes[at + 2]
    switch bytes[at + 1] {
    case 0x90: return (last >= 0x80 && last <= 0x9F) || last == 0xA1 || last == 0xA4
    case 0x80: return last == 0xA8 || last == 0xA9
    default: return false
    }
  }

  /// Length in bytes of the zero-width character at `at`, 0 if there is none.
  @inline(__always)
  static func zeroWidth(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Int {
    let left = count - at
    switch bytes[at] {
    case 0xC2:
      return left >= 2 && bytes[at + 1] == 0xAD ? 2 : 0
    case 0xCD:
      return left >= 2 && bytes[at + 1] == 0x8F ? 2 : 0
    case 0xD8:
      return left >= 2 && bytes[at + 1] == 0x9C ? 2 : 0
    case 0xE1, 0xE2, 0xE3, 0xEF:
      return left >= 3 && isZeroWidth(bytes[at], bytes[at + 1], bytes[at + 2]) ? 3 : 0
    case 0xF3:
      guard left >= 4, bytes[at + 1] == 0xA0 else { return 0 }
      let block = bytes[at + 2]
      let last = bytes[at + 3]
      switch block {
      case 0x80, 0x81, 0x84...0x86: return last >= 0x80 && last <= 0xBF ? 4 : 0
      case 0x87: return last >= 0x80 && last <= 0xAF ? 4 : 0
      default: return 0
      }
    default:
      return 0
    }
  }

  @inline(__always)
  private static func isZeroWidth(_ first: UInt8, _ second: UInt8, _ last: UInt8) -> Bool {
    switch (first, second) {
    case (0xE1, 0x85): return last == 0x9F || last == 0xA0
    case (0xE1, 0x9E): return last == 0xB4 || last == 0xB5
    case (0xE1, 0xA0): return last >= 0x8B && last <= 0x8F
    case (0xE2, 0x80): return (last >= 0x8B && last <= 0x8F) || (last >= 0xAA && last <= 0xAE)
    case (0xE2, 0x81): return last >= 0xA0 && last <= 0xAF
    case (0xE3, 0x85): return last == 0xA4
    case (0xEF, 0xB8): return last >= 0x80 && last <= 0x8F
    case (0xEF, 0xBB): return last == 0xBF
    case (0xEF, 0xBE): return last == 0xA0
    case (0xEF, 0xBF): return last >= 0xB0 && last <= 0xBD
    default: return false
    }
  }
}
