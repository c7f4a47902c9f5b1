internal import Scrubber

/// Finds out whether an expression matches only where one of a rule's keywords stands.
///
/// The tools look for keywords first, in the whole text at hand. A stream can't be asked for words
/// that may come later, but mostly the expression itself has one.
enum Keywords {
  /// Most texts that are spelled out.
  private static let mostTexts = 2_048
  /// Stands for bytes that differ from match to match.
  private static let gap: UInt8 = 0

  /// Whether each match of the expression holds one of the keywords, whatever the case. `false` if
  /// that is too much to find out.
  static func areImplied(by node: RegexNode, _ keywords: [String]) -> Bool {
    guard !keywords.isEmpty, let texts = texts(of: node) else { return keywords.isEmpty }
    let words = keywords.map { Array($0.lowercased().utf8) }
    return texts.allSatisfy { text in words.contains { contains(text, $0) } }
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    guard !word.isEmpty, text.count >= word.count else { return word.isEmpty }
    return (0...(text.count - word.count)).contains { text[$0...].starts(with: word) }
  }

  /// All that matches can look like, in lower case and with gaps; `nil` if that is too much.
  private static func texts(of node: RegexNode) -> Set<[UInt8]>? {
    switch node {
    case .empty, .wordBoundary, .start, .end, .ahead: return [[]]
    case .set(let set):
      guard set.foldedCount <= 4 else { return [[gap]] }
      return Set(set.bytes.map { [ByteSet.uppercase.contains($0) ? $0 | 0x20 : $0] })
    case .capture(_, let body): return texts(of: body)
    case .alternation(let branches):
      var union: Set<[UInt8]> = []
      for branch in branches {
        guard let texts = texts(of: branch) else { return nil }
        union.formUnion(texts)
      }
      return union.count > mostTexts ? nil : union
    case .repeated(let body, let min, let max, _):
      guard max == 1 || min > 0, let texts = texts(of: body) else { return [[gap]] }
      if max == 1 { return texts.union([[]]) }
      // The first round, and whatever comes after it.
      return min == 1 && max == 1 ? texts : Set(texts.map { $0 + [gap] })
    case .sequence(let parts):
      var result: Set<[UInt8]> = [[]]
      for part in parts {
        guard let next = texts(of: part), result.count * next.count <= mostTexts
        else { return nil }
        result = Set(result.flatMap { start in next.map { join(start, $0) } })
      }
      return result
    }
  }

  /// Gaps one after the other are one.
  private static func join(_ start: [UInt8], _ end: [UInt8]) -> [UInt8] {
    end == [gap] && start.last == gap ? start : start + end
  }
}
