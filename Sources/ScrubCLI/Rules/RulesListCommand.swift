import ArgumentParser
import RuleFormat
import Scrubber

/// `scrub rules list`.
struct RulesListCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the rules with what they look at and hold back.",
    discussion: """
      The window is how many bytes from its beginning a match can depend on; the hold-back is how \
      many bytes of a stream may have to wait until a match is decided.
      """)

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup(title: "Rules") var rules: Options.Rules

  /// Writes the list to standard output.
  func execute() throws -> ExitStatus {
    let composer = try RuleSource.compose(rules, withExamples: false)
    let scrubber = try Compilation.scrubber(composer.rules, of: composer)
    return try write(json ? Self.json(composer, scrubber) : Self.table(composer, scrubber))
  }

  private static func table(_ composer: PackComposer, _ scrubber: SecretScrubber) -> String {
    let entries = places(composer)
    var table = TextTable(
      ["RULE", "PACK", "CONFIDENCE", "FORMATS", "WINDOW", "HOLD-BACK"], textColumns: 3)
    for rule in scrubber.rules {
      let entry = entries[rule.id]
      table.add([
        rule.id, entry?.pack ?? "", rule.confidence.rawValue,
        "\(entry.map { formats(of: $0.rule) } ?? 1)", "\(rule.window)", "\(rule.holdBack)",
      ])
    }
    table.add([
      "pack of \(scrubber.rules.count)", "", "", "\(formats(of: composer))",
      "\(window(scrubber))", "\(scrubber.holdBack)",
    ])
    var text = table.text
    let informing = composer.rules.filter { $0.isEnabled && $0.action == .inform }.map(\.id)
    let disabled = composer.rules.filter { !$0.isEnabled }.map(\.id)
    if !informing.isEmpty { text += "left as it is: \(informing.joined(separator: ", "))\n" }
    if !disabled.isEmpty { text += "switched off: \(disabled.joined(separator: ", "))\n" }
    return text
  }

  private static func json(_ composer: PackComposer, _ scrubber: SecretScrubber) -> String {
    let entries = places(composer)
    let rules = scrubber.rules.map { rule in
      JSONText.object([
        ("id", JSONText.string(rule.id)),
        ("description", JSONText.string(rule.description)),
        ("pack", JSONText.string(entries[rule.id]?.pack ?? "")),
        ("kind", JSONText.string(rule.kind.rawValue)),
        ("confidence", JSONText.string(rule.confidence.rawValue)),
        ("formats", "\(entries[rule.id].map { formats(of: $0.rule) } ?? 1)"),
        ("window", "\(rule.window)"),
        ("holdBack", "\(rule.holdBack)"),
        ("eater", "\(rule.isEater)"),
      ])
    }
    func names(_ isIn: (Rule) -> Bool) -> String {
      JSONText.array(composer.rules.filter(isIn).map { JSONText.string($0.id) })
    }
    return JSONText.object([
      ("window", "\(window(scrubber))"),
      ("holdBack", "\(scrubber.holdBack)"),
      ("formats", "\(formats(of: composer))"),
      ("rules", JSONText.array(rules)),
      ("informing", names { $0.isEnabled && $0.action == .inform }),
      ("disabled", names { !$0.isEnabled }),
    ]) + "\n"
  }

  private static func places(_ composer: PackComposer) -> [String: PackComposer.Entry] {
    Dictionary(composer.entries.map { ($0.rule.id, $0) }) { first, _ in first }
  }

  private static func formats(of rule: Rule) -> Int { max(1, rule.formats.count) }

  /// Distinct formats that are masked.
  private static func formats(of composer: PackComposer) -> Int {
    Set(
      composer.rules.filter { $0.isEnabled && $0.action == .mask }.flatMap { rule in
        rule.formats.isEmpty ? [rule.id] : rule.formats
      }
    ).count
  }

  private static func window(_ scrubber: SecretScrubber) -> Int {
    scrubber.rules.map(\.window).max() ?? 0
  }
}

/// Compiles rules for a command.
enum Compilation {
  /// - Throws: `UsageError` with the engine's reason.
  static func scrubber(_ rules: [Rule], of composer: PackComposer) throws -> SecretScrubber {
    do {
      return try SecretScrubber(rules: rules)
    } catch {
      throw RuleSource.refusal(error, of: composer)
    }
  }
}
