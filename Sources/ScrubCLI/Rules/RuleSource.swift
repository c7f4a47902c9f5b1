import Glibc
import RuleFormat
import RuleImport
import RuleSigning
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
    // Whether nobody named what is read.
    var isFound = false
    var composer = PackComposer(
      defaults: {
        options.omitsDefaults ? [] : try DefaultPacks.load(withExamples: withExamples)
      },
      read: { try pack(at: $0, options, isFound: isFound) })
    do {
      try composer.addDefaults()
      if !options.omitsConfiguration,
        let place = try ConfigurationFile.place(option: options.configuration)
      {
        isFound = place.isFound
        try composer.add(pack(at: place.path, options, role: .configuration, isFound: isFound))
        isFound = false
        if options.configuration == nil, !composer.weakening.isEmpty {
          Diagnostics.warning("\(place.path) changes the rules (--no-config leaves it out)")
        }
        // What the command line names goes before all of that.
        composer.beginGroup()
      }
      for path in options.paths { try add(path, options, to: &composer) }
    } catch let error as RulePackError {
      throw UsageError(error.description)
    }
    return composer
  }

  /// What to say of rules that the engine refuses: the file and the line, too.
  static func refusal(_ error: ScrubberError, of composer: PackComposer) -> UsageError {
    guard let id = error.rule,
      let entry = composer.entries.first(where: { $0.rule.id == id })
    else { return UsageError(error.description) }
    var place = entry.fileName
    if RegularFile(place) != nil, let bytes = try? InputFile(place).readAll(),
      let line = RulePackLoader.line(ofRule: id, in: bytes)
    {
      place += ":\(line)"
    }
    return UsageError("\(place): rule \"\(id)\": \(error.reason); \(error.advice)")
  }

  /// Adds the pack at a path. An imported one takes no other pack's ids, and leaves private keys to a
  /// rule for them that is there already.
  private static func add(
    _ path: String, _ options: Options.Rules, to composer: inout PackComposer
  ) throws {
    guard !composer.has(path: path) else { return }
    // Read once: it may be a pipe.
    let bytes = try bytes(at: path, options)
    guard RuleImporter.recognises(bytes) else {
      try composer.add(try RulePackLoader.load(bytes: bytes, file: path))
      return
    }
    let hasKeyRule = composer.rules.contains { $0.kind == .pem && $0.isEnabled }
    var importer = RuleImporter(takesPrivateKeys: !hasKeyRule)
    var imported = try importer.load(bytes: bytes, file: path)
    let ids = Set(composer.rules.map(\.id))
    let prefix = RuleImporter.idPrefix(of: path)
    var number = 1
    // Files of one name lie in many folders.
    while imported.pack.rules.contains(where: { ids.contains($0.id) }) {
      importer.idPrefix = number == 1 ? prefix : "\(prefix)\(number)-"
      number += 1
      imported = try importer.load(bytes: bytes, file: path)
    }
    Diagnostics.warning(
      imported.report.summary + "; `scrub rules import --report -` lists every change")
    try composer.add(imported.pack)
  }

  /// The bytes of a file, signed where that is asked for.
  ///
  /// Those that are checked are those that are used: a file may change in between.
  ///
  /// - Parameter isFound: whether it belongs to a configuration that nobody named.
  private static func bytes(
    at path: String, _ options: Options.Rules, role: RulePackLoader.Role = .pack,
    isFound: Bool = false
  ) throws -> [UInt8] {
    let file = try InputFile(path)
    if isFound { try ConfigurationFile.check(path, file.status) }
    let bytes = try file.readAll()
    if let key = options.requiredKey {
      try SignedPacks(keyPath: key).check(
        bytes, at: path, as: role == .pack ? .pack : .configuration)
    }
    return bytes
  }

  private static func pack(
    at path: String, _ options: Options.Rules, role: RulePackLoader.Role = .pack, isFound: Bool
  ) throws -> RulePack {
    // What a file names may be anything; a device would be read for ever.
    guard RegularFile(path) != nil || access(path, F_OK) != 0 else {
      throw UsageError("\(path): not a file; name a file in `extends` and for the configuration")
    }
    let bytes = try bytes(at: path, options, role: role, isFound: isFound)
    if role == .pack, RuleImporter.recognises(bytes) {
      // In `extends`: what stands beside it is not known.
      let importer = RuleImporter(
        idPrefix: RuleImporter.idPrefix(of: path), takesPrivateKeys: options.omitsDefaults)
      return try importer.load(bytes: bytes, file: path).pack
    }
    return try RulePackLoader.load(bytes: bytes, file: path, role: role)
  }
}
