/// One thing that an imported rule does in another way than the tool that it was written for.
public struct ImportChange: Sendable, Hashable {
  /// The kinds of changes.
  public enum Kind: String, Sendable, CaseIterable {
    /// A pattern of what must follow the secret was left out: the computed boundary does its work.
    case terminator
    /// What must follow the secret had to stay.
    case keptTerminator = "kept-terminator"
    /// A word boundary before the secret became the computed one.
    case leftBoundary = "left-boundary"
    /// A part before the rule's first fixed text, which decides nothing, was left out.
    case leadingPart = "leading-part"
    /// `^` or `$` became the ends of lines.
    case lineAnchor = "line-anchor"
    /// The match is extended to the end of the token.
    case tokenEnd = "token-end"
    /// A repeat without a limit goes on as a run.
    case runEater = "run-eater"
    /// A long run in the middle is masked to its end even if the rest does not follow.
    case longRun = "long-run"
    /// A repeat got a limit, or a lower one.
    case bounded
    /// More is masked than the tool's own secret.
    case widened
    /// The rule became several.
    case split
    /// A count of characters became one of bytes.
    case characterCount = "character-count"
    /// A class of Unicode characters was widened.
    case unicodeClass = "unicode-class"
    /// `{` stands for itself in RE2 and is escaped now.
    case literalBrace = "literal-brace"
    /// The least entropy was left out.
    case entropyLeftOut = "entropy-left-out"
    /// A keyword that the expression does not need was left out.
    case keyword
    /// An allowlist became patterns that the secret must not hold.
    case allowlist
    /// An allowlist, or a part of one, can't be asked of a stream.
    case allowlistLeftOut = "allowlist-left-out"
    /// A condition became one that the secret must fulfil.
    case filter
    /// A condition of the rule can't be asked of a stream.
    case filterLeftOut = "filter-left-out"
    /// Stop words were taken.
    case stopwords
    /// A pattern of paths applies to file names.
    case paths
    /// The rule no longer waits for another rule's match.
    case composite
    /// The rule only helped others and finds no secrets.
    case component
    /// The tool asks a service whether the secret is valid; the scrubber never does.
    case validation
    /// The id was changed.
    case renamed
    /// The engine's own reader of private keys does the rule's work.
    case privateKey = "private-key"
    /// A part of the rule could not be taken.
    case partRefused = "part-refused"
    /// Something about the whole file.
    case file
  }

  /// What kind of change it is.
  public var kind: Kind
  /// One sentence for people, with a full stop.
  public var sentence: String

  /// Creates a change.
  public init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }
}
