import ArgumentParser
import RuleFormat
import RuleTools
import Scrubber

/// `scrub rules test`.
struct RulesTestCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Tries the examples of rules in every context, cut at every byte.")

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup(title: "Packs") var packs: Options.Packs

  func execute() throws -> ExitStatus {
    let (composer, chosen) = try packs.load()
    let report = try Self.run(chosen, of: composer)
    let failed: ExitStatus = report.failures.isEmpty ? .done : .findings
    return try write(json ? Self.json(report) : Self.text(report), failed)
  }

  /// Tests rules.
  ///
  /// - Throws: `UsageError` for a rule that the engine refuses.
  static func run(
    _ entries: [PackComposer.Entry], of composer: PackComposer
  ) throws -> RuleTester.Report {
    // Rules without examples, too: a pack with one that the engine refuses is refused whole.
    _ = try Compilation.scrubber(composer.rules, of: composer)
    do {
      return try RuleTester(entries).run()
    } catch {
      throw RuleSource.refusal(error, of: composer)
    }
  }

  private static func text(_ report: RuleTester.Report) -> String {
    report.failures.map { $0.description + "\n" }.joined()
      + "\(report.rules) rules, \(report.examples) examples, \(report.texts) texts scrubbed, "
      + "\(report.failures.count) failures\n"
  }

  private static func json(_ report: RuleTester.Report) -> String {
    let failures = report.failures.map { failure in
      JSONText.object([
        ("rule", JSONText.string(failure.rule)),
        ("example", "\(failure.example)"),
        ("counterExample", "\(failure.isCounterExample)"),
        ("context", JSONText.string(failure.context)),
        ("reason", JSONText.string(failure.reason)),
      ])
    }
    return JSONText.object([
      ("rules", "\(report.rules)"),
      ("examples", "\(report.examples)"),
      ("texts", "\(report.texts)"),
      ("failures", JSONText.array(failures)),
    ]) + "\n"
  }
}
