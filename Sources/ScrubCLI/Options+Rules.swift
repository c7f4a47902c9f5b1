import ArgumentParser
import Scrubber

extension Options {
  /// Which rules to use.
  struct Rules: ParsableArguments {
    @Option(
      name: .customLong("rules"),
      help: ArgumentHelp(
        "Add the rules of a TOML pack (repeatable; later packs go before earlier ones).",
        valueName: "path"))
    var paths: [String] = []

    @Flag(name: .customLong("no-default-rules"), help: "Leave out the built-in rules.")
    var omitsDefaults = false

    @Option(
      name: .customLong("config"),
      help: ArgumentHelp(
        "Use this configuration instead of $SCRUB_CONFIG or the nearest .scrub.toml.",
        valueName: "path"))
    var configuration: String?

    @Flag(name: .customLong("no-config"), help: "Use no configuration.")
    var omitsConfiguration = false

    @Option(
      name: .customLong("require-signed"),
      help: ArgumentHelp(
        "Refuse packs and configurations without a signature of this public key.",
        valueName: "file"))
    var requiredKey: String?
  }
}
