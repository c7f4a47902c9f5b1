internal import Scrubber

/// Registered secrets in one view.
struct ReferenceRegistered {
  static let ruleID = "registered-secret"

  /// A variant, and the value that a keyed tag of it is made of.
  private struct Variant {
    var text: [UInt8]
    var widening: ReferenceVariants.Widening
    var owner: [UInt8]
  }

  private let variants: [Variant]
  private let head: Int
  private let needsWholeTokens: Bool
  /// Values that count only in the context of a key or as userinfo.
  let gated: [[UInt8]]

  init(
    secrets: [[UInt8]], policy: Policy.ShortSecrets, limits: ReferenceLimits
  ) throws {
    head = limits.registeredHead
    needsWholeTokens = policy != .exact
    var gated: Set<[UInt8]> = []
    var found: [[UInt8]: Variant] = [:]
    for secret in Set(secrets) {
      if secret.isEmpty || ReferenceBytes.firstIndex(of: Self.opening, in: secret) != nil {
        continue
      }
      if secret.count > 65_536 { throw ReferenceError("a secret is longer than 65,536 bytes") }
      let core = ReferenceVariants.core(secret)
      if policy != .exact, core.count < 4 || CommonWords.contains(core) {
        if policy == .refuse { throw ReferenceError("a secret is short or common") }
        gated.insert(core)
        continue
      }
      let strings = ReferenceVariants(of: secret, isCommon: CommonWords.contains).strings
      for (text, widening) in strings {
        let new = Variant(text: text, widening: widening, owner: secret)
        found[text] = found[text].map { Self.merged($0, new) } ?? new
      }
    }
    // Of equal spans the one with the smallest value gives the tag.
    variants = found.values.sorted {
      $0.owner != $1.owner
        ? $0.owner.lexicographicallyPrecedes($1.owner) : $0.text.lexicographicallyPrecedes($1.text)
    }
    self.gated = gated.filter { !$0.isEmpty }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  private static let opening = Array("[REDACTED:".utf8)

  /// One variant for equal texts of two values.
  private static func merged(_ one: Variant, _ other: Variant) -> Variant {
    var merged = one
    merged.widening.left = max(one.widening.left, other.widening.left)
    merged.widening.right = max(one.widening.right, other.widening.right)
    let isOwn = (one.owner == one.text, other.owner == one.text)
    if isOwn.0 || isOwn.1 {
      merged.owner = one.text
    } else if other.owner.lexicographicallyPrecedes(one.owner) {
      merged.owner = other.owner
    }
    return merged
  }

  func matches(in view: ReferenceView) -> [ReferenceMatch] {
    let bytes = view.bytes
    var matches: [ReferenceMatch] = []
    for variant in variants {
      var start = 0
      while start < bytes.count {
        if bytes[start] == variant.text[0],
          let range = occurrence(of: variant, at: start, in: view)
        {
          matches.append(
            ReferenceMatch(
              rule: Self.ruleID, confidence: .checksum, secret: range, tagValue: variant.owner))
        }
        start += 1
      }
    }
    return matches
  }

  /// What the occurrence of `variant` at `start` masks; `nil` if it does not occur there.
  private func occurrence(
    of variant: Variant, at start: Int, in view: ReferenceView
  ) -> Range<Int>? {
    let bytes = view.bytes
    var end = start
    while end < bytes.count, end - start < variant.text.count,
      bytes[end] == variant.text[end - start]
    {
      end += 1
    }
    let deciding = min(variant.text.count, head)
    guard end - start >= deciding,
      view.raw(start..<start + deciding).count <= ReferenceLimits.rawBudget(window: deciding)
    else { return nil }
    if variant.text.count < 8, needsWholeTokens {
      if start > 0, ReferenceBytes.isWord(bytes[start - 1]) { return nil }
      if end < bytes.count, ReferenceBytes.isWord(bytes[end]) { return nil }
    }
    var first = start
    while first > 0, start - first < variant.widening.left,
      ReferenceBytes.isToken(bytes[first - 1])
    {
      first -= 1
    }
    guard end - start == variant.text.count else { return first..<end }
    let limit = min(bytes.count, end + variant.widening.right)
    while end < limit, ReferenceBytes.isToken(bytes[end]) || bytes[end] == UInt8(ascii: "=") {
      end += 1
    }
    return first..<end
  }

  // MARK: Gated values

  /// The rules that gated values become.
  var gatedRules: [Rule] {
    if gated.isEmpty { return [] }
    let alternatives = gated.map { value in
      value.map { byte -> String in
        if ReferenceBytes.isWord(byte) { return String(UnicodeScalar(byte)) }
        return (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
      }.joined()
    }
    let secret = "(?:" + alternatives.joined(separator: "|") + ")"
    let end = #"["'`\\\]\)]{0,4}(?:[ \t]{0,8}(?:=>|:=|[=:])[ \t]{0,8}|>)["'`\\]{0,4}"#
    let names = [
      "password", "passwd", "pwd", "passphrase", "secret", "token", "api[ _.-]?key",
      "access[ _.-]?key", "private[ _.-]?key", "credential",
    ]
    let keys = [
      "(?i:" + names.joined(separator: "|") + ")[A-Za-z0-9_.-]{0,32}",
      "(?i:auth)(?!(?i:or[^i]))[A-Za-z0-9_.-]{0,32}",
      "(?i:pin)(?i:[_-]?(?:code|number|no))?",
    ]
    var rules = keys.map {
      Rule(
        id: Self.ruleID, before: "(?:" + $0 + ")" + end, secret: secret, after: "(?![A-Za-z0-9_])",
        confidence: .context)
    }
    rules.append(
      Rule(
        id: Self.ruleID, before: #"://[^\s/?#:@]{0,64}:"#, secret: secret, after: "@",
        confidence: .context))
    return rules
  }
}
