import ArgumentParser
import Glibc
import Scrubber

extension Options {
  /// What to write in place of a secret.
  struct Replacement: ParsableArguments {
    @Option(help: ArgumentHelp("Write this text for every secret.", valueName: "text"))
    var placeholder: String?

    @Option(
      name: .customLong("hmac-key-file"),
      help: ArgumentHelp(
        "Add a tag to placeholders by which equal secrets are known, made with the key in a file "
          + "(at least 32 bytes).", valueName: "path"))
    var keyFile: String?

    @Option(
      name: .customLong("hmac-key-env"),
      help: ArgumentHelp("The same with the key in an environment variable.", valueName: "name"))
    var keyVariable: String?

    func validate() throws {
      if [placeholder, keyFile, keyVariable].count(where: { $0 != nil }) > 1 {
        throw ValidationError(
          "Use only one of --placeholder, --hmac-key-file and --hmac-key-env.")
      }
      if placeholder?.isEmpty == true {
        throw ValidationError("The text of --placeholder must not be empty.")
      }
    }

    /// The replacement that the options ask for.
    func load() throws -> Policy.Replacement {
      if let placeholder { return .fixed(placeholder) }
      if let keyFile {
        let key = KeyedTag.key(inFile: try InputFile(keyFile).readAll())
        return .keyed(try KeyedTag.function(key: key, source: keyFile))
      }
      if let keyVariable {
        guard let value = getenv(keyVariable) else {
          throw UsageError("environment variable \(keyVariable) of --hmac-key-env is not set")
        }
        let key = Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
        return .keyed(
          try KeyedTag.function(key: key, source: "environment variable \(keyVariable)"))
      }
      return .typed
    }
  }
}
