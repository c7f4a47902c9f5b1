/// Text that was written into the program's source and so holds nothing of a request or of upstream.
///
/// Made from string literals only; parts can be joined with `+`.
public struct StaticText: Sendable, ExpressibleByStringLiteral {
  let parts: [StaticString]

  /// A literal.
  public init(stringLiteral value: StaticString) {
    parts = [value]
  }

  /// A literal that is at hand.
  public init(_ value: StaticString) {
    parts = [value]
  }

  private init(parts: [StaticString]) {
    self.parts = parts
  }

  /// One text after the other.
  public static func + (a: StaticText, b: StaticText) -> StaticText {
    StaticText(parts: a.parts + b.parts)
  }

  /// The text.
  public var string: String {
    parts.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
  }

  var bytes: [UInt8] { parts.flatMap { $0.bytes } }
}

extension StaticString {
  /// The literal's UTF-8.
  var bytes: [UInt8] {
    // A literal of one scalar may have no pointer; this gives its bytes in either case.
    withUTF8Buffer { Array($0) }
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }
}
