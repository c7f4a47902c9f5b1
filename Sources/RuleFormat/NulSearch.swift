/// Looks for NUL bytes in TOML text, as they are or as an escape sequence.
enum NulSearch {
  private static let escapes: [(StaticString, String)] = [
    ("u0000", "the escape \\u0000"), ("U00000000", "the escape \\U00000000"),
  ]

  /// The line, from 1, and a description of the first NUL byte; `nil` if there is none.
  static func first(in text: UnsafeBufferPointer<UInt8>) -> (line: Int, name: String)? {
    for index in text.indices where text[index] == 0 || text[index] == UInt8(ascii: "\\") {
      let name = text[index] == 0 ? "a NUL byte" : escape(in: text[(index + 1)...])
      if let name { return (text[..<index].count { $0 == 0x0A } + 1, name) }
    }
    return nil
  }

  private static func escape(in rest: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    // Patterns are full of other escapes.
    guard let first = rest.first, first | 0x20 == UInt8(ascii: "u") else { return nil }
    return escapes.first { escape, _ in
      escape.withUTF8Buffer { rest.starts(with: $0) }
    }?.1
  }
}
