/// The `x-request-id` of one request to Airflow: 1 to 128 of `A-Z a-z 0-9 . _ -`.
///
/// Airflow writes it into its access log (`request_id=…`, 3.3.2), which joins that log with ours.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
  /// The id.
  public let text: String

  /// Checks `text`; throws an `IdentifierError` for `x-request-id`.
  public init(_ text: String) throws(IdentifierError) {
    guard !text.isEmpty else { throw IdentifierError(field: "x-request-id", rule: .empty) }
    guard text.utf8.count <= 128 else {
      throw IdentifierError(field: "x-request-id", rule: .tooLong(maximum: 128))
    }
    guard text.utf8.allSatisfy({ PercentEncoding.isUnreserved($0) && $0 != UInt8(ascii: "~") })
    else { throw IdentifierError(field: "x-request-id", rule: .forbiddenCharacter) }
    self.text = text
  }

  private init(unchecked text: String) { self.text = text }

  /// A new id: 32 hexadecimal digits from the system's random source.
  public static func random() -> RequestID {
    var generator = SystemRandomNumberGenerator()
    let digits = [UInt64](repeating: 0, count: 2).map { _ in
      let number = String(UInt64.random(in: 0...UInt64.max, using: &generator), radix: 16)
      return String(repeating: "0", count: 16 - number.count) + number
    }
    return RequestID(unchecked: digits.joined())
  }

  /// The id.
  public var description: String { text }
}
