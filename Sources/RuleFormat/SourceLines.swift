/// Finds the lines of a pack's text at which its parts stand, for messages.
///
/// The TOML parser keeps no positions, so lines are looked up in the text, and only once something
/// is wrong.
struct SourceLines {
  private let lines: [Substring]
  private let header: String

  /// - Parameter list: name of the list of tables whose places are asked for.
  init(_ text: String, list: String = "rules") {
    header = "[[\(list)]]"
    // By bytes: a line break of CR and LF is one Character.
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Substring($0)
    }
  }

  /// Line, from 1, of the header of the rule with `index` (from 0); `nil` for another notation.
  func rule(_ index: Int) -> Int? {
    headers.dropFirst(index).first.map { $0 + 1 }
  }

  /// Line, from 1, at which `key` is set in the rule with `index`, or before all rules; the line
  /// of the rule itself if the key is not found.
  func key(_ key: String, inRule index: Int?) -> Int? {
    let headers = headers
    guard let index else {
      return find(key, in: 0..<(headers.first ?? lines.count))
    }
    guard index < headers.count else { return nil }
    let end = index + 1 < headers.count ? headers[index + 1] : lines.count
    return find(key, in: (headers[index] + 1)..<end) ?? headers[index] + 1
  }

  private var headers: [Int] {
    lines.indices.filter { index in
      lines[index].filter { $0 != " " && $0 != "\t" }.hasPrefix(header)
    }
  }

  private func find(_ key: String, in range: Range<Int>) -> Int? {
    range.first { index in
      let parts = lines[index].split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let name = parts.first else { return false }
      let path = name.filter { !" \t\"'".contains($0) }
      return path == key || path.hasPrefix(key + ".")
    }.map { $0 + 1 }
  }
}
