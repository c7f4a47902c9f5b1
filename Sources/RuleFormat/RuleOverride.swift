public import Scrubber
internal import TOMLKit

/// A change to a rule of a pack that this one extends: an `[[overrides]]` table.
///
/// What it sets takes the place of the rule's own; allowlists are added to it. To change a pattern,
/// write a rule with the same id instead.
public struct RuleOverride: Sendable, Equatable {
  /// Id of the rule that is changed.
  public var id: String
  /// Line of the table in its file, from 1; `nil` if it is not known.
  public var line: Int?
  /// Whether the rule takes part.
  public var isEnabled: Bool?
  /// What happens to what it finds.
  public var action: Rule.Action?
  /// How sure a match is.
  public var confidence: Confidence?
  /// Least Shannon entropy in bits a byte, 0 to 8.
  public var minimumEntropy: Double?
  /// Least randomness, 0 to 1.
  public var minimumRandomness: Double?
  /// Text in the place of the secret.
  public var placeholder: String?
  /// Words for people and filters; they replace the rule's.
  public var tags: [String]?
  /// What is to be left alone besides.
  public var allowlist: Allowlist

  static let keys = [
    "id", "enabled", "action", "confidence", "entropy", "randomness", "placeholder", "tags",
    "allowlist",
  ]

  init(
    _ table: TOMLTable, library: PatternLibrary, place: PackTable.Place
  ) throws(RulePackError) {
    let table = try PackTable(table, known: Self.keys, place: place)
    id = try table.requiredString("id")
    line = place.error(.invalidValue, nil, "", "").line
    isEnabled = try table.bool("enabled")
    action = try table.choice("action", Rule.Action.self)
    confidence = try table.choice("confidence", Confidence.self)
    minimumEntropy = try table.number("entropy", in: 0...8)
    minimumRandomness = try table.number("randomness", in: 0...1)
    placeholder = try table.string("placeholder")
    tags = table.has("tags") ? try table.strings("tags") : nil
    allowlist = try Allowlist(table, library: library)
  }

  /// The rule as this changes it.
  func applied(to rule: Rule) -> Rule {
    var rule = allowlist.applied(to: rule)
    if let isEnabled { rule.isEnabled = isEnabled }
    if let action { rule.action = action }
    if let confidence { rule.confidence = confidence }
    if let minimumEntropy { rule.minimumEntropy = minimumEntropy }
    if let minimumRandomness { rule.minimumRandomness = minimumRandomness }
    if let placeholder { rule.placeholder = placeholder }
    if let tags { rule.tags = tags }
    return rule
  }
}
