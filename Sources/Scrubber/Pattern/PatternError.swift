/// Why a pattern is refused, and what to write instead.
public struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Byte offset into the pattern at which the refused part starts.
  public let offset: Int
  /// What is wrong, as a clause without a full stop.
  public let reason: String
  /// What to do instead, as a clause without a full stop.
  public let advice: String

  /// Creates an error for the part of the pattern at byte `offset`.
  public init(offset: Int, reason: String, advice: String) {
    self.offset = offset
    self.reason = reason
    self.advice = advice
  }

  /// One line for people.
  public var description: String {
    "pattern, byte \(offset): \(reason); \(advice)"
  }
}
