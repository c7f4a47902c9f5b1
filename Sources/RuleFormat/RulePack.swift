public import Scrubber

/// A named set of rules, as one file states it.
public struct RulePack: Sendable, Equatable {
  /// Short name, for example `cloud`.
  public var name: String
  /// Version of the pack: three numbers with dots.
  public var version: String
  /// One sentence for people.
  public var description: String
  /// Lowest engine version that understands the pack; `nil` if every version does.
  public var minimumEngine: EngineVersion?
  /// Licence of the pack, as an SPDX expression.
  public var licence: String
  /// The rules in the order of the file; the ids are unique.
  public var rules: [Rule]
  /// Examples and counter-examples of rules, by rule id; rules without any have no entry.
  public var examples: [String: RuleExamples]
  /// Packs that this one is added to: `default`, or paths relative to its file.
  public var extends: [String] = []
  /// Ids of rules of those packs that take no part.
  public var disabled: [String] = []
  /// Changes to rules of those packs.
  public var overrides: [RuleOverride] = []
  /// What all rules of a configuration leave alone; for other packs it is part of their own rules.
  public var commonAllowlist: Allowlist?
  /// Where the pack came from, for messages.
  public var fileName: String

  /// Creates a pack of rules whose ids are unique.
  public init(
    name: String, version: String, description: String = "", minimumEngine: EngineVersion? = nil,
    licence: String, rules: [Rule], examples: [String: RuleExamples] = [:], fileName: String
  ) {
    self.name = name
    self.version = version
    self.description = description
    self.minimumEngine = minimumEngine
    self.licence = licence
    self.rules = rules
    self.examples = examples
    self.fileName = fileName
  }
}

/// What a rule must and must not find.
public struct RuleExamples: Sendable, Equatable {
  /// Texts in which the rule finds a secret.
  public var positive: [RuleExample]
  /// Texts in which the rule finds nothing.
  public var negative: [RuleExample]
}

/// One example or counter-example of a rule.
public struct RuleExample: Sendable, Equatable {
  /// The text around and with the secret.
  public var text: String
  /// What of the text must be masked, at least; `nil` where the example does not say.
  public var secret: String?
  /// Contexts to try it in; `nil` for all that make sense.
  public var contexts: [ExampleContext]?
}
