/// What the rules of one set have in common, so that it is made once.
struct RuleCache {
  private var searches: [String: LazyExpression] = [:]
  private var words: (list: [String], lowered: [[UInt8]]) = ([], [])

  /// The expression that searches for `pattern`; one for each text.
  ///
  /// - Throws: `PatternError` if rules may not use the pattern.
  mutating func search(for pattern: String) throws(PatternError) -> LazyExpression {
    if let known = searches[pattern] { return known }
    let node = try PatternNode(parsing: pattern)
    let search = LazyExpression(pattern: node.possessified.pcre, isSearch: true)
    searches[pattern] = search
    return search
  }

  /// The bytes of `list` in lower case. The rules of a pack mostly have one list, one after the
  /// other.
  mutating func lowered(_ list: [String]) -> [[UInt8]] {
    if list.isEmpty { return [] }
    if words.list != list {
      words = (list, list.map { CompiledRule.lowered(Array($0.utf8)) })
    }
    return words.lowered
  }
}
