internal import Scrubber

/// Removes what a reader does not see, before the text is scrubbed: `pass\e[0mword` must be found,
/// and nothing may be joined after scrubbing.
///
/// Escape sequences and invisible characters are the core's own table. Of the controls, those that
/// separate (NUL, CR, VT, FF, FS-US, NEL, U+2028, U+2029) leave their picture, which the core matches
/// both as a boundary and as nothing: the entries of `/proc/self/environ` are separated by NUL, and a
/// token may be broken by one. A CR before LF or at the end leaves nothing.
enum TextCleaner {
  /// Bytes after an item's first that decide how long it is.
  private static let lookAhead = TransparentItem.longest + 4
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
  /// U+2424, the picture of a new line.
  private static let newLine: [UInt8] = [0xE2, 0x90, 0xA4]

  /// Cleans the bytes from `start` on in place.
  static func clean(_ text: inout [UInt8], from start: Int, _ counts: inout CleanedCounts) {
    var out: [UInt8] = []
    out.reserveCapacity(text.count - start + 16)
    text.withUnsafeBufferPointer {
      _ = clean(UnsafeBufferPointer(rebasing: $0[start...]), isEnd: true, into: &out, &counts)
    }
    text.replaceSubrange(start..., with: out)
  }

  /// Adds the cleaned bytes to `out`.
  ///
  /// - Parameter isEnd: whether the text ends there; otherwise its last bytes, which more may
  ///   change, are left.
  /// - Returns: number of bytes that were read.
  static func clean(
    _ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool, into out: inout [UInt8],
    _ counts: inout CleanedCounts
  ) -> Int {
    let limit = isEnd ? bytes.count : max(0, bytes.count - lookAhead)
    var at = 0
    while at < limit {
      let run = plainEnd(bytes, from: at, to: limit)
      if run > at { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<run])) }
      at = run
      guard at < limit else { break }
      if let (item, length) = TransparentItem.item(in: bytes, at: at) {
        counts.note(item)
        at += length
      } else if bytes[at] < 0x80 {
        control(bytes, at, into: &out, &counts)
        at += 1
      } else {
        at += character(bytes, at, into: &out, &counts)
      }
    }
    return at
  }

  private static func plainEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> Int {
    var at = start
    while at < limit, isPlain(bytes[at]) { at += 1 }
    return at
  }

  /// Printable ASCII, LF and TAB.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte < 0x7F) || byte == 0x0A || byte == 0x09
  }

  private static func control(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, into out: inout [UInt8],
    _ counts: inout CleanedCounts
  ) {
    counts.controls += 1
    switch bytes[at] {
    case 0x0D:
      let next = at + 1 < bytes.count ? bytes[at + 1] : 0x0A
      if next != 0x0A { out.append(contentsOf: picture(0x0D)) }
    case 0x00, 0x0B, 0x0C, 0x1C...0x1F: out.append(contentsOf: picture(bytes[at]))
    default: break
    }
  }

  /// U+2400 and the control, in UTF-8.
  private static func picture(_ control: UInt8) -> [UInt8] { [0xE2, 0x90, 0x80 + control] }

  /// Takes one character of several bytes; returns its length.
  private static func character(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, into out: inout [UInt8],
    _ counts: inout CleanedCounts
  ) -> Int {
    let length = UTF8Shape.length(bytes, at)
    if length == 0 {
      counts.invalid += 1
      out.append(contentsOf: replacement)
      return 1
    }
    if length == 2, bytes[at] == 0xC2, bytes[at + 1] < 0xA0 {
      counts.controls += 1
      if bytes[at + 1] == 0x85 { out.append(contentsOf: newLine) }
      return 2
    }
    if length == 3, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] & 0xFE == 0xA8 {
      counts.controls += 1
      out.append(contentsOf: newLine)
      return 3
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<at + length]))
    return length
  }
}

extension CleanedCounts {
  mutating func note(_ item: TransparentItem) {
    switch item {
    case .escapeSequence: escapeSequences += 1
    case .bidirectional: bidirectional += 1
    case .tag: tags += 1
    case .zeroWidth: zeroWidth += 1
    }
  }
}

/// Well-formed UTF-8 (Unicode 15, table 3-7).
enum UTF8Shape {
  /// Length of the character of several bytes at `at`, 0 if it is none.
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let lead = bytes[at]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { return 0 }
    for index in (at + 2)..<max(at + 2, at + length) where bytes[index] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// Greatest index up to `index` at which no character is cut.
  static func boundary(_ bytes: [UInt8], atMost index: Int) -> Int {
    let at = min(index, bytes.count)
    for back in 1..<max(1, min(4, at + 1)) {
      let byte = bytes[at - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > back ? at - back : at
    }
    return at
  }
}
