internal import Scrubber
internal import TOMLKit

/// Reads one `[[rules]]` table.
struct RuleReader {
  static let keys = [
    "id", "description", "kind", "keywords", "before", "secret", "after", "eater", "must",
    "must_not", "entropy", "randomness", "validator", "max_bytes", "confidence", "allowlist",
    "placeholder", "tags", "action", "formats", "paths", "except_paths", "enabled", "examples",
    "counter_examples",
  ]
  /// The keys that only an expression has.
  static let expressionKeys = [
    "before", "secret", "after", "eater", "must", "must_not", "validator", "max_bytes",
    "keywords",
  ]

  let id: String
  let table: PackTable
  private let library: PatternLibrary

  init(
    _ table: TOMLTable, library: PatternLibrary, place: PackTable.Place
  ) throws(RulePackError) {
    self.library = library
    var place = place
    // The id first, so that every other message can name it.
    if let id = table["id"]?.string, Self.isID(id) { place.ruleID = id }
    self.table = try PackTable(table, known: Self.keys, place: place)
    id = try self.table.requiredString("id")
    guard Self.isID(id) else {
      throw place.error(
        .invalidValue, "id", "`\(id)` is no rule id",
        "write 1 to 64 lower-case letters, digits and hyphens, no hyphen first")
    }
  }

  private static func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    let isAllowed = bytes.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
    return isAllowed && (1...64).contains(bytes.count) && bytes.first != UInt8(ascii: "-")
  }

  /// The rule itself.
  ///
  /// - Parameter common: the allowlist that the pack gives to each of its expressions.
  func rule(allowing common: Allowlist) throws(RulePackError) -> Rule {
    let kind = try table.choice("kind", Rule.Kind.self) ?? .expression
    var rule = Rule(
      id: id, description: try table.string("description") ?? "", kind: kind,
      before: try pattern("before"), secret: try pattern("secret") ?? "",
      after: try pattern("after"), eater: try table.choice("eater", Rule.Eater.self),
      confidence: try table.choice("confidence", Confidence.self)
        ?? (kind == .entropy ? .entropy : .structure))
    rule.must = try patterns("must")
    rule.mustNot = try patterns("must_not")
    rule.minimumEntropy = try table.number("entropy", in: 0...8)
    rule.minimumRandomness = try table.number("randomness", in: 0...1)
    rule.validator = try table.choice("validator", Validator.self)
    rule.keywords = try table.strings("keywords", allowsSingle: true)
    rule.maximumBytes = try table.integer("max_bytes", in: 1...1_100)
    rule = try Allowlist(table, library: library).applied(to: rule)
    if kind == .expression { rule = common.applied(to: rule) }
    rule.placeholder = try table.string("placeholder")
    rule.tags = try table.strings("tags")
    rule.action = try table.choice("action", Rule.Action.self) ?? .mask
    rule.formats = try table.strings("formats")
    rule.paths = try fileNames("paths")
    rule.exceptPaths = try fileNames("except_paths")
    rule.isEnabled = try table.bool("enabled") ?? true
    try check(rule)
    return rule
  }

  private func pattern(_ key: String) throws(RulePackError) -> String? {
    guard let text = try table.string(key) else { return nil }
    return try table.expand(text, key, library)
  }

  private func patterns(_ key: String) throws(RulePackError) -> [String] {
    var patterns: [String] = []
    for text in try table.strings(key, allowsSingle: true) {
      patterns.append(try table.expand(text, key, library))
    }
    return patterns
  }

  /// Patterns that the engine never compiles, and which therefore are checked here.
  private func fileNames(_ key: String) throws(RulePackError) -> [String] {
    let texts = try patterns(key)
    for text in texts { try table.checkSearch(text, key: key) }
    return texts
  }

  private func check(_ rule: Rule) throws(RulePackError) {
    if rule.kind == .expression {
      _ = try table.requiredString("secret")
    } else if let key = Self.expressionKeys.first(where: table.has) {
      throw table.place.error(
        .invalidValue, key, "a rule of kind \(rule.kind.rawValue) takes no `\(key)`",
        "remove the key, or write `kind = \"expression\"`")
    }
    if rule.eater == .quoted, rule.before == nil {
      throw table.place.error(
        .missingKey, "eater", "a quoted secret without `before`",
        "add `before` and end it with the opening quote")
    }
    // An empty pattern is found everywhere, an empty word in every secret.
    for (key, values) in [
      ("must", rule.must), ("must_not", rule.mustNot), ("keywords", rule.keywords),
      ("placeholder", rule.placeholder.map { [$0] } ?? []),
    ] where values.contains("") {
      throw table.place.error(
        .invalidValue, key, "`\(key)` holds an empty text", "remove it or write the text")
    }
  }

  /// The rule's examples; `nil` if it has none.
  func examples() throws(RulePackError) -> RuleExamples? {
    let positive = try examples("examples")
    let negative = try examples("counter_examples")
    if positive.isEmpty, negative.isEmpty { return nil }
    return RuleExamples(positive: positive, negative: negative)
  }

  private func examples(_ key: String) throws(RulePackError) -> [RuleExample] {
    var examples: [RuleExample] = []
    for element in try table.elements(key) {
      if let text = element.string {
        examples.append(RuleExample(text: text))
        continue
      }
      guard let fields = element.table else {
        throw table.wrongType(key, element, "strings or tables of `text` and `secret`")
      }
      examples.append(try example(fields, key))
    }
    return examples
  }

  private func example(_ fields: TOMLTable, _ key: String) throws(RulePackError) -> RuleExample {
    let reader = try PackTable(
      fields, known: ["text", "secret", "contexts"], place: table.place)
    let text = try reader.requiredString("text")
    let secret = try reader.string("secret")
    if let secret, secret.isEmpty || !Self.contains(text, secret) {
      throw table.place.error(
        .invalidValue, key, "the secret of an example does not stand in its text",
        "write the part of `text` that must be masked")
    }
    return RuleExample(text: text, secret: secret, contexts: try contexts(reader))
  }

  private func contexts(_ reader: PackTable) throws(RulePackError) -> [ExampleContext]? {
    guard reader.has("contexts") else { return nil }
    var contexts: [ExampleContext] = []
    let names = ExampleContext.allCases.map(\.rawValue)
    for name in try reader.strings("contexts") {
      guard let context = ExampleContext(rawValue: name) else {
        throw table.place.error(
          .invalidValue, "contexts", "`\(name)` is no context of an example",
          Spelling.nearest(to: name, in: names).map { "did you mean `\($0)`?" }
            ?? "write one of \(names.joined(separator: ", "))")
      }
      contexts.append(context)
    }
    return contexts
  }

  /// Whether the bytes of `part` stand in `text`; it must not be empty.
  private static func contains(_ text: String, _ part: String) -> Bool {
    var rest = text.utf8[...]
    while let start = rest.firstIndex(of: part.utf8[part.startIndex]) {
      rest = rest[start...]
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
