public import RuleFormat
internal import Scrubber

/// Makes native packs of gitleaks and betterleaks rule files (TOML).
///
///     let imported = try RuleImporter().load(text, file: "gitleaks.toml")
///     let scrubber = try SecretScrubber(rules: imported.pack.rules)
///
/// The foreign rules find secrets in files at rest, and a detector may miss one. The native rules
/// mask in streams: each masks at least what the foreign one captures as its secret, except where a
/// limit in the report says otherwise. `docs/IMPORT.md` describes every change.
public struct RuleImporter: Sendable {
  /// What is put before every rule's id, for example `gitleaks-`: lower-case letters, digits and
  /// hyphens.
  public var idPrefix = ""
  /// Whether rules for private key blocks become one rule of the kind `pem`. A set of rules has at
  /// most one: turn it off where the default packs, which have one, are loaded as well.
  public var takesPrivateKeys = true

  /// Creates an importer.
  public init(idPrefix: String = "", takesPrivateKeys: Bool = true) {
    self.idPrefix = idPrefix
    self.takesPrivateKeys = takesPrivateKeys
  }

  /// A native pack and how it came about.
  public struct Imported: Sendable, Equatable {
    /// The rules that were taken.
    public var pack: RulePack
    /// What was changed, and what was refused.
    public var report: ImportReport
  }

  /// Whether the text looks like a foreign file: some line sets `regex`, a key that native packs
  /// don't have, and none sets `licence`, which they must have.
  public static func recognises(_ text: some Collection<UInt8>) -> Bool {
    var hasRegex = false
    for line in text.split(whereSeparator: { $0 == 0x0A }) {
      let content = line.drop { $0 == 0x20 || $0 == 0x09 }
      if content.starts(with: "[[rules]]".utf8), hasRegex { return true }
      if isKey("licence", of: content) { return false }
      if isKey("regex", of: content) || isKey("secretGroup", of: content) { hasRegex = true }
    }
    return hasRegex
  }

  private static func isKey(_ key: String, of line: some Sequence<UInt8>) -> Bool {
    guard line.starts(with: key.utf8) else { return false }
    let rest = line.dropFirst(key.utf8.count).drop { $0 == 0x20 || $0 == 0x09 }
    return rest.first { _ in true } == UInt8(ascii: "=")
  }

  /// Imports the file in `text`.
  ///
  /// - Parameter file: its name, for messages and for the pack's.
  /// - Throws: `RulePackError` if the text is no TOML or has no rules, or if no rule can be taken.
  public func load(_ text: String, file: String) throws(RulePackError) -> Imported {
    let foreign = try ForeignReader(file: file).read(text)
    var report = ImportReport(fileName: file, changes: [], entries: [])
    report.changes = (foreign.extensions + foreign.leftOut).map { ImportChange(.file, $0) }
    report.changes.append(
      ImportChange(
        .file,
        "Letters are folded as ASCII has them; RE2 also takes U+017F for `s` and U+212A for `k`."))
    let shared = SharedConditions(foreign)
    report.changes += shared.changes
    var builder = RuleBuilder(importer: self, shared: shared)
    report.entries = builder.build(foreign.rules)
    if builder.rules.isEmpty {
      throw RulePackError(
        kind: .invalidValue, file: file, reason: "none of its rules can be taken",
        advice: report.entries.compactMap(\.refusal).first?.advice ?? "name another file")
    }
    let pack = RulePack(
      name: Self.name(of: file), version: "0.0.0",
      description: "Imported" + (foreign.title.isEmpty ? "." : ": \(foreign.title)."),
      licence: "LicenseRef-imported", rules: builder.rules, fileName: file)
    return Imported(pack: pack, report: report)
  }

  /// Imports the file in `bytes`, which must be UTF-8.
  public func load(
    bytes: some Collection<UInt8>, file: String
  ) throws(RulePackError) -> Imported {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RulePackError(
        kind: .syntax, file: file, reason: "the file is not UTF-8", advice: "save it as UTF-8")
    }
    return try load(text, file: file)
  }

  /// A prefix for ids from a file's name, for example `gitleaks-` of `rules/gitleaks.toml`.
  public static func idPrefix(of file: String) -> String {
    let bytes = name(of: file).lowercased().utf8.prefix(24).map { byte in
      let isAllowed = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      return isAllowed ? byte : UInt8(ascii: "-")
    }
    let text = String(decoding: bytes.drop { $0 == UInt8(ascii: "-") }, as: UTF8.self)
    return (text.isEmpty ? "imported" : text) + "-"
  }

  /// The last part of a path without its extension.
  private static func name(of file: String) -> String {
    let last = file.split(separator: "/").last ?? "imported"
    let stem = last.split(separator: ".").first ?? last
    return stem.isEmpty ? "imported" : String(stem)
  }
}
