/// Why bytes are no JSON value that is taken.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of fault.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// There is nothing but white space.
    case empty
    /// More bytes than the limit.
    case tooLarge
    /// Arrays and objects within each other beyond the limit.
    case tooDeep
    /// A byte that does not fit here.
    case unexpectedByte
    /// The bytes end within a value.
    case truncated
    /// A control character within a string.
    case controlCharacter
    /// Bytes that are no UTF-8.
    case invalidUTF8
    /// A backslash with something after it that JSON does not know.
    case invalidEscape
    /// Half of a surrogate pair.
    case loneSurrogate
    /// A number that is not written as JSON has it, or has more than 128 bytes.
    case invalidNumber
    /// Two members of an object have one key.
    case duplicateKey
    /// Something follows the value.
    case trailingBytes
  }

  /// The kind of fault.
  public let reason: Reason
  /// Offset of the byte at which it was seen, from 0.
  public let offset: Int

  /// The kind and the place; no byte of the input.
  public var description: String { "\(reason.rawValue) at byte \(offset)" }
}

/// What a JSON parser takes.
public struct JSONLimits: Sendable, Hashable {
  /// Most bytes of the text.
  public var bytes: Int
  /// Most arrays and objects within each other, at most 512.
  public var depth: Int
  /// Whether two members of an object may have one key.
  public var allowsDuplicateKeys: Bool

  /// Creates limits. The depth is cut to 512, because the parser calls itself once a level.
  public init(bytes: Int = 1 << 20, depth: Int = 64, allowsDuplicateKeys: Bool = false) {
    self.bytes = bytes
    self.depth = min(max(depth, 1), 512)
    self.allowsDuplicateKeys = allowsDuplicateKeys
  }
}
