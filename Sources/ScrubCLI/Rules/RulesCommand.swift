import ArgumentParser

/// A subcommand of `scrub rules`.
protocol RulesSubcommand: ParsableCommand {
  /// Does the work; what it throws becomes a message and an exit status.
  func execute() throws -> ExitStatus
}

/// `scrub rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    _superCommandName: "scrub",
    abstract: "Shows, checks and signs rules.",
    discussion: """
      Exit codes: 0 done; 1 a test failed, lint has errors, or diff found a difference; 2 wrong \
      options or a broken pack; 4 a file could not be read or written.
      """,
    subcommands: [
      RulesListCommand.self, RulesShowCommand.self, RulesLintCommand.self, RulesTestCommand.self,
      RulesImportCommand.self, RulesExplainCommand.self, RulesBenchCommand.self,
      RulesDiffCommand.self,
      RulesSignCommand.self, RulesVerifyCommand.self,
    ])
}

extension RulesSubcommand {
  /// Writes a report; a reader that has gone away is no mistake.
  func write(_ text: String, _ status: ExitStatus = .done) throws -> ExitStatus {
    do {
      try StandardOutput.write(text)
      return status
    } catch  where error.isClosedPipe {
      return .inputOutput
    }
  }
}
