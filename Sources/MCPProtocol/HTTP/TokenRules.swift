/// What is checked of a bearer before it goes on. Claims are not verified: upstream decides, and
/// these checks only refuse early what upstream must refuse, or what was issued for others.
struct TokenRules: Sendable {
  /// Seconds that a bearer is taken after its end; Airflow's own `jwt_leeway`.
  static let leeway = 10.0

  private let audiences: [String]?
  private let needsClaims: Bool

  init(_ configuration: HTTPConfiguration) {
    audiences = configuration.resource.map { [$0.identifier] } ?? configuration.audiences
    needsClaims = configuration.resource != nil
  }

  /// Whether the bearer may go on.
  ///
  /// - Parameter now: seconds since 1970.
  func accept(_ bearer: BearerToken, now: Double) -> Bool {
    guard let claims = Self.claims(of: bearer) else { return !needsClaims && audiences == nil }
    if let end = claims["exp"] {
      guard let end = end.double, now <= end + Self.leeway else { return false }
    }
    guard let audiences else { return true }
    let named: [String]
    switch claims["aud"] {
    case .string(let one): named = [one]
    case .array(let several): named = several.compactMap(\.string)
    default: named = []
    }
    return named.contains { name in audiences.contains { JSONObject.same($0, name) } }
  }

  /// The claims of a JWT, not verified; nil if it is none.
  static func claims(of bearer: BearerToken) -> JSONObject? {
    bearer.withBytes { bytes in
      let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard parts.count == 3, let payload = Base64.decode(parts[1], isURL: true) else {
        return nil
      }
      return try? JSONParser.parse(payload, limits: JSONLimits(depth: 16)).object
    }
  }
}
