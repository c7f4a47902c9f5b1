/// Takes a base URL apart; stricter than RFC 3986, because an operator writes it once.
struct BaseURLParser {
  struct Parts {
    var isSecure: Bool
    var isLoopback: Bool
    /// Canonical text without a slash at the end.
    var text: String
  }

  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func parse() throws(BaseURLError) -> Parts {
    let isSecure = try scheme()
    let authority = rest.prefix { !"/?#\\".contains($0) }
    rest = rest.dropFirst(authority.count)
    guard !authority.contains("@") else { throw BaseURLError(kind: .userInformation) }
    let (host, port) = try Self.split(authority)
    let path = try Self.path(rest)
    let portText = port.map { ":\($0)" } ?? ""
    return Parts(
      isSecure: isSecure, isLoopback: Self.isLoopback(host),
      text: (isSecure ? "https://" : "http://") + host + portText + path)
  }

  private mutating func scheme() throws(BaseURLError) -> Bool {
    for (prefix, isSecure) in [("https://", true), ("http://", false)]
    where rest.prefix(prefix.count).lowercased() == prefix {
      rest = rest.dropFirst(prefix.count)
      return isSecure
    }
    throw BaseURLError(kind: .scheme)
  }

  private static func split(_ authority: Substring) throws(BaseURLError) -> (String, Int?) {
    var host: Substring
    var after: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw BaseURLError(kind: .host) }
      host = authority[...end]
      after = authority[authority.index(after: end)...]
      let inner = host.dropFirst().dropLast()
      guard inner.contains(":"), inner.utf8.count <= 45,
        inner.utf8.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == 0x2E })
      else { throw BaseURLError(kind: .host) }
    } else {
      host = authority.prefix { $0 != ":" }
      after = authority.dropFirst(host.count)
      let isName = host.utf8.allSatisfy { isUnreservedName($0) }
      guard !host.isEmpty, host.utf8.count <= 253, isName else {
        throw BaseURLError(kind: .host)
      }
    }
    guard !after.isEmpty else { return (host.lowercased(), nil) }
    after = after.dropFirst()
    let isNumber = (1...5).contains(after.utf8.count) && after.utf8.allSatisfy(isDigit)
    guard isNumber, let port = Int(after), (1...65_535).contains(port) else {
      throw BaseURLError(kind: .port)
    }
    return (host.lowercased(), port)
  }

  /// The path without slashes at its end; empty for the root.
  private static func path(_ text: Substring) throws(BaseURLError) -> String {
    guard !text.isEmpty else { return "" }
    let body = text.last == "/" ? text.dropLast() : text
    guard !body.isEmpty else { return "" }
    guard body.first == "/" else { throw BaseURLError(kind: .path) }
    for segment in body.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard !segment.isEmpty, segment != ".", segment != "..",
        segment.utf8.allSatisfy(PercentEncoding.isUnreserved)
      else { throw BaseURLError(kind: .path) }
    }
    return String(body)
  }

  /// `localhost` (which libcurl resolves itself), 127.0.0.0/8 in four decimal parts, and `::1`.
  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { part in
      (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(isDigit)
        && (part == "0" || part.first != "0") && Int(part).map { $0 < 256 } == true
    }
    return parts.count == 4 && isDecimal && parts[0] == "127"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }

  private static func isUnreservedName(_ byte: UInt8) -> Bool {
    PercentEncoding.isUnreserved(byte) && byte != UInt8(ascii: "~")
  }
}
