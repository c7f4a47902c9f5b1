import FoundationEssentials

/// When a JSON Web Token has to be renewed, from its own `exp` (RFC 7519, section 4.1.4): Airflow's
/// answer has no `expires_in`. Nothing is verified, which only Airflow can do; a forged time makes
/// no more than a renewal too early or too late.
struct TokenLifetime: Sendable, Hashable {
  /// End, in seconds since 1970.
  let end: Int64
  /// From when on a new one should be used, in seconds since 1970.
  let renewal: Int64

  /// `nil` if the token is no JSON Web Token with an `exp`, or is over by the local clock: then
  /// Airflow has to say when it no longer accepts it.
  ///
  /// - Parameters:
  ///   - token: the token
  ///   - now: when it was received, in seconds since 1970
  init?(_ token: BearerToken, now: Int64) {
    let parts = token.secret.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = Self.decodeBase64URL(parts[1]),
      let claims = try? JSONDecoder().decode(Claims.self, from: payload),
      let end = Self.seconds(claims.exp), end > now
    else { return nil }
    let start = min(Self.seconds(claims.iat) ?? Self.seconds(claims.nbf) ?? now, end)
    let lifetime = end - start
    let margin = max(lifetime / 5, 60)
    self.end = end
    // A token of less than two minutes would always be too old; half of its time is used instead.
    renewal = margin * 2 <= lifetime ? end - margin : end - lifetime / 2
  }

  private struct Claims: Decodable {
    var exp: Double?
    var iat: Double?
    var nbf: Double?
  }

  /// Whole seconds; `nil` for numbers that are no time of this era.
  private static func seconds(_ number: Double?) -> Int64? {
    guard let number, number >= 0, number < 1e12 else { return nil }
    return Int64(number)
  }

  private static func decodeBase64URL(_ text: Substring) -> Data? {
    var standard = text.map { character -> Character in
      switch character {
      case "-": "+"
      case "_": "/"
      default: character
      }
    }
    while standard.count % 4 != 0 { standard.append("=") }
    return Data(base64Encoded: String(standard))
  }
}
