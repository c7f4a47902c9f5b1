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
    let rules = try RuleSource.load(rules)
    let values = try secrets.load()
    if rules.isEmpty, values.isEmpty {
      Diagnostics.warning("there are no rules and no secrets: the output is the input")
    }
    do {
      let scrubbers = try FileScrubbers(rules: rules, secrets: values, policy: policy)
      warn(about: scrubbers.all.secretReports)
      return scrubbers
    } catch {
      throw UsageError(error.description)
    }
  }

  private func warn(about reports: [SecretReport]) {
    let shown = 20
    for report in reports.prefix(shown) { Diagnostics.warning(report.description) }
    if reports.count > shown {
      Diagnostics.warning("\(reports.count - shown) more secrets have remarks like these")
    }
  }

  /// Opens the findings file, which empties it, after a look that it is not one of the inputs.
  private func openFindings(_ inputs: [String]) throws -> FindingsWriter? {
    guard let path = reports.findingsPath else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor >= 0 {
      defer { close(descriptor) }
      for input in inputs {
        if let file = try? InputFile(input), file.isSame(as: descriptor) {
          throw UsageError("\(path) is an input and cannot be the findings file as well")
        }
      }
    }
    return try FindingsWriter(path: path)
  }
}
