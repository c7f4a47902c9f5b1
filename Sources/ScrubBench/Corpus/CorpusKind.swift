/// The corpora that can be generated. The raw value is the name on the command line.
enum CorpusKind: String, CaseIterable, Sendable {
  case mixed
  case planted10k = "planted-10k"
  case planted100 = "planted-100"
  case keywordDense = "keyword-dense"
  case keyValueDense = "kv-dense"
  case oneLine = "one-line"
  case base64Columns = "base64-76"
  case base64Lines = "base64-64k"
  case hexDump = "hexdump"
  case minifiedJSON = "minified-json"
  case floodA = "flood-a"
  case floodPEM = "flood-pem"
  case floodPEMLines = "flood-pem-lines"
  case floodJWT = "flood-eyj"
  case floodSpace = "flood-space"
  case floodSpaceRuns = "flood-space-runs"
  case floodUserinfo = "flood-userinfo"
  case floodScheme = "flood-scheme"
  case floodAKIA = "flood-akia"
  case floodKey = "flood-key"
  case floodKeyQuote = "flood-key-quote"
  case floodBackslash = "flood-backslash"
  case floodPercent = "flood-percent"
  case floodEscape = "flood-esc"
  case floodQuote = "flood-quote"
  case floodDashes = "flood-dashes"
  case floodBegin = "flood-begin"
  case floodPuTTY = "flood-putty"
  case floodPEMBody = "flood-pem-body"
  case floodToken = "flood-token"
  case floodPrefixes = "flood-prefixes"
  case floodJWTParts = "flood-jwt-parts"
  case floodBearer = "flood-bearer"
  case floodBasic = "flood-basic"
  case floodUserinfoLong = "flood-userinfo-long"
  case floodKeyColon = "flood-key-colon"
  case floodKeyEscaped = "flood-key-escaped"
  case floodRuns = "flood-runs"
  case floodUnicode = "flood-unicode"
  case floodEntity = "flood-entity"
  case floodNumericEntity = "flood-numeric-entity"
  case floodZeroWidth = "flood-zero-width"
  case floodOpenEscape = "flood-open-esc"
  case floodOpenCommand = "flood-open-osc"
  case floodPlaceholder = "flood-placeholder"
  case floodBrackets = "flood-brackets"
  case floodTemplate = "flood-template"
  case floodNUL = "flood-nul"

  /// The kinds of a list with commas; `all` stands for all.
  static func list(_ names: String) throws(BenchError) -> [CorpusKind] {
    if names == "all" { return allCases }
    var kinds: [CorpusKind] = []
    for name in names.split(separator: ",") {
      guard let kind = CorpusKind(rawValue: String(name)) else {
        throw BenchError("There is no corpus \(name): `generate --list` shows the kinds.")
      }
      kinds.append(kind)
    }
    return kinds
  }

  /// One sentence for the list of kinds.
  var summary: String {
    switch self {
    case .mixed: "Realistic logs from many sources, near misses included, without a secret."
    case .planted10k: "The mixed logs with one secret in 10,000 lines."
    case .planted100: "The mixed logs with one secret in 100 lines."
    case .keywordDense: "Every line is full of words like password and token, without a value."
    case .keyValueDense: "Every line holds six secrets with their names."
    case .oneLine: "The mixed logs as one line without an end."
    case .base64Columns: "Random bytes in base64, 76 columns a line."
    case .base64Lines: "Random bytes in base64, 64 KiB a line."
    case .hexDump: "A hex dump in the manner of xxd."
    case .minifiedJSON: "A JSON document without white space, one line."
    case .floodA: "The letter A only."
    case .floodPEM: "The first line of a PEM private key over and over, without line ends."
    case .floodPEMLines: "The first line of a PEM private key over and over, a line each."
    case .floodJWT: "The first letters of a JSON web token (eyJ) over and over."
    case .floodSpace: "Half an Authorization header, then nothing but spaces."
    case .floodSpaceRuns: "A sensitive word and 4,096 spaces, over and over."
    case .floodUserinfo: "The head of a URI with a password (https://a:) over and over."
    case .floodScheme: "A colon and two slashes over and over."
    case .floodAKIA: "The prefix of an AWS access key id over and over."
    case .floodKey: "password= over and over."
    case .floodKeyQuote: "password= and an opening quote over and over."
    case .floodBackslash: "Backslashes only."
    case .floodPercent: "A percent-encoded percent sign (%25) over and over."
    case .floodEscape: "A terminal colour sequence over and over."
    case .floodQuote: "Double quotes only."
    case .floodDashes: "Hyphens only, as before BEGIN of a private key."
    case .floodBegin: "The first words of a PEM line over and over, never the rest."
    case .floodPuTTY: "The first line of a PuTTY key over and over."
    case .floodPEMBody: "A private key block that never ends."
    case .floodToken: "A GitHub token but for its last letters, over and over."
    case .floodPrefixes: "Prefixes of well-known tokens over and over."
    case .floodJWTParts: "JSON web tokens that lack the signature, without end."
    case .floodBearer: "Half an Authorization header over and over."
    case .floodBasic: "Half a header of basic authentication over and over."
    case .floodUserinfoLong: "URIs whose password never meets its @."
    case .floodKeyColon: "A quoted sensitive key with nothing after the colon, over and over."
    case .floodKeyEscaped: "A sensitive key in escaped JSON over and over."
    case .floodRuns: "Token runs of 256 characters, the longest that are looked at."
    case .floodUnicode: "The escape of a backslash (\\u005c) over and over."
    case .floodEntity: "The entity of an ampersand over and over."
    case .floodNumericEntity: "The numeric entity of a letter over and over."
    case .floodZeroWidth: "A letter and a zero-width space over and over."
    case .floodOpenEscape: "The beginning of a terminal sequence over and over."
    case .floodOpenCommand: "A terminal command that is never closed."
    case .floodPlaceholder: "The beginning of a placeholder over and over."
    case .floodBrackets: "JSON that opens arrays and objects only."
    case .floodTemplate: "The beginning of a template value over and over."
    case .floodNUL: "Bytes 0x00 only."
    }
  }

  /// How many lines there are for each planted secret, for the kinds that plant any.
  var linesPerSecret: Int? {
    switch self {
    case .planted10k: 10_000
    case .planted100: 100
    default: nil
    }
  }
}
