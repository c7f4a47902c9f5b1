/// How the HTTP transport listens, and what it refuses.
public struct HTTPConfiguration: Sendable {
  /// Address to bind. Others than loopback let strangers in: put TLS in front then.
  public var host = "127.0.0.1"
  /// Port to bind; 0 for any free one.
  public var port = 8_000
  /// Path of the MCP endpoint.
  public var path = "/mcp"
  /// Values of `Host` that are answered: `name` for any port or `name:port`.
  public var allowedHosts = ["localhost", "127.0.0.1", "[::1]"]
  /// Values of `Origin` that are answered, without a port for any port; a request without the header
  /// is from no browser, and answered.
  public var allowedOrigins = [
    "http://localhost", "http://127.0.0.1", "http://[::1]", "https://localhost",
    "https://127.0.0.1", "https://[::1]",
  ]
  /// Most bytes of a request's body; each connection may hold one of them in memory.
  public var bodyBytes = 1 << 20
  /// Most bytes of all header fields together.
  public var headerBytes = 48 << 10
  /// Most header fields.
  public var headerFields = 100
  /// Time from the connection to the end of its first request's head.
  public var headTimeout: Duration = .seconds(15)
  /// Time for a request's body.
  public var bodyTimeout: Duration = .seconds(30)
  /// Time between two requests on one connection.
  public var idleTimeout: Duration = .seconds(60)
  /// Time for a client to take what is written.
  public var writeTimeout: Duration = .seconds(60)
  /// Time for requests that are under way to end at a graceful shutdown; then they are cancelled.
  public var shutdownTime: Duration = .seconds(10)
  /// Most connections at once; more wait in the backlog.
  public var connections = 256
  /// Time between two comments in a stream of events that says nothing.
  public var keepAliveInterval: Duration = .seconds(15)
  /// Names of headers, in lower case, that tools may see.
  public var exposedHeaders: [String] = []
  /// The protected resource that this server is, if bearers are issued for it (reference, section 7,
  /// mode A): every request then needs a bearer, whose `aud` must name it.
  public var resource: ProtectedResource?
  /// Values of `aud` that are taken where no resource is configured; nil for all (mode C).
  public var audiences: [String]?

  /// Creates the default configuration.
  public init() {}
}

/// This server as an OAuth protected resource (RFC 9728).
public struct ProtectedResource: Sendable {
  /// Why a resource can't be taken.
  public struct Invalid: Error, Sendable, CustomStringConvertible {
    /// What must be changed.
    public let description: String
  }

  /// Its identifier: an absolute URL, which bearers have as their `aud`.
  public let identifier: String
  /// Issuers of bearers.
  public let authorizationServers: [String]
  /// Scheme and authority of the identifier.
  let origin: String
  /// Path of the identifier, empty or with a leading slash.
  let path: String

  /// Creates a resource.
  ///
  /// - Throws: `Invalid` if a URL is not an absolute one with `https` (or `http` on loopback),
  ///   without query and fragment.
  public init(identifier: String, authorizationServers: [String]) throws(Invalid) {
    let (origin, path) = try Self.split(identifier)
    for server in authorizationServers { _ = try Self.split(server) }
    self.identifier = identifier
    self.authorizationServers = authorizationServers
    self.origin = origin
    self.path = path == "/" ? "" : path
  }

  private static func split(_ url: String) throws(Invalid) -> (origin: String, path: String) {
    let isPlain = url.utf8.allSatisfy {
      $0 > 0x20 && $0 < 0x7F && !#""\<>#?"#.utf8.contains($0)
    }
    let scheme = ["https://", "http://"].first { url.hasPrefix($0) }
    guard isPlain, let scheme else {
      throw Invalid(description: "\(url) is no absolute http(s) URL without query and fragment")
    }
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty, !authority.contains("@") else {
      throw Invalid(description: "\(url) has no host, or a user")
    }
    let name = HostRules.name(of: String(authority))
    guard scheme == "https://" || HostRules.loopback.contains(name) else {
      throw Invalid(description: "\(url) must be https")
    }
    return (scheme + authority, String(rest.dropFirst(authority.count)))
  }

  /// Where the metadata is (RFC 9728, section 3.1).
  static let wellKnown = "/.well-known/oauth-protected-resource"

  var metadataURL: String { origin + Self.wellKnown + path }

  /// The metadata document.
  var metadata: [UInt8] {
    let value: JSONValue = [
      "resource": .string(identifier),
      "authorization_servers": .array(authorizationServers.map { .string($0) }),
      "bearer_methods_supported": ["header"],
    ]
    return JSONWriter.bytes(of: value) ?? []
  }
}
