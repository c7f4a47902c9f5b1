internal import Scrubber

/// Secrets that are to be left alone.
public struct Allowlist: Sendable, Equatable {
  /// Secrets that equal one of these, without regard to case.
  public var values: [String] = []
  /// Secrets in which one of these patterns is found.
  public var regexes: [String] = []
  /// Secrets that contain one of these, without regard to case.
  public var stopwords: [String] = []

  /// Allows nothing.
  public init() {}

  static let keys = ["values", "regexes", "stopwords"]

  /// Whether it allows nothing.
  public var isEmpty: Bool { values.isEmpty && regexes.isEmpty && stopwords.isEmpty }

  /// Reads the table at `allowlist`; empty if there is none.
  init(_ table: PackTable, library: PatternLibrary) throws(RulePackError) {
    guard let inner = try table.table("allowlist", known: Self.keys) else { return }
    values = try inner.strings("values")
    stopwords = try inner.strings("stopwords")
    for pattern in try inner.strings("regexes", allowsSingle: true) {
      regexes.append(try table.expand(pattern, "allowlist", library))
    }
    // Here, and not only where it is used: the rules that it is for may be of other packs.
    for pattern in regexes { try table.checkSearch(pattern, key: "regexes") }
    // An empty pattern is found everywhere, an empty word in every secret.
    for (key, texts) in [("regexes", regexes), ("stopwords", stopwords)] where texts.contains("") {
      throw table.place.error(
        .invalidValue, "allowlist", "`\(key)` of the allowlist holds an empty text",
        "remove it or write the text")
    }
  }

  /// The rule with what the list allows added to it.
  ///
  /// Private key blocks have nothing that could be compared, so they stay as they are.
  func applied(to rule: Rule) -> Rule {
    guard rule.kind != .pem, !isEmpty else { return rule }
    var rule = rule
    // The list as it is where the rule has none: the engine knows lists that are one again.
    rule.allowedValues = rule.allowedValues.isEmpty ? values : rule.allowedValues + values
    rule.stopwords += stopwords
    rule.mustNot += regexes
    return rule
  }
}

extension PackTable {
  /// Checks a pattern that is searched.
  func checkSearch(_ pattern: String, key: String) throws(RulePackError) {
    do {
      _ = try FileNamePattern(pattern)
    } catch {
      throw place.error(
        .invalidValue, key, "`\(key)`: \(error.reason) (at byte \(error.offset) of the pattern)",
        error.advice)
    }
  }

  /// `text` with the pieces of the pack put in.
  func expand(
    _ text: String, _ key: String, _ library: PatternLibrary
  ) throws(RulePackError) -> String {
    try library.expand(text) { name, nearest in
      place.error(
        .invalidValue, key, "`(?&\(name))` names no pattern of the pack",
        nearest.map { "did you mean `(?&\($0))`?" } ?? "add it to the `[patterns]` table")
    }
  }
}
