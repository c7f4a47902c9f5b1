/// Where Airflow is, for example `https://airflow.example.com/` or `https://example.com/airflow/`.
///
/// Scheme, host, port and a path prefix; no user, password, query or fragment. Plain `http` is taken
/// for loopback addresses only, unless the operator allows it: the token would cross the network in
/// the clear.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  /// Whether requests are encrypted.
  public let isSecure: Bool
  /// Without a slash at the end.
  private let text: String

  /// Checks `text`.
  ///
  /// - Parameters:
  ///   - text: the URL, with or without a slash at the end
  ///   - allowsPlainHTTP: whether `http` is taken for hosts that are not loopback
  /// - Throws: a `BaseURLError` that says what to change; it doesn't repeat the text, which may
  ///   have a password in it.
  public init(_ text: String, allowsPlainHTTP: Bool = false) throws(BaseURLError) {
    var parser = BaseURLParser(text)
    let parts = try parser.parse()
    guard parts.isSecure || allowsPlainHTTP || parts.isLoopback else {
      throw BaseURLError(kind: .plainHTTP)
    }
    isSecure = parts.isSecure
    self.text = parts.text
  }

  /// The URL as it is used, without a slash at the end.
  public var description: String { text }

  func url(for endpoint: Endpoint) -> UpstreamURL {
    let path = endpoint.path.map { "/" + $0.encoded }.joined()
    let query = endpoint.query.text
    return UpstreamURL(text: text + "/api/v2" + path + (query.isEmpty ? "" : "?" + query))
  }

  /// Where `POST` makes a token of user name and password (SimpleAuthManager and FAB).
  var tokenURL: UpstreamURL { UpstreamURL(text: text + "/auth/token") }
}

/// A URL that this file built; nothing else can make one, so no other address can be asked.
struct UpstreamURL: Sendable, Hashable {
  let text: String

  fileprivate init(text: String) { self.text = text }
}

/// Why a base URL was refused.
public struct BaseURLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// Neither `http://` nor `https://`.
    case scheme
    /// User name or password in it.
    case userInformation
    /// No host, or one with other characters than letters, digits, `.`, `-`, `_`.
    case host
    /// Not 1 to 65535.
    case port
    /// `.`/`..`, an empty part, `?`, `#`, `%` or other characters in the path.
    case path
    /// `http` to a host that is not loopback.
    case plainHTTP
  }

  /// What is wrong.
  public let kind: Kind

  /// One line: what is wrong and what to do.
  public var description: String {
    switch kind {
    case .scheme: "base URL: has to begin with https:// (or http:// on loopback)"
    case .userInformation:
      "base URL: has a user or password; remove it and use a token or --username"
    case .host: "base URL: the host is missing or not a name or address; write https://host/"
    case .port: "base URL: the port is not a number from 1 to 65535"
    case .path:
      "base URL: the path may have letters, digits and '-', '.', '_', '~' between single slashes;"
        + " remove query, fragment and everything from /api on"
    case .plainHTTP:
      "base URL: http sends the token in the clear; use https, or allow plain http explicitly"
    }
  }
}
