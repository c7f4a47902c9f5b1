import ArgumentParser
import Glibc
import Scrubber

/// `scrub rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    _superCommandName: "scrub",
    abstract: "Shows the rules.",
    subcommands: [RulesListCommand.self])
}

/// `scrub rules list`.
struct RulesListCommand: ParsableCommand {
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
    let scrubber: SecretScrubber
    let rules = try RuleSource.load(rules)
    do {
      scrubber = try SecretScrubber(rules: rules)
    } catch {
      throw UsageError(error.description)
    }
    do {
      try StandardOutput.write(json ? Self.json(scrubber) : Self.table(scrubber))
      return .done
    } catch  where error.isClosedPipe {
      return .inputOutput
    }
  }

  private static func table(_ scrubber: SecretScrubber) -> String {
    var rows = [["RULE", "CONFIDENCE", "WINDOW", "HOLD-BACK"]]
    rows += scrubber.rules.map {
      [$0.id, $0.confidence.rawValue, "\($0.window)", "\($0.holdBack)"]
    }
    rows.append(
      ["pack of \(scrubber.rules.count)", "", "\(window(scrubber))", "\(scrubber.holdBack)"])
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        // Words are flush left, numbers flush right.
        return column < 2 ? cell.0 + padding : padding + cell.0
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }

  private static func json(_ scrubber: SecretScrubber) -> String {
    let rules = scrubber.rules.map { rule in
      JSONText.object([
        ("id", JSONText.string(rule.id)),
        ("description", JSONText.string(rule.description)),
        ("kind", JSONText.string(rule.kind.rawValue)),
        ("confidence", JSONText.string(rule.confidence.rawValue)),
        ("window", "\(rule.window)"),
        ("holdBack", "\(rule.holdBack)"),
        ("eater", "\(rule.isEater)"),
      ])
    }
    return JSONText.object([
      ("window", "\(window(scrubber))"),
      ("holdBack", "\(scrubber.holdBack)"),
      ("rules", "[" + rules.joined(separator: ",") + "]"),
    ]) + "\n"
  }

  private static func window(_ scrubber: SecretScrubber) -> Int {
    scrubber.rules.map(\.window).max() ?? 0
  }
}
