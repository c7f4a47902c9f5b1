import ArgumentParser

extension Options {
  /// What to tell beside the output.
  struct Reports: ParsableArguments {
    @Option(
      name: .customLong("findings"),
      help: ArgumentHelp(
        "Write what was masked and where, one JSON object a line, never a secret.",
        valueName: "file"))
    var findingsPath: String?

    @Flag(
      name: .customLong("inform"),
      help: "Report publishable keys, client ids and the like as well, which stay as they are.")
    var reportsIdentifiers = false

    @Flag(name: .customLong("stats"), help: "Write counts and speed to standard error.")
    var showsStatistics = false

    @Flag(help: "Exit with 1 if anything was masked.")
    var failOnFindings = false
  }
}
