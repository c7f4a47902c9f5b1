/// A bearer token of a request. Prints as `<redacted>`, and is neither stored nor compared.
public struct BearerToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Most bytes of a token.
  public static let longest = 16 << 10

  private let bytes: [UInt8]

  /// Takes a token in the syntax of RFC 6750 (`b64token`) of at most `longest` bytes.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= Self.longest else { return nil }
    var sawEnd = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "="): sawEnd = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        guard !sawEnd else { return nil }
      default: return nil
      }
    }
    guard bytes[0] != UInt8(ascii: "=") else { return nil }
    self.bytes = bytes
  }

  /// Lends the token, for the request that carries it upstream.
  public func withBytes<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result {
    try body(bytes)
  }

  /// `<redacted>`.
  public var description: String { "<redacted>" }
  /// `<redacted>`.
  public var debugDescription: String { "<redacted>" }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
