import ArgumentParser
import RuleFormat
import Scrubber

/// `scrub rules show`.
struct RulesShowCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows everything about rules, after all changes to them.")

  @Argument(help: ArgumentHelp("Ids of rules.", valueName: "id"))
  var ids: [String]

  @Flag(help: "Write a JSON list.")
  var json = false

  @OptionGroup(title: "Rules") var rules: Options.Rules

  func execute() throws -> ExitStatus {
    let composer = try RuleSource.compose(rules, withExamples: true)
    let texts = try ids.map { id in
      let fields = try Self.fields(of: Self.entry(id, in: composer), composer)
      return json ? JSONText.object(fields.map { ($0.name, $0.json) }) : Self.text(fields)
    }
    return try write(json ? JSONText.array(texts) + "\n" : texts.joined(separator: "\n"))
  }

  /// The rule with an id.
  static func entry(_ id: String, in composer: PackComposer) throws -> PackComposer.Entry {
    guard let entry = composer.entries.first(where: { $0.rule.id == id }) else {
      throw UsageError("no rule is called \(id); `scrub rules list` shows the ids")
    }
    return entry
  }

  private struct Field {
    var name: String
    var values: [String]
    var isList = false
    var isNumber = false

    var json: String {
      let texts = isNumber ? values : values.map(JSONText.string)
      return isList ? JSONText.array(texts) : texts.first ?? "null"
    }
  }

  private static func fields(
    of entry: PackComposer.Entry, _ composer: PackComposer
  ) throws -> [Field] {
    let rule = entry.rule
    var fields: [Field] = []
    func text(_ name: String, _ value: String?) {
      if let value { fields.append(Field(name: name, values: [value])) }
    }
    func list(_ name: String, _ values: [String]) {
      if !values.isEmpty { fields.append(Field(name: name, values: values, isList: true)) }
    }
    func number(_ name: String, _ value: String?) {
      if let value { fields.append(Field(name: name, values: [value], isNumber: true)) }
    }
    text("id", rule.id)
    text("description", rule.description)
    text("pack", entry.pack)
    text("file", entry.fileName)
    text("kind", rule.kind.rawValue)
    text("action", rule.action.rawValue)
    number("enabled", "\(rule.isEnabled)")
    text("confidence", rule.confidence.rawValue)
    list("formats", rule.formats)
    list("tags", rule.tags)
    list("keywords", rule.keywords)
    text("before", rule.before)
    if rule.kind == .expression { text("secret", rule.secret) }
    text("after", rule.after)
    text("eater", rule.eater?.rawValue)
    list("must", rule.must)
    list("must_not", rule.mustNot)
    number("entropy", rule.minimumEntropy.map { "\($0)" })
    number("randomness", rule.minimumRandomness.map { "\($0)" })
    text("validator", rule.validator?.rawValue)
    number("max_bytes", rule.maximumBytes.map { "\($0)" })
    list("allowed_values", rule.allowedValues)
    list("stopwords", rule.stopwords)
    text("placeholder", rule.placeholder ?? "[REDACTED:\(rule.id)]")
    list("examples", entry.examples?.positive.map(\.text) ?? [])
    list("counter_examples", entry.examples?.negative.map(\.text) ?? [])
    var alone = rule
    alone.isEnabled = true
    alone.action = .mask
    if let summary = try Compilation.scrubber([alone], of: composer).rules.first {
      number("window", "\(summary.window)")
      number("hold_back", "\(summary.holdBack)")
    }
    return fields
  }

  private static func text(_ fields: [Field]) -> String {
    let width = fields.map(\.name.count).max() ?? 0
    return fields.map { field in
      let name = field.name + String(repeating: " ", count: width - field.name.count)
      let indent = String(repeating: " ", count: width + 2)
      return name + "  " + field.values.joined(separator: "\n" + indent) + "\n"
    }.joined()
  }
}
