public import RuleFormat
internal import Scrubber

/// Writes packs as TOML, in the native format.
///
/// What `RulePackLoader` reads from the text is equal to the pack, but for its file name, its
/// examples and `minimum_engine`.
public enum PackWriter {
  /// The pack's text.
  ///
  /// - Parameter comment: lines to put at the head.
  public static func text(of pack: RulePack, comment: [String] = []) -> String {
    var lines = comment.map { $0.isEmpty ? "#" : "# \($0)" }
    lines += [
      "name = \(TOMLText.string(pack.name))", "version = \(TOMLText.string(pack.version))",
      "description = \(TOMLText.string(pack.description))",
      "licence = \(TOMLText.string(pack.licence))",
    ]
    let pieces = SharedPieces(pack.rules)
    if !pieces.names.isEmpty {
      lines += ["", "[patterns]"]
      lines += pieces.names.map { "\($0.name) = \(TOMLText.string($0.pattern))" }
    }
    for rule in pack.rules { lines += self.lines(of: rule, pieces) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of rule: Rule, _ pieces: SharedPieces) -> [String] {
    var lines = ["", "[[rules]]"]
    func add(_ key: String, _ value: String?) {
      if let value { lines.append("\(key) = \(TOMLText.string(value))") }
    }
    func addList(_ key: String, _ values: [String]) {
      if !values.isEmpty { lines.append("\(key) = \(TOMLText.list(values))") }
    }
    add("id", rule.id)
    add("description", rule.description)
    if rule.kind != .expression { add("kind", rule.kind.rawValue) }
    add("before", rule.before)
    if rule.kind == .expression { add("secret", rule.secret) }
    add("after", rule.after)
    add("eater", rule.eater?.rawValue)
    addList("must", rule.must.map(pieces.short))
    addList("must_not", rule.mustNot.map(pieces.short))
    if let entropy = rule.minimumEntropy { lines.append("entropy = \(entropy)") }
    if let randomness = rule.minimumRandomness { lines.append("randomness = \(randomness)") }
    add("validator", rule.validator?.rawValue)
    add("confidence", rule.confidence.rawValue)
    addList("allowlist.values", rule.allowedValues)
    addList("allowlist.stopwords", rule.stopwords)
    addList("keywords", rule.keywords)
    if let most = rule.maximumBytes { lines.append("max_bytes = \(most)") }
    add("placeholder", rule.placeholder)
    addList("tags", rule.tags)
    if rule.action != .mask { add("action", rule.action.rawValue) }
    addList("formats", rule.formats)
    addList("paths", rule.paths.map(pieces.short))
    addList("except_paths", rule.exceptPaths.map(pieces.short))
    if !rule.isEnabled { lines.append("enabled = false") }
    return lines
  }
}

/// Patterns that several rules have, which a pack states once.
private struct SharedPieces {
  /// From so many rules on a pattern gets a name.
  private static let leastUses = 3

  private(set) var names: [(name: String, pattern: String)] = []
  private var nameOf: [String: String] = [:]

  init(_ rules: [Rule]) {
    var counts: [String: Int] = [:]
    for rule in rules {
      for pattern in rule.must + rule.mustNot + rule.paths + rule.exceptPaths {
        counts[pattern, default: 0] += 1
        // In the order of their first uses. Only a whole group can be put in the place of a piece.
        guard counts[pattern] == Self.leastUses, let body = Self.body(of: pattern) else { continue }
        let name = "shared-\(names.count + 1)"
        names.append((name, body))
        nameOf[pattern] = name
      }
    }
  }

  /// `(?&name)` for a pattern that has a name.
  func short(_ pattern: String) -> String {
    nameOf[pattern].map { "(?&\($0))" } ?? pattern
  }

  /// What is in the group that the whole pattern is: a piece comes back as one.
  private static func body(of pattern: String) -> String? {
    guard pattern.hasPrefix("(?:"), pattern.hasSuffix(")") else { return nil }
    var depth = 0
    var isEscaped = false
    var isInClass = false
    for (index, byte) in pattern.utf8.enumerated() {
      defer { isEscaped = byte == UInt8(ascii: "\\") && !isEscaped }
      if isEscaped { continue }
      switch byte {
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "(") where !isInClass: depth += 1
      case UInt8(ascii: ")") where !isInClass: depth -= 1
      default: break
      }
      if depth == 0, index < pattern.utf8.count - 1 { return nil }
    }
    return String(pattern.dropFirst(3).dropLast())
  }
}
