extension ScrubbedBytes {
  /// Adds a part of bytes that have been scrubbed; the range must lie within them.
  package mutating func append(_ bytes: borrowing Scrubbed, _ range: Range<Int>) {
    append(copying: UnsafeRawBufferPointer(rebasing: bytes.bytes[range]))
  }

  /// Adds the first bytes of others, at most all of them.
  package mutating func append(_ other: ScrubbedBytes, first count: Int = .max) {
    append(copying: other.storage.prefix(max(0, count)))
  }

  /// Adds a text of the program itself, which holds no secret. No text made at run time fits here.
  package mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(copying: $0) }
  }

  /// Adds a count in decimal digits, with leading zeros up to `width` digits.
  package mutating func append(number: Int, width: Int = 1) {
    if number < 0 { append(literal: "-") }
    var divisor: UInt = 1
    var digits = 1
    while digits < width || number.magnitude / divisor >= 10, digits < 19 {
      divisor *= 10
      digits += 1
    }
    while divisor > 0 {
      append(copying: CollectionOfOne(0x30 + UInt8(number.magnitude / divisor % 10)))
      divisor /= 10
    }
  }

  /// Forgets all bytes.
  package mutating func clear() { self = ScrubbedBytes() }

  /// Number of bytes.
  package var count: Int { storage.count }
}
