internal import CScanKernels

#if canImport(Glibc)
  internal import Glibc
#endif

extension JSONLexer {
  /// Reads from `at` to `offset` for the state alone: as repeated calls of `next`, but faster.
  ///
  /// - Returns: `offset`, or the start of a token that lies across it; the state is the one there.
  ///
  /// - Parameters:
  ///   - bytes: with `SCAN_PAD` readable bytes before and after them.
  ///   - isOpen: whether more bytes may come at `end`. A token that depends on them lies across.
  mutating func skip(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to offset: Int, end: Int, isa: scan_isa,
    isOpen: Bool = false
  ) -> Int {
    var at = start
    while at < offset {
      // The last bytes may be the beginning of a character that lies across `offset`.
      if offset - at >= Self.leastLeap, state == .inString || state == .between {
        var isInString: Int32 = state == .inString ? 1 : 0
        at = scan_json_skip(isa, bytes, at, offset - 4, &isInString)
        state = isInString != 0 ? .inString : .between
      }
      switch state {
      case .broken:
        guard let found = memchr(bytes + at, 0x0A, offset - at) else { return offset }
        at = UnsafeRawPointer(bytes).distance(to: found) + 1
        state = .lineStart
      case .inString:
        let first = at
        at = Self.plainEnd(bytes, from: at, to: offset)
        if at == offset { return characterStart(bytes, from: first, before: offset, end: end) }
        switch bytes[at] {
        case UInt8(ascii: "\""):
          state = .between
          at += 1
        case 0x0A:
          state = .lineStart
          at += 1
        case UInt8(ascii: "\\"):
          guard let stop = escapeEnd(bytes, at: at, end: end) else {
            if isOpen, end - at < Self.longestEscape { return at }
            state = .broken
            continue
          }
          if stop > offset { return at }
          at = stop
        default: state = .broken
        }
      case .lineStart, .between:
        switch bytes[at] {
        case 0x20, 0x09, 0x0D: at += 1
        case 0x0A:
          state = .lineStart
          at += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"), UInt8(ascii: "]"),
          UInt8(ascii: ","), UInt8(ascii: ":"):
          state = .between
          at += 1
        case UInt8(ascii: "\""):
          state = .inString
          at += 1
        default:
          if isOpen, JSONLiteral.mayGoOn(bytes, at: at, end: end) { return at }
          guard let stop = JSONLiteral.end(bytes, at: at, end: end) else {
            state = .broken
            continue
          }
          if stop > offset { return at }
          state = .between
          at = stop
        }
      }
    }
    return at
  }

  /// Longest escape, a surrogate pair.
  private static let longestEscape = 12

  /// Fewest bytes for which the kernel is asked.
  private static let leastLeap = 24

  /// First index from `start` on of a quote, a backslash or a control character, at most `end`.
  private static func plainEnd(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= end {
      let raw = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
      let block = UInt64(littleEndian: raw)
      let quotes = block ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = block ^ (ones &* UInt64(UInt8(ascii: "\\")))
      // The lowest bit that is set is right, those above it need not be.
      let controls = (block &- ones &* 0x20) & ~block
      let found =
        (controls | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & ones << 7
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < end, bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\""),
      bytes[at] != UInt8(ascii: "\\")
    {
      at += 1
    }
    return at
  }

  /// Start of the character of a string that lies across `offset`; `offset` if there is none.
  private func characterStart(
    _ bytes: UnsafePointer<UInt8>, from first: Int, before offset: Int, end: Int
  ) -> Int {
    var at = max(first, offset - 3)
    while at < offset {
      if bytes[at] >= 0xC2, characterEnd(bytes, at: at, end: end) > offset { return at }
      at += 1
    }
    return offset
  }
}
