import ArgumentParser
import Glibc
import RuleFormat
import RuleTools
import Scrubber

/// `scrub rules bench`.
struct RulesBenchCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures what each rule finds and costs on logs.",
    discussion: """
      Each rule runs alone; its time is what it takes more than no rule at all. Rules that share \
      what they look for cost less together than the sum says.
      """)

  @Argument(help: ArgumentHelp("Logs to run on.", valueName: "log"))
  var logs: [String]

  @Option(help: ArgumentHelp("Rows to show, the dearest first; 0 for all.", valueName: "count"))
  var top = 30

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup(title: "Rules") var rules: Options.Rules

  func execute() throws -> ExitStatus {
    let rules = try RuleSource.load(rules)
    var corpus: [[UInt8]] = []
    for log in logs { corpus.append(try InputFile(log).readAll()) }
    let report: RuleMeter.Report
    do {
      report = try RuleMeter(rules, corpus: corpus, clock: Self.seconds).run()
    } catch {
      throw UsageError(error.description)
    }
    return try write(json ? Self.json(report) : text(report))
  }

  /// Seconds of CPU time of the process.
  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func text(_ report: RuleMeter.Report) -> String {
    var table = TextTable(
      ["RULE", "CANDIDATES", "ATTEMPTS", "HITS", "MS ALONE", "SHARE"], textColumns: 1)
    for row in report.rows.prefix(top > 0 ? top : .max) {
      table.add([
        row.rule, "\(row.candidates)", "\(row.attempts)", "\(row.hits)",
        Self.milliseconds(row.seconds), "\(Int((row.share * 100).rounded())) %",
      ])
    }
    return table.text
      + "\(report.bytes) bytes; all rules \(Self.milliseconds(report.seconds)) ms, "
      + "no rules \(Self.milliseconds(report.secondsWithout)) ms\n"
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func json(_ report: RuleMeter.Report) -> String {
    let rows = report.rows.map { row in
      JSONText.object([
        ("rule", JSONText.string(row.rule)),
        ("candidates", "\(row.candidates)"),
        ("attempts", "\(row.attempts)"),
        ("hits", "\(row.hits)"),
        ("seconds", "\(row.seconds)"),
        ("share", "\(row.share)"),
      ])
    }
    return JSONText.object([
      ("bytes", "\(report.bytes)"),
      ("seconds", "\(report.seconds)"),
      ("secondsWithout", "\(report.secondsWithout)"),
      ("rules", JSONText.array(rows)),
    ]) + "\n"
  }
}
