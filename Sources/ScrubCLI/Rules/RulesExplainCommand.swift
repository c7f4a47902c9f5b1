import ArgumentParser
import RuleFormat
import Scrubber

/// `scrub rules explain`.
struct RulesExplainCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says why a text is masked, or why it is not.",
    discussion: """
      Without --rule it says which rules mask what; with --rule it follows these rules step by \
      step. Offsets and lengths are shown, never the text itself.
      """)

  @Argument(help: ArgumentHelp("File with the text (standard input for -).", valueName: "file"))
  var file = "-"

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp("Follow this rule (repeatable).", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup(title: "Rules") var rules: Options.Rules

  /// Tracing tries every offset, which is for lines and not for logs.
  private static let longestText = 1 << 20

  func execute() throws -> ExitStatus {
    let composer = try RuleSource.compose(rules, withExamples: false)
    let text = try InputFile(file).readAll()
    guard text.count <= Self.longestText else {
      throw UsageError("\(file) has more than a mebibyte; give the lines in question alone")
    }
    let findings = try Compilation.scrubber(composer.rules, of: composer).scrub(text).findings
    var traces: [(id: String, trace: RuleTrace)] = []
    for id in ids {
      let rule = try RulesShowCommand.entry(id, in: composer).rule
      do {
        traces.append((id, try RuleTrace(rule, in: text)))
      } catch {
        throw UsageError(error.description)
      }
    }
    return try write(
      json ? Self.json(findings, traces) : Self.text(findings, traces, composer))
  }

  // MARK: Text

  private static func text(
    _ findings: [Finding], _ traces: [(id: String, trace: RuleTrace)], _ composer: PackComposer
  ) -> String {
    var text = findings.isEmpty ? "nothing is masked\n" : ""
    for finding in findings {
      let entry = composer.entries.first { $0.rule.id == finding.rule }
      text += "line \(finding.line), bytes \(place(finding.input)): \(finding.rule)"
      text += " (\(finding.confidence.rawValue))"
      if let entry { text += ", \(entry.rule.description) [\(entry.pack)]" }
      text += "\n"
    }
    for (id, trace) in traces {
      text += "\n\(id):\n"
      for attempt in trace.attempts {
        text += "  matches from byte \(attempt.start), secret \(place(attempt.secret)): "
        text += attempt.isMasked ? "masked\n" : "left alone\n"
        for check in attempt.checks {
          text += "    \(check.passed ? "yes" : "NO ") \(check.question)"
          text += check.answer.isEmpty ? "\n" : " (\(check.answer))\n"
        }
      }
      guard trace.attempts.isEmpty else { continue }
      text += "  the pattern matches nowhere in the text as it stands\n"
      text += "  `before` alone: \(offsets(trace.beforeAlone))\n"
      text += "  `secret` alone: \(offsets(trace.secretAlone))\n"
    }
    return text
  }

  private static func place(_ range: Range<Int>) -> String {
    "\(range.lowerBound)..<\(range.upperBound) (\(range.count))"
  }

  private static func offsets(_ places: [Int]) -> String {
    places.isEmpty ? "nowhere" : "at " + places.map(String.init).joined(separator: ", ")
  }

  // MARK: JSON

  private static func json(
    _ findings: [Finding], _ traces: [(id: String, trace: RuleTrace)]
  ) -> String {
    let masked = findings.map { finding in
      JSONText.object([
        ("rule", JSONText.string(finding.rule)),
        ("confidence", JSONText.string(finding.confidence.rawValue)),
        ("line", "\(finding.line)"),
        ("offset", "\(finding.input.lowerBound)"),
        ("length", "\(finding.input.count)"),
      ])
    }
    let followed = traces.map { id, trace in
      JSONText.object([
        ("rule", JSONText.string(id)),
        ("attempts", JSONText.array(trace.attempts.map(json))),
        ("beforeAlone", JSONText.array(trace.beforeAlone.map(String.init))),
        ("secretAlone", JSONText.array(trace.secretAlone.map(String.init))),
      ])
    }
    return JSONText.object([
      ("findings", JSONText.array(masked)), ("traces", JSONText.array(followed)),
    ]) + "\n"
  }

  private static func json(_ attempt: RuleTrace.Attempt) -> String {
    let checks = attempt.checks.map { check in
      JSONText.object([
        ("question", JSONText.string(check.question)),
        ("answer", JSONText.string(check.answer)),
        ("passed", "\(check.passed)"),
      ])
    }
    return JSONText.object([
      ("start", "\(attempt.start)"),
      ("offset", "\(attempt.secret.lowerBound)"),
      ("length", "\(attempt.secret.count)"),
      ("masked", "\(attempt.isMasked)"),
      ("checks", JSONText.array(checks)),
    ])
  }
}
