/// One kind of secret: how it is written, how sure a match is, and what replaces it.
///
/// A rule is plain data, as a pack states it; `docs/SEMANTICS.md` defines what it masks.
public struct Rule: Sendable, Equatable {
  /// How a rule finds its secrets.
  public enum Kind: String, Sendable, CaseIterable {
    /// `before`, `secret` and `after`, tried at every offset.
    case expression
    /// A PEM, OpenPGP or PuTTY private key block.
    case pem
    /// A maximal run of token bytes that looks random.
    case entropy
  }

  /// What ends a secret whose length has no maximum.
  public enum Eater: String, Sendable, CaseIterable {
    /// The run of the secret's own character set.
    case run
    /// The closing quote of the quote that stands right before the secret, or the line's end.
    case quoted
  }

  /// What happens to what a rule finds.
  public enum Action: String, Sendable, CaseIterable {
    /// It is replaced and reported.
    case mask
    /// It is no secret (a publishable key, a client id): it is left as it is, and reported where the
    /// policy says so.
    case inform
  }

  /// Lower-case letters, digits and hyphens; unique in a pack; at most 64 bytes.
  public var id: String
  /// One sentence for people.
  public var description: String
  /// How the rule finds its secrets.
  public var kind: Kind
  /// Pattern of the context before the secret; `nil` means the boundary that the secret's first
  /// byte calls for.
  public var before: String?
  /// Pattern of the secret itself; empty for the kinds that need none.
  public var secret: String
  /// Pattern of the context after the secret; `nil` means none (the secret is extended instead).
  public var after: String?
  /// How a secret without a maximum length ends; `nil` where the pattern is bounded.
  public var eater: Eater?
  /// Every one of these patterns must be found in the secret.
  public var must: [String]
  /// None of these patterns may be found in the secret.
  public var mustNot: [String]
  /// Least Shannon entropy of the secret in bits a byte, 0 to 8.
  public var minimumEntropy: Double?
  /// Least randomness of the secret, 0 (a word) to 1 (random); see `Randomness`.
  public var minimumRandomness: Double?
  /// Name of an offline check; a failed check lowers the confidence to `structure`.
  public var validator: Validator?
  /// How sure a match is.
  public var confidence: Confidence
  /// Words of which one stands in every match, for people and for `scrub rules lint`: the engine
  /// finds what to look for in the patterns.
  public var keywords: [String]
  /// Most bytes that the pattern of the secret may match; `nil` where the author states none.
  public var maximumBytes: Int?
  /// Secrets equal to one of these, without regard to case, are left alone.
  public var allowedValues: [String]
  /// Secrets that contain one of these, without regard to case, are left alone.
  public var stopwords: [String]
  /// Replacement instead of the policy's placeholder, at most 256 bytes, without control
  /// characters, quotes and backslashes; `nil` for the policy's.
  public var placeholder: String?
  /// Free words for people and filters.
  public var tags: [String]
  /// What happens to what the rule finds.
  public var action: Action
  /// Names of the distinct formats that the rule covers; empty for one that is called as the rule.
  public var formats: [String]
  /// Patterns of file names: the rule is for files whose name one of them is found in; empty for
  /// all files. See `applies(toFile:)`.
  public var paths: [String]
  /// Patterns of the names of files that the rule is not for, whatever `paths` says.
  public var exceptPaths: [String]
  /// Whether the rule takes part.
  public var isEnabled: Bool

  /// Creates an expression rule with the defaults of the pack format.
  public init(
    id: String, description: String = "", kind: Kind = .expression, before: String? = nil,
    secret: String = "", after: String? = nil, eater: Eater? = nil,
    confidence: Confidence = .structure
  ) {
    self.id = id
    self.description = description
    self.kind = kind
    self.before = before
    self.secret = secret
    self.after = after
    self.eater = eater
    must = []
    mustNot = []
    keywords = []
    allowedValues = []
    stopwords = []
    tags = []
    action = .mask
    formats = []
    paths = []
    exceptPaths = []
    isEnabled = true
    self.confidence = confidence
  }
}

/// How sure a finding is, from least to most.
public enum Confidence: String, Sendable, CaseIterable, Comparable {
  /// The value only looks random.
  case entropy
  /// A name or phrase beside the value says that it is a secret.
  case context
  /// The value has the structure of a known format.
  case structure
  /// The value carries a checksum that is right.
  case checksum

  /// Position in the order, 0 for the least sure.
  public var rank: Int {
    switch self {
    case .entropy: 0
    case .context: 1
    case .structure: 2
    case .checksum: 3
    }
  }

  /// Whether `a` is less sure than `b`.
  public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }
}
