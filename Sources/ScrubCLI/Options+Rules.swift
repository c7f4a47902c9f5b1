import ArgumentParser
import Scrubber

extension Options {
  /// Which rules to use.
  struct Rules: ParsableArguments {
    @Option(
      name: .customLong("rules"),
      help: ArgumentHelp("Add the rules of a TOML pack (repeatable).", valueName: "path"))
    var paths: [String] = []

    @Flag(name: .customLong("no-default-rules"), help: "Leave out the built-in rules.")
    var omitsDefaults = false
  }
}
