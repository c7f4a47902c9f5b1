/// A token that says who asks Airflow. It is shown as `<redacted>` wherever it is printed.
public struct BearerToken: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// Longest token that is taken, in bytes.
  public static let maximumLength = 16 * 1024

  /// The token itself, for the scrubber to register and for the header; nothing else needs it.
  public let secret: String

  /// Checks that `secret` is the `b64token` of RFC 6750, section 2.1: letters, digits and
  /// `- . _ ~ + /`, then any number of `=`. So it can't end a header.
  public init(_ secret: String) throws(BearerTokenError) {
    guard !secret.isEmpty else { throw .empty }
    guard secret.utf8.count <= Self.maximumLength else { throw .tooLong }
    let trimmed = secret.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
    let isToken = trimmed.allSatisfy { byte in
      PercentEncoding.isUnreserved(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }
    guard isToken, !trimmed.isEmpty else { throw .forbiddenCharacter }
    self.secret = secret
  }

  /// `<redacted>`.
  public var description: String { "<redacted>" }
  /// `<redacted>`.
  public var debugDescription: String { "<redacted>" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Why a text is no bearer token; never has a byte of it.
public enum BearerTokenError: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// Nothing was given.
  case empty
  /// More than `BearerToken.maximumLength` bytes.
  case tooLong
  /// A space, line end or another character that tokens don't have.
  case forbiddenCharacter

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .empty: "the token is empty; give the access token of POST /auth/token"
    case .tooLong: "the token is longer than \(BearerToken.maximumLength) bytes; check its source"
    case .forbiddenCharacter:
      "the token has a space, a line end or another character that tokens don't have; give the"
        + " access token alone, without \"Bearer\""
    }
  }
}
