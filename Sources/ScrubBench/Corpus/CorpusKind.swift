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
