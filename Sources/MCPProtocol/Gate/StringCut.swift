/// Cuts scrubbed text to size.
enum StringCut {
  /// Longest placeholder that is kept whole.
  private static let longestPlaceholder = 300

  /// The text, or its beginning and a note of how much is left out. A placeholder is not cut.
  static func cut(_ text: String, to limit: Int, counting count: inout Int) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count > limit else { return text }
    var end = max(limit, 0)
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    if let open = bytes[..<end].lastIndex(of: UInt8(ascii: "[")),
      end - open < longestPlaceholder,
      bytes[open...].starts(with: "[REDACTED".utf8.prefix(end - open)),
      !bytes[open..<end].contains(UInt8(ascii: "]"))
    {
      end = open
    }
    count += 1
    let rest = bytes.count - end
    return String(decoding: bytes[..<end], as: UTF8.self) + " [cut here, \(rest) bytes more]"
  }
}
