/// Rules that mask gated values as the value of a sensitive key and in a URL's userinfo.
enum GatedRules {
  /// Id of all of them; the label of registered secrets.
  static let id = "registered-secret"

  /// Most values, and about the most pattern bytes, in one rule.
  private static let mostValues = 256
  private static let mostBytes = 8_192

  /// Makes the rules for gated values; equal values count once, and order does not matter.
  static func make(_ values: [[UInt8]]) -> [Rule] {
    chunks(of: values).flatMap { chunk in
      let secret = "(?:\(chunk.joined(separator: "|")))"
      let keyed = keys.map { rule(before: $0 + keyEnd, secret: secret, after: wordEnd) }
      return keyed + [rule(before: userinfo, secret: secret, after: "@")]
    }
  }

  private static func rule(before: String, secret: String, after: String) -> Rule {
    Rule(
      id: id, description: "A registered value that is short or common, where a name gives it away",
      before: before, secret: secret, after: after, confidence: .context)
  }

  // MARK: - Patterns

  /// One rule for each, so that each begins with a literal of its own.
  private static let keys: [String] = {
    let families = [
      "password", "passwd", "pwd", "passphrase", "secret", "token", "api[ _.-]?key",
      "access[ _.-]?key", "private[ _.-]?key", "credential",
    ]
    return families.map { "(?i:\($0))" + wordRest } + [
      // "author" and "authored-by" are no authentication, "authorization" is.
      "(?i:auth)(?!(?i:or[^i]))" + wordRest,
      // "ping", "mapping" and "pinned" are no number that opens something.
      "(?i:pin)(?i:[_-]?(?:code|number|no))?",
    ]
  }()

  private static let wordRest = "[A-Za-z0-9_.-]{0,32}"
  /// From the key's last byte to the value: quotes and brackets, the operator, quotes.
  private static let keyEnd =
    #"["'`\\\]\)]{0,4}(?:[ \t]{0,8}(?:=>|:=|[=:])[ \t]{0,8}|>)["'`\\]{0,4}"#
  private static let wordEnd = "(?![A-Za-z0-9_])"
  private static let userinfo = #"://[^\s/?#:@]{0,64}:"#

  // MARK: - Values

  /// Escaped values, longest first so that an alternation prefers the longest.
  private static func chunks(of values: [[UInt8]]) -> [[String]] {
    let sorted = Set(values).sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
    var chunks: [[String]] = []
    var bytes = 0
    for value in sorted where !beginsLikeAnEnd(value) {
      let pattern = escaped(value)
      if chunks.isEmpty || bytes + pattern.utf8.count > mostBytes
        || (chunks.last?.count ?? 0) == mostValues
      {
        chunks.append([])
        bytes = 0
      }
      chunks[chunks.count - 1].append(pattern)
      bytes += pattern.utf8.count + 1
    }
    // Where the key's end can go on into a value, one value must not decide how another is read.
    return chunks + sorted.filter(beginsLikeAnEnd).map { [escaped($0)] }
  }

  private static func beginsLikeAnEnd(_ value: [UInt8]) -> Bool {
    guard let first = value.first else { return false }
    return Array("\"'`\\])=:> \t".utf8).contains(first)
  }

  private static func escaped(_ value: [UInt8]) -> String {
    value.map { byte in
      if VariantCompiler.isWordByte(byte) { return String(UnicodeScalar(byte)) }
      let hex = String(byte, radix: 16)
      return #"\x"# + (hex.count == 1 ? "0" : "") + hex
    }.joined()
  }
}
