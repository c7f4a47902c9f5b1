/// What the rules of one set have in common, so that it is made once.
struct RuleCache {
  private var searches: [String: LazyExpression] = [:]
  private var filters: [[[String]]: SecretFilter] = [:]
  private var words: (list: [String], words: WordList) = ([], WordList([]))
  /// The automata of all expressions.
  let automata = AutomatonLibrary()

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

  /// The same for a pattern that rules are known to be able to use, parsed at its first use.
  mutating func knownSearch(for pattern: String) -> LazyExpression {
    if let known = searches[pattern] { return known }
    let search = LazyExpression(
      pattern: (try? PatternNode(parsing: pattern).possessified.pcre) ?? CompiledRule.broken,
      isSearch: true)
    searches[pattern] = search
    return search
  }

  /// The filter for what must and must not be found; one for each pair of lists.
  mutating func filter(must: [String], mustNot: [String]) -> SecretFilter {
    if let known = filters[[must, mustNot]] { return known }
    let filter = SecretFilter(must: must, mustNot: mustNot)
    filters[[must, mustNot]] = filter
    return filter
  }

  /// The list ready for lookups. The rules of a pack mostly have one list, one after the other.
  mutating func words(_ list: [String]) -> WordList {
    if words.list != list { words = (list, WordList(list)) }
    return words.words
  }
}
