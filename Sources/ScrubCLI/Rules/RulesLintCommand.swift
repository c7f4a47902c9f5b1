import ArgumentParser
import RuleFormat
import RuleTools
import Scrubber

/// `scrub rules lint`.
struct RulesLintCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Finds rules that are wrong, slow or doubtful.",
    discussion: """
      The cost of a pattern is the number of steps of backtracking that it takes to refuse the worst \
      text that was found for it; an attempt of more than 100,000 steps is masked undecided.
      """)

  @Flag(help: "Write one JSON object.")
  var json = false

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @OptionGroup(title: "Packs") var packs: Options.Packs

  func execute() throws -> ExitStatus {
    let (composer, chosen) = try packs.load()
    var report = RuleLinter(composer.entries).run()
    let ids = Set(chosen.map(\.rule.id))
    report.remarks.removeAll { !ids.contains($0.rule) && $0.rule != "pack" }
    report.measures.removeAll { !ids.contains($0.rule) }
    let isBad = report.hasErrors || (strict && !report.remarks.isEmpty)
    return try write(json ? Self.json(report) : Self.text(report), isBad ? .findings : .done)
  }

  private static func text(_ report: RuleLinter.Report) -> String {
    var text = report.remarks.map { $0.description + "\n" }.joined()
    let errors = report.remarks.count { $0.severity == .error }
    text += "\(report.measures.count) rules, \(errors) errors, "
    text += "\(report.remarks.count - errors) warnings; "
    let slowest = report.measures.max { $0.steps < $1.steps }
    if let slowest { text += "most steps: \(slowest.steps) (\(slowest.rule)); " }
    return text + "a stream holds back at most \(report.holdBack) bytes\n"
  }

  private static func json(_ report: RuleLinter.Report) -> String {
    let remarks = report.remarks.map { remark in
      JSONText.object([
        ("rule", JSONText.string(remark.rule)),
        ("severity", JSONText.string(remark.severity.rawValue)),
        ("check", JSONText.string(remark.check)),
        ("reason", JSONText.string(remark.reason)),
        ("advice", JSONText.string(remark.advice)),
      ])
    }
    let measures = report.measures.map { measure in
      JSONText.object([
        ("rule", JSONText.string(measure.rule)),
        ("window", "\(measure.window)"),
        ("holdBack", "\(measure.holdBack)"),
        ("candidateShare", "\(measure.candidateShare)"),
        ("steps", "\(measure.steps)"),
        ("stepsOfHalf", "\(measure.stepsOfHalf)"),
        ("attackBytes", "\(measure.attack.count)"),
        ("attack", JSONText.string(String(decoding: measure.attack, as: UTF8.self))),
      ])
    }
    return JSONText.object([
      ("remarks", JSONText.array(remarks)),
      ("rules", JSONText.array(measures)),
      ("holdBack", "\(report.holdBack)"),
    ]) + "\n"
  }
}
