/// A set of byte values, 256 bits wide.
public struct ByteSet: Sendable, Hashable {
  /// Bit `b & 63` of word `b >> 6` says whether byte `b` is a member.
  @usableFromInline var word0: UInt64 = 0
  @usableFromInline var word1: UInt64 = 0
  @usableFromInline var word2: UInt64 = 0
  @usableFromInline var word3: UInt64 = 0

  /// Creates the empty set.
  public init() {}

  /// Creates the set of the bytes of `range`.
  public init(_ range: ClosedRange<UInt8>) {
    let lower = Int(range.lowerBound)
    let upper = Int(range.upperBound)
    word0 = Self.word(0, lower, upper)
    word1 = Self.word(64, lower, upper)
    word2 = Self.word(128, lower, upper)
    word3 = Self.word(192, lower, upper)
  }

  /// The bits of `lower` to `upper` in the word whose first byte is `base`.
  private static func word(_ base: Int, _ lower: Int, _ upper: Int) -> UInt64 {
    let low = max(lower - base, 0)
    let high = min(upper - base, 63)
    return low > high ? 0 : .max << UInt64(low) & .max >> UInt64(63 - high)
  }

  /// Creates the set of the given bytes.
  public init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  /// Creates the set with one member.
  public init(_ byte: UInt8) {
    insert(byte)
  }

  /// Creates the set of the UTF-8 bytes of `text`.
  public init(of text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { insert(byte) } }
  }

  /// Feeds the set to `hasher`, mixed into one word: sets are looked up very often.
  public func hash(into hasher: inout Hasher) {
    let low = word0 &* 0x9E37_79B9_7F4A_7C15 ^ word1
    let high = word2 &* 0xC2B2_AE3D_27D4_EB4F ^ word3
    hasher.combine(low &* 0xD6E8_FEB8_6659_FD93 ^ high)
  }

  /// Whether `byte` is a member.
  @inlinable
  public func contains(_ byte: UInt8) -> Bool {
    let low = byte & 128 == 0 ? word0 : word2
    let high = byte & 128 == 0 ? word1 : word3
    return ((byte & 64 == 0 ? low : high) >> UInt64(byte & 63)) & 1 != 0
  }

  /// Adds `byte`.
  public mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: word0 |= bit
    case 1: word1 |= bit
    case 2: word2 |= bit
    default: word3 |= bit
    }
  }

  /// Removes `byte`.
  public mutating func remove(_ byte: UInt8) {
    self = subtracting(ByteSet(byte))
  }

  /// Adds the members of `other`.
  public mutating func formUnion(_ other: ByteSet) {
    word0 |= other.word0
    word1 |= other.word1
    word2 |= other.word2
    word3 |= other.word3
  }

  /// The bytes that are in this set or in `other`.
  public func union(_ other: ByteSet) -> ByteSet {
    var result = self
    result.formUnion(other)
    return result
  }

  /// The bytes that are in both sets.
  public func intersection(_ other: ByteSet) -> ByteSet {
    var result = self
    result.word0 &= other.word0
    result.word1 &= other.word1
    result.word2 &= other.word2
    result.word3 &= other.word3
    return result
  }

  /// The bytes of this set that are not in `other`.
  public func subtracting(_ other: ByteSet) -> ByteSet {
    intersection(other.inverted)
  }

  /// The bytes that are not in this set.
  public var inverted: ByteSet {
    var result = ByteSet()
    result.word0 = ~word0
    result.word1 = ~word1
    result.word2 = ~word2
    result.word3 = ~word3
    return result
  }

  /// Whether the two sets have no byte in common.
  public func isDisjoint(with other: ByteSet) -> Bool {
    intersection(other).isEmpty
  }

  /// Whether every member is also in `other`.
  public func isSubset(of other: ByteSet) -> Bool {
    intersection(other) == self
  }

  /// Whether the set has no member.
  public var isEmpty: Bool {
    word0 | word1 | word2 | word3 == 0
  }

  /// Number of members, 0 to 256.
  public var count: Int {
    let low = word0.nonzeroBitCount + word1.nonzeroBitCount
    return word2 | word3 == 0 ? low : low + word2.nonzeroBitCount + word3.nonzeroBitCount
  }

  /// Calls `body` with each member in ascending order.
  public func forEach(_ body: (UInt8) -> Void) {
    Self.forEach(in: word0, from: 0, body)
    Self.forEach(in: word1, from: 64, body)
    Self.forEach(in: word2, from: 128, body)
    Self.forEach(in: word3, from: 192, body)
  }

  private static func forEach(in word: UInt64, from base: UInt8, _ body: (UInt8) -> Void) {
    var rest = word
    while rest != 0 {
      body(base + UInt8(truncatingIfNeeded: rest.trailingZeroBitCount))
      rest &= rest - 1
    }
  }

  /// The members in ascending order.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    forEach { result.append($0) }
    return result
  }

  /// The members as maximal ranges in ascending order.
  public var ranges: [ClosedRange<UInt8>] {
    var result: [ClosedRange<UInt8>] = []
    forEach { byte in
      if let last = result.last, last.upperBound &+ 1 == byte {
        result[result.count - 1] = last.lowerBound...byte
      } else {
        result.append(byte...byte)
      }
    }
    return result
  }

  /// The only member; `nil` unless there is exactly one.
  public var onlyMember: UInt8? {
    guard count == 1 else { return nil }
    let low = word0 | word1
    let word = low | word2 | word3
    let base = (low == 0 ? 128 : 0) + (word1 | word3 == 0 ? 0 : 64)
    return UInt8(base + word.trailingZeroBitCount)
  }
}
