import FoundationEssentials

/// The version that Airflow tells at `GET /api/v2/version`, for example 3.3.2.
public struct AirflowVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// First number.
  public let major: Int
  /// Second number.
  public let minor: Int
  /// Third number; 0 if there is none.
  public let patch: Int

  /// What this client was made for, as people write it.
  public static let supportedRange = "3.0 to 3.3"

  /// The version in `text`: two or three numbers of up to four digits, then anything that doesn't
  /// go on with a digit (`3.1.0rc1`, `3.3.2+astro.1`). `nil` for other text.
  public init?(_ text: String) {
    var rest = text.utf8[...]
    func number() -> Int? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard (1...4).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self))
    }
    func dot() -> Bool {
      guard rest.first == UInt8(ascii: ".") else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let major = number(), dot(), let minor = number() else { return nil }
    self.major = major
    self.minor = minor
    patch = dot() ? number() ?? 0 : 0
  }

  /// Whether it is one of 3.0 to 3.3.
  public var isSupported: Bool { major == 3 && (0...3).contains(minor) }

  /// `3.3.2`.
  public var description: String { "\(major).\(minor).\(patch)" }

  /// Whether `left` is older.
  public static func < (left: AirflowVersion, right: AirflowVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  /// Reads the answer of `Endpoint.version` and checks that it is supported.
  ///
  /// - Throws: `UpstreamFailure.Kind.unsupportedVersion` with the version that was found, or with
  ///   `nil` if the answer names none.
  public init(supportedFrom body: UpstreamBody) throws(UpstreamFailure) {
    struct Answer: Decodable { var version: String }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(body.unscrubbedBytes))
    guard let version = answer.flatMap({ AirflowVersion($0.version) }), version.isSupported else {
      throw UpstreamFailure(
        .unsupportedVersion(answer.flatMap { AirflowVersion($0.version) }), status: body.status)
    }
    self = version
  }
}
