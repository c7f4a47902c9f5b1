import RuleFormat
import Scrubber

/// Where rules come from: the packs inside the program, the configuration, and the packs that the
/// user names, of which the later ones go before the earlier ones.
enum RuleSource {
  /// The rules that the options ask for.
  ///
  /// - Throws: `SystemError` when a pack cannot be read, `UsageError` when it is broken.
  static func load(_ options: Options.Rules) throws -> [Rule] {
    try compose(options, withExamples: false).rules
  }

  /// The rules that the options ask for, with their examples and the packs that they are from.
  ///
  /// - Throws: `SystemError` when a pack cannot be read, `UsageError` when it is broken.
  static func compose(_ options: Options.Rules, withExamples: Bool) throws -> PackComposer {
    var composer = PackComposer(
      defaults: {
        options.omitsDefaults ? [] : try DefaultPacks.load(withExamples: withExamples)
      },
      read: { try pack(at: $0, options) })
    do {
      try composer.addDefaults()
      if !options.omitsConfiguration,
        let path = try ConfigurationFile.path(option: options.configuration)
      {
        try composer.add(pack(at: path, options, role: .configuration))
        if options.configuration == nil, composer.weakening.contains(path) {
          Diagnostics.warning("\(path) changes the rules (--no-config leaves it out)")
        }
      }
      for path in options.paths { try composer.add(path: path) }
    } catch let error as RulePackError {
      throw UsageError(error.description)
    }
    return composer
  }

  private static func pack(
    at path: String, _ options: Options.Rules, role: RulePackLoader.Role = .pack
  ) throws -> RulePack {
    let bytes = try InputFile(path).readAll()
    // The bytes that are checked are those that are read: a file may change in between.
    if let key = options.requiredKey { try SignedPacks(keyPath: key).check(bytes, at: path) }
    return try RulePackLoader.load(bytes: bytes, file: path, role: role)
  }
}
