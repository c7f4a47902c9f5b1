/// What to look for beside the rules, and what to write instead of a secret.
public struct Policy: Sendable {
  /// What stands in the output in place of a secret.
  public enum Replacement: Sendable {
    /// `[REDACTED:rule-id]`.
    case typed
    /// The same text everywhere: at most 256 bytes, without control characters, quotes and
    /// backslashes.
    case fixed(String)
    /// `[REDACTED:rule-id#key.tag]`: equal secrets get equal tags under one key.
    case keyed(TagFunction)
  }

  /// Makes the keyed tag of a secret; the cryptography lives outside of the core.
  public struct TagFunction: Sendable {
    /// Eight lower-case hex digits that name the key.
    public var keyID: String
    /// Twelve bytes from the message, for example HMAC-SHA-256 cut to 96 bits.
    public var tag: @Sendable (_ message: [UInt8]) -> [UInt8]

    /// Creates a tag function.
    public init(keyID: String, tag: @escaping @Sendable (_ message: [UInt8]) -> [UInt8]) {
      self.keyID = keyID
      self.tag = tag
    }
  }

  /// What happens to registered values that are short or common words.
  public enum ShortSecrets: String, Sendable, CaseIterable {
    /// Masked only as the value of a sensitive key or as userinfo, and reported.
    case context
    /// Masked everywhere, as they are.
    case exact
    /// An error.
    case refuse
  }

  /// What stands in the output in place of a secret.
  public var replacement: Replacement = .typed
  /// Whether text is also matched with escapes, entities and percent signs decoded.
  public var decodesText = true
  /// Whether base64 runs are decoded and matched.
  public var decodesBase64 = true
  /// Whether rules with the action `inform` report what they find.
  public var reportsIdentifiers = false
  /// What happens to registered values that are short or common words.
  public var shortSecrets: ShortSecrets = .context
  /// Whether every LF stays: what is masked on each line then has a placeholder of its own, and the
  /// output has the lines of the input.
  public var keepsLines = false
  /// PCRE2 match limit of one attempt, 1,000 to 10,000,000.
  public var matchLimit: UInt32 = 100_000

  /// Creates the default policy.
  public init() {}

  /// Most bytes of a fixed text: a flush holds back what may be the beginning of one, and looks
  /// no further back.
  static let longestText = 256

  /// Refuses replacements that would break what they stand in.
  func check() throws(ScrubberError) {
    switch replacement {
    case .typed: return
    case .fixed(let text): try Self.check(text, of: nil)
    case .keyed(let function):
      let digits = function.keyID.utf8.allSatisfy { hexValue($0) < 16 && $0 | 0x20 == $0 }
      if function.keyID.utf8.count != 8 || !digits {
        throw ScrubberError(
          rule: nil, reason: "the key's id is not eight lower-case hex digits",
          advice: "derive it from the key, for example from a hash")
      }
    }
  }

  /// Refuses a fixed text, a rule's own or the policy's, that would break what it stands in.
  static func check(_ text: String, of rule: String?) throws(ScrubberError) {
    let breaks = text.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }
    if breaks {
      throw ScrubberError(
        rule: rule, reason: "the placeholder has a control character, a quote or a backslash",
        advice: "use a text that can stand in JSON as it is")
    }
    if text.utf8.count > longestText {
      throw ScrubberError(
        rule: rule, reason: "the placeholder has \(text.utf8.count) bytes",
        advice: "use a text of at most \(longestText) bytes")
    }
  }
}
