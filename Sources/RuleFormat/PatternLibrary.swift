/// The named pieces of a pack's `[patterns]` table, which its rules use as `(?&name)`.
struct PatternLibrary {
  private let pieces: [String: String]

  /// - Parameter table: the `[patterns]` table.
  init(_ table: [String: String]) {
    pieces = table
  }

  /// What a piece may be called: what stands between `(?&` and `)`.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      }
  }

  /// `pattern` with every `(?&name)` replaced by the piece, as a group of its own.
  ///
  /// - Parameter unknown: makes the error for a name that the pack does not have, from the name and
  ///   the nearest one that it has.
  func expand(
    _ pattern: String, unknown: (_ name: String, _ nearest: String?) -> RulePackError
  ) throws(RulePackError) -> String {
    var result = ""
    var rest = pattern.utf8[...]
    while let open = Self.reference(in: rest) {
      result += String(Substring(rest[..<open.start]))
      guard let piece = pieces[open.name] else {
        throw unknown(open.name, Spelling.nearest(to: open.name, in: pieces.keys.sorted()))
      }
      result += "(?:" + piece + ")"
      rest = rest[open.end...]
    }
    return result.isEmpty ? String(Substring(rest)) : result + String(Substring(rest))
  }

  private static func reference(
    in text: Substring.UTF8View
  ) -> (start: String.Index, name: String, end: String.Index)? {
    var rest = text
    while let start = rest.firstIndex(of: UInt8(ascii: "(")) {
      rest = rest[start...]
      if rest.starts(with: "(?&".utf8), let close = rest.firstIndex(of: UInt8(ascii: ")")) {
        let name = String(Substring(rest[..<close].dropFirst(3)))
        return (start, name, text.index(after: close))
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}
