import ArgumentParser
import Glibc
import RuleFormat
import Scrubber

/// `scrub [FILE...]`.
@main
struct ScrubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub",
    abstract: "Removes secrets from byte streams.",
    usage: """
      scrub [<options>] [<file> ...]
      scrub rules <command> [<options>]
      """,
    discussion: """
      Reads the files (standard input without any, or for -) and writes them to standard output \
      with every secret replaced. Files named rules or help are given as \
      ./rules and ./help.

      Exit codes: 0 done; 1 findings, with --fail-on-findings; 2 wrong options, a broken pack or \
      a bad secrets file; 3 something was masked unscanned; 4 a file could not be read or written.
      """,
    version: "scrub \(EngineVersion.current)"
  )

  @Argument(help: ArgumentHelp("Files to scrub.", valueName: "file"))
  var files: [String] = []

  @OptionGroup(title: "Rules") var rules: Options.Rules
  @OptionGroup(title: "Registered secrets") var secrets: Options.Secrets
  @OptionGroup(title: "Replacement") var replacement: Options.Replacement
  @OptionGroup(title: "Reports") var reports: Options.Reports

  static func main() {
    Hardening.apply()
    Signals.install()
    Glibc.exit(CommandLineRunner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Scrubs and returns what the exit code must say; a signal ends the process from here.
  func execute() throws -> ExitStatus {
    let scrubbers = try makeScrubbers()
    let inputs = files.isEmpty ? ["-"] : files
    var run = ScrubRun(scrubbers, findings: try openFindings(inputs))
    run.scrub(inputs)
    if reports.showsStatistics { Diagnostics.write(run.report.text) }
    if let signal = Signals.pending { Signals.raiseAgain(signal) }
    var status = run.status
    if reports.failOnFindings, run.report.findings > 0 { status.raise(to: .findings) }
    return status
  }

  private func makeScrubbers() throws -> FileScrubbers {
    var policy = Policy()
    policy.replacement = try replacement.load()
    policy.reportsIdentifiers = reports.reportsIdentifiers
    policy.shortSecrets = secrets.shortSecrets.policy
    let composer = try RuleSource.compose(self.rules, withExamples: false)
    let rules = composer.rules
    let values = try secrets.load()
    if rules.isEmpty, values.isEmpty {
      Diagnostics.warning("there are no rules and no secrets: the output is the input")
    }
    do {
      let scrubbers = try FileScrubbers(rules: rules, secrets: values, policy: policy)
      warn(about: scrubbers.all.secretReports)
      return scrubbers
    } catch {
      throw RuleSource.refusal(error, of: composer)
    }
  }

  private func warn(about reports: [SecretReport]) {
    let shown = 20
    for report in reports.prefix(shown) { Diagnostics.warning(report.description) }
    if reports.count > shown {
      Diagnostics.warning("\(reports.count - shown) more secrets have remarks like these")
    }
  }

  /// Opens the findings file, which empties it, after a look that it is nothing else of this run.
  private func openFindings(_ inputs: [String]) throws -> FindingsWriter? {
    guard let path = reports.findingsPath else { return nil }
    // Files are asked for and not opened: a pipe that is opened and closed is broken.
    if let own = RegularFile(path) {
      let names = rules.paths + secrets.paths
      let single = [rules.configuration, rules.requiredKey, replacement.keyFile]
      for name in inputs where (name == "-" ? RegularFile(STDIN_FILENO) : RegularFile(name)) == own
      {
        throw UsageError("\(path) is an input and cannot be the findings file as well")
      }
      for name in names + single.compactMap(\.self) where RegularFile(name) == own {
        throw UsageError("\(path) is read and cannot be the findings file as well")
      }
      if RegularFile(STDOUT_FILENO) == own {
        throw UsageError("\(path) is the output and cannot be the findings file as well")
      }
    }
    return try FindingsWriter(path: path)
  }
}
