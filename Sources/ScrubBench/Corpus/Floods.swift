/// Halves of matches over and over: what a scanner begins and never ends.
extension CorpusKind {
  /// What comes first and only once, and what is repeated after it; `nil` for other kinds.
  var flood: (head: String, unit: String)? {
    switch self {
    case .floodA: ("", "A")
    case .floodPEM: ("", "-----BEGIN PRIVATE KEY-----")
    case .floodPEMLines: ("", "-----BEGIN PRIVATE KEY-----\n")
    case .floodJWT: ("", "eyJ")
    case .floodSpace: ("Authorization: Bearer", " ")
    case .floodSpaceRuns: ("", Self.sensitiveWords)
    case .floodUserinfo: ("", "https://a:")
    case .floodScheme: ("", "://")
    case .floodAKIA: ("", "AKIA")
    case .floodKey: ("", "password=")
    case .floodKeyQuote: ("", "password=\"")
    case .floodBackslash: ("", "\\")
    case .floodPercent: ("", "%25")
    case .floodEscape: ("", "\u{1B}[31m")
    case .floodQuote: ("", "\"")
    case .floodDashes: ("", "-")
    case .floodBegin: ("", "-----BEGIN ")
    case .floodPuTTY: ("", "PuTTY-User-Key-File-2: ssh-rsa\n")
    case .floodPEMBody:
      (
        "-----BEGIN PRIVATE KEY-----\n",
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n"
      )
    case .floodToken: ("", "ghp_0123456789abcdefghijABCDEFGHIJ01 ")
    case .floodPrefixes: ("", "ghp_ sk-proj- xoxb- AIza glpat- SG. npm_ pypi- hvs. dop_v1_ ")
    case .floodJWTParts: ("", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx")
    case .floodBearer: ("", "Authorization: Bearer ")
    case .floodBasic: ("", "authorization: basic ")
    case .floodUserinfoLong: ("", "https://user:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/")
    case .floodKeyColon: ("", "\"secret_key\": ")
    case .floodKeyEscaped: ("", "\\\"password\\\":\\\"")
    case .floodRuns: ("", Self.longestRun)
    case .floodUnicode: ("", "\\u005c")
    case .floodEntity: ("", "&amp;")
    case .floodNumericEntity: ("", "&#x41;")
    case .floodZeroWidth: ("", "k\u{200B}")
    case .floodOpenEscape: ("", "\u{1B}[")
    case .floodOpenCommand: ("\u{1B}]0;", "a")
    case .floodPlaceholder: ("", "[REDACTED:")
    case .floodBrackets: ("", "{\"a\":[")
    case .floodTemplate: ("", "password=${")
    case .floodNUL: ("", "\0")
    default: nil
    }
  }

  private static let sensitiveWords = [
    "token", "password =", "secret:", "api_key", "Authorization: Bearer",
  ].map { $0 + String(repeating: " ", count: 4096) }.joined()

  /// 256 characters that look random, and an end.
  private static let longestRun: String = {
    var random = Random(seed: 256)
    let letters = Array(Alphabet.base64URL.characters)
    return String((0..<256).map { _ in letters[random.below(letters.count)] }) + " "
  }()
}
