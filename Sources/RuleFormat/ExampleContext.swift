/// A way in which a secret is written in a log, in which `scrub rules test` tries an example.
public enum ExampleContext: String, Sendable, CaseIterable {
  /// As it stands.
  case bare
  /// Between double quotes.
  case quoted
  /// As the value of an unquoted setting.
  case keyValue = "key-value"
  /// In a string of a JSON record.
  case json
  /// In a string of a JSON record that is itself a string of one.
  case nestedJSON = "nested-json"
  /// In the query of a URL, percent-encoded.
  case url
  /// As the value of an HTTP header.
  case header
  /// Behind a time and a level.
  case timestamp
  /// Coloured by ANSI escape sequences.
  case ansi
  /// Followed by each of `, ) ] } & < | : . ;`.
  case followed

  /// Whether the context changes what stands right beside the text, which only an example that is
  /// nothing but the secret can bear.
  public var touchesText: Bool {
    switch self {
    case .bare, .timestamp, .json, .nestedJSON, .ansi: false
    case .quoted, .keyValue, .url, .header, .followed: true
    }
  }
}
