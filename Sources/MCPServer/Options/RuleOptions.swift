import ArgumentParser

/// Which rules and registered secrets are used beside the built-in rules.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "Add the rules of a TOML pack (repeatable; later packs go before earlier ones).",
      valueName: "path"))
  var packs: [String] = []

  @Option(
    name: .customLong("secrets-file"),
    help: ArgumentHelp(
      "Mask the values that a file lists: lines, NAME=value, JSON or NUL-separated (repeatable).",
      valueName: "path"))
  var secretFiles: [String] = []

  @Option(
    name: .customLong("secrets-env"),
    help: ArgumentHelp(
      "Mask the values of environment variables (repeatable).", valueName: "name,..."))
  var secretVariables: [String] = []

  @Option(
    name: .customLong("airflow-secrets"),
    help: ArgumentHelp(
      """
      Mask the secrets of Airflow itself that a file holds: airflow.cfg, variables (AIRFLOW__*, \
      AIRFLOW_CONN_*, AIRFLOW_VAR_*) as NAME=value, or exported connections as JSON (repeatable). \
      Such variables in the server's own environment are taken in any case.
      """, valueName: "path"))
  var airflowFiles: [String] = []

  @Option(
    name: .customLong("reload-seconds"),
    help: ArgumentHelp("How often the files are looked at for changes.", valueName: "s"))
  var reloadSeconds = 5

  func validate() throws {
    guard (1...3_600).contains(reloadSeconds) else {
      throw ValidationError("--reload-seconds: 1 to 3600")
    }
  }
}
