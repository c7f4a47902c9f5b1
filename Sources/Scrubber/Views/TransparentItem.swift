/// What a reader does not see and what the `stripped` view leaves out: the core's table of escape
/// sequences and invisible characters, for those who must remove them beforehand.
package enum TransparentItem: Sendable {
  /// A terminal's escape sequence or control string, or an ESC alone.
  case escapeSequence
  /// U+061C, U+202A-U+202E, U+2066-U+2069, U+200E, U+200F.
  case bidirectional
  /// U+E0000-U+E007F.
  case tag
  /// The other zero-width characters of SEMANTICS.md section 1 but those that are seen.
  case zeroWidth

  /// Longest item in bytes; with so many bytes from its start at hand an item is read whole.
  package static let longest = EscapeSequence.longest

  /// The item that begins at `at`, and its length in bytes; `nil` if none does.
  ///
  /// C1 controls that begin no sequence, pictures of controls and U+FFFC and U+FFFD are none.
  package static func item(
    in bytes: UnsafeBufferPointer<UInt8>, at: Int
  ) -> (item: TransparentItem, length: Int)? {
    guard let start = bytes.baseAddress, at >= 0, at < bytes.count else { return nil }
    let isSequence =
      EscapeSequence.isControl(start, bytes.count, at: at)
      ? EscapeSequence.isIntroducer(start[at + 1]) : start[at] == EscapeSequence.escape
    if isSequence {
      return (.escapeSequence, EscapeSequence.boundary(start, bytes.count, at: at, strings: true))
    }
    let length = EscapeSequence.zeroWidth(start, bytes.count, at: at)
    guard length > 0 else { return nil }
    if length == 4 { return (start[at + 2] < 0x84 ? .tag : .zeroWidth, length) }
    if length == 2 { return (start[at] == 0xD8 ? .bidirectional : .zeroWidth, length) }
    switch (start[at], start[at + 1], start[at + 2]) {
    case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9):
      return (.bidirectional, length)
    case (0xEF, 0xBF, 0xBC...0xBD): return nil
    default: return (.zeroWidth, length)
    }
  }
}
