import ArgumentParser
import RuleFormat
import RuleTools
import Scrubber

/// `scrub rules diff`.
struct RulesDiffCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Shows what another version of a pack would mask on logs.",
    discussion: """
      Each pack is used with the built-in rules, unless --no-default-rules is given; the word \
      default stands for those alone. Places and rules are shown, never the text.
      """)

  @Argument(help: ArgumentHelp("The pack as it was.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The pack as it is to be.", valueName: "new"))
  var new: String

  @Option(
    name: .customLong("corpus"),
    help: ArgumentHelp("Log to compare on (repeatable).", valueName: "log"))
  var logs: [String]

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup(title: "Rules") var rules: Options.Rules

  func execute() throws -> ExitStatus {
    let comparison: RuleComparison
    let before = try load(old)
    let after = try load(new)
    do {
      comparison = try RuleComparison(old: before, new: after)
    } catch {
      throw UsageError(error.description)
    }
    var differences: [RuleComparison.Difference] = []
    for log in logs {
      differences += comparison.differences(in: try InputFile(log).readAll(), called: log)
    }
    return try write(
      json ? Self.json(differences) : Self.text(differences),
      differences.isEmpty ? .done : .findings)
  }

  private func load(_ path: String) throws -> [Rule] {
    var options = rules
    if path != PackComposer.defaultName { options.paths.append(path) }
    return try RuleSource.load(options)
  }

  private static func text(_ differences: [RuleComparison.Difference]) -> String {
    var text = ""
    for difference in differences {
      text += difference.isNew ? "+ " : "- "
      text += "\(difference.source):\(difference.line): byte \(difference.offset), "
      text += "\(difference.length) bytes, \(difference.rule)\n"
    }
    let new = differences.count(where: \.isNew)
    return text + "\(new) newly masked, \(differences.count - new) no longer masked\n"
  }

  private static func json(_ differences: [RuleComparison.Difference]) -> String {
    let rows = differences.map { difference in
      JSONText.object([
        ("change", JSONText.string(difference.isNew ? "masked" : "unmasked")),
        ("file", JSONText.string(difference.source)),
        ("line", "\(difference.line)"),
        ("offset", "\(difference.offset)"),
        ("length", "\(difference.length)"),
        ("rule", JSONText.string(difference.rule)),
      ])
    }
    return JSONText.object([("differences", JSONText.array(rows))]) + "\n"
  }
}
