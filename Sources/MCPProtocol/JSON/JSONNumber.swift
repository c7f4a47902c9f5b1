/// A JSON number as it was written, so that no digit is lost on the way through.
public struct JSONNumber: Sendable, Hashable {
  /// The text, in JSON's grammar of numbers.
  public let text: String

  /// An integer.
  public init(_ value: Int) {
    text = String(value)
  }

  /// A finite double in the shortest form that reads back as the same; nil for others.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    // Swift writes 1e+20 as `1e+20` and 5e-324 as `5e-324`: both are JSON.
    text = value.description
  }

  /// Takes text that a parser has found to be a number.
  init(checked text: String) {
    self.text = text
  }

  /// Whether it is written without a fraction and without an exponent.
  public var isInteger: Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || ($0 >= 0x30 && $0 <= 0x39) }
  }

  /// The value as an integer; nil if it has a fraction or an exponent, or does not fit.
  public var int: Int? { isInteger ? Int(text) : nil }

  /// The nearest double; infinite beyond its range.
  public var double: Double { Double(text) ?? .infinity }
}
