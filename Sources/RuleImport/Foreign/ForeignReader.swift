internal import RuleFormat
internal import TOMLKit

/// Reads a foreign file. Keys that it does not know are left out and named.
struct ForeignReader {
  private static let knownRuleKeys: Set<String> = [
    "id", "description", "regex", "path", "secretGroup", "entropy", "keywords", "tags",
    "allowlist", "allowlists", "filter", "validate", "required", "skipReport", "specificity",
  ]
  private static let knownHeadKeys: Set<String> = [
    "title", "description", "minVersion", "betterleaksMinVersion", "extend", "allowlist",
    "allowlists", "filter", "prefilter", "rules",
  ]

  let file: String

  func read(_ text: String) throws(RulePackError) -> ForeignPack {
    let table = try parse(text)
    var pack = ForeignPack()
    pack.title = table["title"]?.string ?? ""
    for key in table.keys.sorted() where !Self.knownHeadKeys.contains(key) {
      pack.leftOut.append("The key `\(key)` is not known and was left out.")
    }
    readExtension(table["extend"]?.table, into: &pack)
    var conditions = allowlists(of: table)
    for key in ["prefilter", "filter"] {
      if let filter = table[key]?.string { conditions += FilterExpression.conditions(of: filter) }
    }
    for condition in conditions {
      if case .finds(let patterns, .path) = condition.tests.first, condition.tests.count == 1 {
        pack.exceptPaths += patterns
      } else {
        pack.conditions.append(condition)
      }
    }
    for (index, element) in (table["rules"]?.array.map(Array.init) ?? []).enumerated() {
      guard let rule = element.table else { continue }
      pack.rules.append(try read(rule, number: index + 1))
    }
    if pack.rules.isEmpty {
      throw RulePackError(
        kind: .missingKey, file: file, reason: "the file has no rules",
        advice: "name the file that holds the `[[rules]]`")
    }
    return pack
  }

  private func parse(_ text: String) throws(RulePackError) -> TOMLTable {
    // The parser takes C strings: a NUL byte would cut the file short in silence.
    if text.utf8.contains(0) {
      throw RulePackError(
        kind: .syntax, file: file, reason: "a NUL byte", advice: "remove it")
    }
    var text = text
    if let line = text.withUTF8({ KeyDepth.first(in: $0) }) {
      throw RulePackError(
        kind: .syntax, file: file, line: line, reason: "a key has too many parts",
        advice: "a key may have \(KeyDepth.mostDots) dots at most")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw RulePackError(
        kind: .syntax, file: file, line: error.source.begin.line, reason: error.description,
        advice: "write valid TOML here")
    } catch {
      throw RulePackError(
        kind: .syntax, file: file, reason: "\(error)", advice: "write valid TOML")
    }
  }

  private func readExtension(_ table: TOMLTable?, into pack: inout ForeignPack) {
    guard let table else { return }
    if table["useDefault"]?.bool == true {
      pack.extensions.append(
        "The file extends the tool's own rules, which are not in it: import that file as well.")
    }
    for key in ["path", "url"] {
      if let name = table[key]?.string {
        pack.extensions.append("The file extends `\(name)`: import that file as well.")
      }
    }
    if let ids = table["disabledRules"]?.array, !ids.isEmpty {
      pack.extensions.append("`disabledRules` concerns the extended file and was left out.")
    }
  }

  // MARK: Rules

  private func read(_ table: TOMLTable, number: Int) throws(RulePackError) -> ForeignRule {
    var rule = ForeignRule(id: table["id"]?.string ?? "rule \(number)")
    rule.description = table["description"]?.string ?? ""
    rule.regex = table["regex"]?.string
    rule.path = table["path"]?.string
    rule.secretGroup = table["secretGroup"]?.int ?? 0
    rule.keywords = strings(table["keywords"])
    rule.tags = strings(table["tags"])
    rule.isComponent = table["skipReport"]?.bool ?? false
    rule.hasValidation = table["validate"] != nil
    rule.isGeneric = table["specificity"]?.int == 0
    if let value = table["entropy"], let entropy = value.double ?? value.int.map(Double.init),
      entropy > 0
    {
      rule.conditions.append(ForeignCondition(tests: [.entropy(entropy)]))
    }
    rule.conditions += allowlists(of: table)
    if let filter = table["filter"]?.string {
      rule.conditions += FilterExpression.conditions(of: filter)
    }
    rule.required = (table["required"]?.array.map(Array.init) ?? []).map {
      $0.table?["id"]?.string ?? "?"
    }
    for key in table.keys.sorted() where !Self.knownRuleKeys.contains(key) {
      rule.conditions.append(ForeignCondition(tests: [.other("the key `\(key)`")]))
    }
    return rule
  }

  // MARK: Allowlists

  /// The allowlists of a rule or of the file, in the old notation and in the new one.
  private func allowlists(of table: TOMLTable) -> [ForeignCondition] {
    var tables: [TOMLTable] = []
    if let one = table["allowlist"]?.table { tables.append(one) }
    for element in table["allowlists"]?.array.map(Array.init) ?? [] {
      if let one = element.table { tables.append(one) }
    }
    return tables.flatMap(conditions)
  }

  private func conditions(of table: TOMLTable) -> [ForeignCondition] {
    let target =
      switch table["regexTarget"]?.string {
      case "match": ForeignCondition.Target.match
      case "line": ForeignCondition.Target.line
      default: ForeignCondition.Target.secret
      }
    var tests: [ForeignCondition.Test] = []
    let lists: [(String, ([String]) -> ForeignCondition.Test)] = [
      ("regexes", { .finds($0, target) }), ("stopwords", { .words($0) }),
      ("paths", { .finds($0, .path) }), ("commits", { _ in .other("a list of commits") }),
    ]
    for (key, test) in lists {
      let values = strings(table[key])
      if !values.isEmpty { tests.append(test(values)) }
    }
    // A list of other rules' ids narrows an allowlist of the file.
    if table["targetRules"] != nil { tests.append(.other("a list of rules")) }
    let needsAll = ["AND", "&&"].contains(table["condition"]?.string?.uppercased() ?? "")
    if needsAll || table["targetRules"] != nil { return [ForeignCondition(tests: tests)] }
    return tests.map { ForeignCondition(tests: [$0]) }
  }

  private func strings(_ value: (any TOMLValueConvertible)?) -> [String] {
    guard let array = value?.array else { return [] }
    return array.compactMap(\.string)
  }
}
