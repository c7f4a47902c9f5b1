public import ArgumentParser
import Glibc
import Scrubber
import SecretFiles

extension SecretsFile.Format: ExpressibleByArgument {}
extension Options.ShortSecrets: ExpressibleByArgument {}

extension Options {
  /// The names of the policies for short secrets.
  enum ShortSecrets: String, CaseIterable {
    case context
    case exact
    case refuse

    var policy: Policy.ShortSecrets {
      switch self {
      case .context: .context
      case .exact: .exact
      case .refuse: .refuse
      }
    }
  }

  /// Which values to look for, whatever they look like.
  struct Secrets: ParsableArguments {
    @Option(
      name: .customLong("secrets-file"),
      help: ArgumentHelp("Mask the values that a file lists (repeatable).", valueName: "path"))
    var paths: [String] = []

    @Option(
      name: .customLong("secrets-format"),
      help: "How the secrets files are written.")
    var format: SecretsFile.Format = .auto

    @Option(
      name: .customLong("secrets-env"),
      help: ArgumentHelp(
        "Mask the values of environment variables (repeatable).", valueName: "name,..."))
    var variables: [String] = []

    @Option(
      name: .customLong("short-secrets"),
      help: ArgumentHelp(
        "What to do with short or common values: mask them beside sensitive names only, "
          + "mask them everywhere, or stop."))
    var shortSecrets: ShortSecrets = .context

    /// The values from all sources; oddities are reported as warnings.
    func load() throws -> [RegisteredSecret] {
      var secrets: [RegisteredSecret] = []
      for path in paths {
        // `-` is a name here like any other: standard input is what is scrubbed.
        let bytes = try InputFile(path == "-" ? "./-" : path).readAll()
        let file: SecretsFile
        do {
          file = try SecretsFile(bytes, format: format, name: path)
        } catch {
          throw UsageError(error.description)
        }
        file.warnings.forEach(Diagnostics.warning)
        secrets += file.secrets
      }
      for name in variables.flatMap({ $0.split(separator: ",") }) {
        guard let value = getenv(String(name)) else {
          throw UsageError("environment variable \(name) of --secrets-env is not set")
        }
        let bytes = Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
        if bytes.isEmpty {
          Diagnostics.warning("environment variable \(name) is empty and not registered")
        } else {
          secrets.append(RegisteredSecret(value: bytes, name: "environment variable \(name)"))
        }
      }
      return secrets
    }
  }
}
