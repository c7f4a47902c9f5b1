import RuleFormat
import RuleImport
import Scrubber

/// Where rules come from: the packs inside the program, the configuration, and the packs that the
/// user names, of which the later ones go before the earlier ones. Files of gitleaks and betterleaks
/// are imported.
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
      for path in options.paths { try add(path, options, to: &composer) }
    } catch let error as RulePackError {
      throw UsageError(error.description)
    }
    return composer
  }

  /// Adds the pack at a path. An imported one takes no other pack's ids, and leaves private keys to a
  /// rule for them that is there already.
  private static func add(
    _ path: String, _ options: Options.Rules, to composer: inout PackComposer
  ) throws {
    let bytes = try bytes(at: path, options)
    guard RuleImporter.recognises(bytes) else {
      try composer.add(path: path)
      return
    }
    let hasKeyRule = composer.rules.contains { $0.kind == .pem && $0.isEnabled }
    var importer = RuleImporter(takesPrivateKeys: !hasKeyRule)
    var imported = try importer.load(bytes: bytes, file: path)
    let ids = Set(composer.rules.map(\.id))
    if imported.pack.rules.contains(where: { ids.contains($0.id) }) {
      importer.idPrefix = RuleImporter.idPrefix(of: path)
      imported = try importer.load(bytes: bytes, file: path)
    }
    Diagnostics.warning(
      imported.report.summary + "; `scrub rules import --report -` lists every change")
    try composer.add(imported.pack)
  }

  /// The bytes of a file, signed where that is asked for.
  ///
  /// Those that are checked are those that are used: a file may change in between.
  private static func bytes(at path: String, _ options: Options.Rules) throws -> [UInt8] {
    let bytes = try InputFile(path).readAll()
    if let key = options.requiredKey { try SignedPacks(keyPath: key).check(bytes, at: path) }
    return bytes
  }

  private static func pack(
    at path: String, _ options: Options.Rules, role: RulePackLoader.Role = .pack
  ) throws -> RulePack {
    let bytes = try bytes(at: path, options)
    if role == .pack, RuleImporter.recognises(bytes) {
      // In `extends`: what stands beside it is not known.
      let importer = RuleImporter(
        idPrefix: RuleImporter.idPrefix(of: path), takesPrivateKeys: options.omitsDefaults)
      return try importer.load(bytes: bytes, file: path).pack
    }
    return try RulePackLoader.load(bytes: bytes, file: path, role: role)
  }
}
