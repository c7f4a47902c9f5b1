import ArgumentParser
import Glibc
import RuleFormat
import RuleSigning
import RuleTools
import Scrubber

/// `scrub rules sign`.
struct RulesSignCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Tests packs and signs them.",
    discussion: """
      Writes scrub-rules.manifest (digests of the packs and the result of their test) and \
      scrub-rules.manifest.sig (an Ed25519 signature) into the folder of the packs, which must be \
      the same for all of them.
      """)

  @Argument(help: ArgumentHelp("Packs to sign.", valueName: "pack"))
  var packs: [String] = []

  @Option(
    name: .customLong("as-config"),
    help: ArgumentHelp(
      "Sign a configuration as well, to be used as one (repeatable).", valueName: "file"))
  var configurations: [String] = []

  @Option(help: ArgumentHelp("File with the secret key.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "Make a key: write the secret one to this file and the public one to this file with .pub.",
      valueName: "file"))
  var newKey: String?

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup(title: "Rules") var rules: Options.Rules

  func validate() throws {
    if newKey == nil, key == nil { throw ValidationError("Give --key, or --new-key to make one.") }
    if newKey != nil, key != nil { throw ValidationError("Give --key or --new-key, not both.") }
    if newKey == nil, packs.isEmpty, configurations.isEmpty {
      throw ValidationError("Name the packs to sign.")
    }
  }

  func execute() throws -> ExitStatus {
    if let newKey { return try makeKey(newKey) }
    let named = packs + configurations
    guard let key, let first = named.first else { return .usage }
    let folder = PackFolder(of: first)
    guard named.allSatisfy({ PackFolder(of: $0) == folder }) else {
      throw UsageError("the packs are in different folders; sign each folder on its own")
    }
    // A manifest has one file a line.
    if let odd = named.first(where: { !PackManifest.isName(PackFolder.name(of: $0)) }) {
      throw UsageError("\(odd): a pack with such a name can't be signed; rename it")
    }
    var options = rules
    options.paths += packs
    let composer = try RuleSource.compose(options, withExamples: true)
    var report = try RulesTestCommand.run(
      composer.entries.filter { packs.contains($0.fileName) }, of: composer)
    for configuration in configurations {
      var options = options
      options.configuration = configuration
      let composer = try RuleSource.compose(options, withExamples: true)
      report.add(
        try RulesTestCommand.run(
          composer.entries.filter { $0.fileName == configuration }, of: composer))
    }
    if !report.failures.isEmpty {
      throw UsageError(
        "\(report.failures.count) examples failed; see `scrub rules test`, and sign after that")
    }
    var files: [PackManifest.File] = []
    for (role, paths) in [(PackManifest.Role.pack, packs), (.configuration, configurations)] {
      for path in paths.sorted() {
        files.append(
          PackManifest.File(
            role: role, name: PackFolder.name(of: path),
            sha256: PackSigner.digest(of: try InputFile(path).readAll())))
      }
    }
    let manifest = PackManifest(
      engine: EngineVersion.current.description,
      test: PackManifest.TestResult(
        rules: report.rules, examples: report.examples, failures: report.failures.count),
      files: files)
    let signature: String
    do {
      signature = try PackSigner.sign(manifest, key: SignedPacks.text(at: key))
    } catch let error as SigningError {
      throw UsageError("\(key): \(error.description)")
    }
    let path = folder.path + PackManifest.fileName
    try NewFile.write(manifest.text, to: path)
    try NewFile.write(signature, to: path + PackManifest.signatureSuffix)
    let text =
      json
      ? JSONText.object([
        ("manifest", JSONText.string(path)), ("rules", "\(report.rules)"),
        ("examples", "\(report.examples)"),
      ]) + "\n" : "signed \(named.count) files with \(report.rules) rules: \(path)\n"
    return try write(text)
  }

  private func makeKey(_ path: String) throws -> ExitStatus {
    let key = PackSigner.newKey()
    // A key that is there must not be lost.
    try NewFile.write(key.secret, to: path, mode: 0o600, isExclusive: true)
    try NewFile.write(key.public, to: path + ".pub")
    return try write(
      json
        ? JSONText.object([("publicKey", JSONText.string(path + ".pub"))]) + "\n"
        : "wrote \(path), which must stay secret, and \(path).pub\n")
  }
}

/// `scrub rules verify`.
struct RulesVerifyCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Checks the signature of packs.")

  @Argument(help: ArgumentHelp("Packs to check.", valueName: "pack"))
  var packs: [String]

  @Option(help: ArgumentHelp("File with the public key.", valueName: "file"))
  var key: String

  @Flag(help: "Write one JSON object.")
  var json = false

  func execute() throws -> ExitStatus {
    let signed = SignedPacks(keyPath: key)
    for pack in packs { try signed.check(InputFile(pack).readAll(), at: pack) }
    return try write(
      json
        ? JSONText.object([("verified", JSONText.array(packs.map(JSONText.string)))]) + "\n"
        : packs.map { "\($0): signed and unchanged\n" }.joined())
  }
}
