internal import AirflowClient
internal import Crypto
internal import FoundationEssentials
internal import MCPProtocol

/// What stands for a user in limits and cursors: a hash of the token's issuer and subject, or of a
/// token that names none.
///
/// The claims are not verified here. It decides nothing alone: Airflow has accepted the token before
/// a log is read.
struct UserKey: Sendable, Hashable {
  let bytes: [UInt8]

  init(_ token: AirflowToken) {
    let claims = Self.claims(of: token.secret)
    let text =
      if let subject = claims?["sub"]?.string, !subject.isEmpty {
        "subject\0\(claims?["iss"]?.string ?? "")\0\(subject)"
      } else {
        "token\0\(token.secret)"
      }
    bytes = Array(SHA256.hash(data: Array(text.utf8)))
  }

  private static func claims(of token: String) -> JSONObject? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
    text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    guard let payload = Data(base64Encoded: String(text)) else { return nil }
    return try? JSONParser.parse(Array(payload), limits: JSONLimits(depth: 16)).object
  }
}
