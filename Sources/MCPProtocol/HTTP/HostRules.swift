/// Which `Host` and `Origin` headers are answered: a page in a browser must not reach a server on
/// its user's machine, not even through a name that points there.
struct HostRules: Sendable {
  static let loopback = ["localhost", "127.0.0.1", "[::1]"]

  private let hosts: Set<String>
  private let origins: Set<String>

  init(_ configuration: HTTPConfiguration) {
    hosts = Set(configuration.allowedHosts.map { $0.lowercased() })
    origins = Set(configuration.allowedOrigins.map { $0.lowercased() })
  }

  func allows(host: String?) -> Bool {
    guard let host = host?.lowercased(), Self.isAuthority(host) else { return false }
    return hosts.contains(host) || hosts.contains(Self.name(of: host))
  }

  func allows(origin: String?) -> Bool {
    guard let origin = origin?.lowercased() else { return true }
    guard let scheme = ["https://", "http://"].first(where: { origin.hasPrefix($0) }) else {
      return false
    }
    let authority = String(origin.dropFirst(scheme.count))
    guard Self.isAuthority(authority) else { return false }
    return origins.contains(origin) || origins.contains(scheme + Self.name(of: authority))
  }

  /// An authority without its port.
  static func name(of authority: String) -> String {
    guard let colon = authority.lastIndex(of: ":") else { return authority }
    let port = authority[authority.index(after: colon)...]
    let isPort = !port.isEmpty && port.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    return isPort ? String(authority[..<colon]) : authority
  }

  private static func isAuthority(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-._:[]".utf8.contains($0)
      }
  }
}
