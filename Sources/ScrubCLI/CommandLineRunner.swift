import ArgumentParser

/// From arguments to exit status: chooses the command and turns errors into messages.
enum CommandLineRunner {
  /// Runs `scrub` or `scrub rules` with the arguments after the program's name.
  static func run(_ arguments: [String]) -> ExitStatus {
    if arguments.first == "help" { return run(arguments.dropFirst() + ["--help"]) }
    // The first word decides: a command with arguments of its own can't have subcommands as well.
    if arguments.first == "rules" {
      return run(RulesCommand.self, Array(arguments.dropFirst())) { command in
        // `rules` alone is its own help.
        guard let command = command as? any RulesSubcommand else { throw CleanExit.helpRequest() }
        return try command.execute()
      }
    }
    return run(ScrubCommand.self, arguments) { command in
      guard let scrub = command as? ScrubCommand else { throw CleanExit.helpRequest() }
      return try scrub.execute()
    }
  }

  private static func run<Root: ParsableCommand>(
    _ root: Root.Type, _ arguments: [String],
    _ execute: (any ParsableCommand) throws -> ExitStatus
  ) -> ExitStatus {
    do {
      return try execute(try root.parseAsRoot(arguments))
    } catch let error as UsageError {
      Diagnostics.error(error.description)
      return .usage
    } catch let error as SystemError {
      Diagnostics.error(error.description)
      return .inputOutput
    } catch {
      return show(root, error)
    }
  }

  /// Help and version go to standard output, complaints about options to standard error.
  private static func show<Root: ParsableCommand>(
    _ root: Root.Type, _ error: any Error
  ) -> ExitStatus {
    let message = root.fullMessage(for: error) + "\n"
    guard root.exitCode(for: error) == .success else {
      Diagnostics.write(message)
      return .usage
    }
    do {
      try StandardOutput.write(message)
      return .done
    } catch {
      if !error.isClosedPipe { Diagnostics.error(error.description) }
      return .inputOutput
    }
  }
}
