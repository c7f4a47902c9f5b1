/// What is known of a rule set as numbers, in the form of `KnownRules`; for the project's own tools.
package struct KnownRuleTables: Sendable {
  package private(set) var sets: [UInt64] = []
  package private(set) var windows: [UInt64] = []
  /// Two for each window: before and behind it.
  package private(set) var neighbours: [UInt64] = []
  package private(set) var keys: [UInt64] = []
  package private(set) var starts: [UInt64] = []
  package private(set) var shapes: [UInt64] = []

  /// Finds out what is to be known of all rules that are expressions.
  package init(_ rules: [Rule]) throws {
    var numbers: [ByteSet: Int] = [:]
    var known: [UInt64: (entry: KnownRules.Entry, windows: [UInt64])] = [:]
    // The windows' sets come first: they have short numbers.
    for rule in rules where rule.kind == .expression {
      let entry = try CompiledRule.entry(of: rule)
      known[KnownRules.key(of: rule)] = (
        entry, entry.anchors.map { KnownRules.packed($0, sets: &numbers) }
      )
    }
    for (key, rule) in known.sorted(by: { $0.key < $1.key }) {
      keys.append(key)
      starts.append(UInt64(windows.count))
      windows += rule.windows
      neighbours += rule.entry.anchors.flatMap { [$0.neighbours.before, $0.neighbours.behind] }
      shapes += rule.entry.shape.packed { set in
        let number = numbers[set] ?? numbers.count
        numbers[set] = number
        return number
      }
    }
    for (set, _) in numbers.sorted(by: { $0.value < $1.value }) {
      sets += [set.word0, set.word1, set.word2, set.word3]
    }
  }

  /// How many of the rules are known beforehand, and for how many that is not what the search says.
  package static func known(_ rules: [Rule]) throws -> (count: Int, wrong: Int) {
    var result = (count: 0, wrong: 0)
    for rule in rules where rule.kind == .expression {
      guard let known = KnownRules.entry(of: rule) else { continue }
      result.count += 1
      if try known != CompiledRule.entry(of: rule) { result.wrong += 1 }
    }
    return result
  }
}
