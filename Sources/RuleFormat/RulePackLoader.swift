internal import Scrubber
internal import TOMLKit

/// Reads rule packs from TOML; `Rules/README.md` describes the format.
///
/// A pack is taken whole or refused whole.
public enum RulePackLoader {
  static let packKeys = [
    "name", "version", "description", "minimum_engine", "licence", "extends", "disable",
    "allowlist", "patterns", "overrides", "rules",
  ]

  /// What a file is.
  public enum Role: Sendable {
    /// A pack of rules, with a head.
    case pack
    /// A configuration: it needs neither head nor rules, and its allowlist is for all rules.
    case configuration
  }

  /// Reads the pack in `text`.
  ///
  /// - Parameters:
  ///   - file: name of the file, for messages.
  ///   - role: whether it is a pack or a configuration.
  ///   - engine: the version that the pack's `minimum_engine` is compared with.
  /// - Throws: the first fault that was found.
  public static func load(
    _ text: String, file: String, role: Role = .pack, engine: EngineVersion = .current
  ) throws(RulePackError) -> RulePack {
    let place = PackTable.Place(file: file, text: text)
    let table = try PackTable(try parse(text, file), known: packKeys, place: place)
    var pack = try head(of: table, role, engine)
    let library = PatternLibrary(try table.patterns("patterns"))
    let allowed = try Allowlist(table, library: library)
    if role == .configuration { pack.commonAllowlist = allowed }
    var ids: Set<String> = []
    for (index, element) in try table.elements("rules").enumerated() {
      guard let rule = element.table else {
        throw table.wrongType("rules", element, "each rule as a `[[rules]]` table")
      }
      var place = place
      place.ruleIndex = index
      let reader = try RuleReader(rule, library: library, place: place)
      guard ids.insert(reader.id).inserted else {
        throw reader.table.place.error(
          .duplicateID, "id", "another rule of the pack has this id", "give it an id of its own")
      }
      pack.rules.append(
        try reader.rule(allowing: role == .pack ? allowed : Allowlist()))
      pack.examples[reader.id] = try reader.examples()
    }
    for (index, element) in try table.elements("overrides").enumerated() {
      guard let change = element.table else {
        throw table.wrongType("overrides", element, "each change as an `[[overrides]]` table")
      }
      var place = place
      place.list = "overrides"
      place.ruleIndex = index
      pack.overrides.append(try RuleOverride(change, library: library, place: place))
    }
    if role == .pack, pack.rules.isEmpty, pack.overrides.isEmpty, pack.disabled.isEmpty {
      throw place.error(.missingKey, nil, "the pack has no rules", "add a `[[rules]]` table")
    }
    return pack
  }

  /// What stands before the rules.
  private static func head(
    of table: PackTable, _ role: Role, _ engine: EngineVersion
  ) throws(RulePackError) -> RulePack {
    let minimum = try minimumEngine(of: table, engine)
    let isPack = role == .pack
    var pack = RulePack(
      name: isPack ? try table.requiredString("name") : try table.string("name") ?? "",
      version: isPack
        ? try table.requiredString("version") : try table.string("version") ?? "0.0.0",
      description: try table.string("description") ?? "", minimumEngine: minimum,
      licence: isPack ? try table.requiredString("licence") : try table.string("licence") ?? "",
      rules: [], examples: [:], fileName: table.place.file)
    if EngineVersion(pack.version) == nil {
      throw table.place.error(
        .invalidValue, "version", "`version` is `\(pack.version)`", "write it as `1.2.3`")
    }
    pack.extends =
      isPack || table.has("extends")
      ? try table.strings("extends", allowsSingle: true) : [PackComposer.defaultName]
    pack.disabled = try table.strings("disable", allowsSingle: true)
    return pack
  }

  /// Reads the pack in `bytes`, which must be UTF-8.
  public static func load(
    bytes: some Collection<UInt8>, file: String, role: Role = .pack,
    engine: EngineVersion = .current
  ) throws(RulePackError) -> RulePack {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RulePackError(
        kind: .syntax, file: file, reason: "the file is not UTF-8", advice: "save it as UTF-8")
    }
    return try load(text, file: file, role: role, engine: engine)
  }

  /// The line, from 1, at which a pack's rule begins, for messages about rules that the engine
  /// refuses; `nil` if it is not known.
  public static func line(ofRule id: String, in bytes: some Collection<UInt8>) -> Int? {
    guard let text = String(validating: bytes, as: UTF8.self),
      let pack = try? load(text, file: "", role: .configuration)
    else { return nil }
    return pack.rules.firstIndex { $0.id == id }.flatMap { SourceLines(text).rule($0) }
  }

  private static func parse(_ text: String, _ file: String) throws(RulePackError) -> TOMLTable {
    // The parser takes C strings: a NUL byte would cut the pack, or a value, short in silence.
    var text = text
    if let (line, name) = text.withUTF8({ NulSearch.first(in: $0) }) {
      throw RulePackError(
        kind: .syntax, file: file, line: line, reason: "\(name), which no pattern can match",
        advice: "remove it")
    }
    if let line = text.withUTF8({ KeyDepth.first(in: $0) }) {
      throw RulePackError(
        kind: .syntax, file: file, line: line, reason: "a key has too many parts",
        advice: "a key may have \(KeyDepth.mostDots) dots at most")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw RulePackError(
        kind: .syntax, file: file, line: error.source.begin.line, reason: error.description,
        advice: "write valid TOML here")
    } catch {
      throw RulePackError(
        kind: .syntax, file: file, reason: "\(error)", advice: "write valid TOML")
    }
  }

  private static func minimumEngine(
    of table: PackTable, _ engine: EngineVersion
  ) throws(RulePackError) -> EngineVersion? {
    let key = "minimum_engine"
    guard let text = try table.string(key) else { return nil }
    guard let version = EngineVersion(text) else {
      throw table.place.error(
        .invalidValue, key, "`\(key)` is `\(text)`", "write a version such as `1.2.3`")
    }
    if version > engine {
      throw table.place.error(
        .engineTooOld, key, "the pack needs engine \(version), this is \(engine)",
        "install a newer version, or use an older pack")
    }
    return version
  }
}
