extension PatternParser {
  /// Reads a class in square brackets; the byte 0 is never in the result.
  mutating func parseClass() throws(PatternError) -> ByteSet {
    let start = position
    position += 1
    let isNegated = take("^")
    var set = ByteSet()
    var isFirst = true
    while isFirst || peek() != UInt8(ascii: "]") {
      guard peek() != nil else { throw error("the class is not closed", "add `]`", at: start) }
      isFirst = false
      let itemStart = position
      switch try parseClassItem() {
      case .set(let item):
        set.formUnion(item)
        // Only as the last character is a hyphen after a set without doubt a hyphen.
        if peek() == UInt8(ascii: "-"), peek(1) != UInt8(ascii: "]") { throw badRange(itemStart) }
      case .byte(let lower):
        let upper = try parseRangeEnd(of: itemStart) ?? lower
        guard lower <= upper else {
          throw error("the range is in the wrong order", "write the lower one first", at: itemStart)
        }
        let range = ByteSet(lower...upper)
        set.formUnion(flags.ignoresCase ? range.folded : range)
      }
    }
    position += 1
    if isNegated { set = set.inverted }
    set.remove(0)
    if set.isEmpty { throw error("the class matches no byte", "leave it out", at: start) }
    return set
  }

  private func badRange(_ offset: Int) -> PatternError {
    error("a set can't be the end of a range", "write the hyphen last or as \\-", at: offset)
  }

  /// The upper end, if a range goes on from the item that was just read.
  private mutating func parseRangeEnd(of itemStart: Int) throws(PatternError) -> UInt8? {
    guard peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]")
    else { return nil }
    position += 1
    guard case .byte(let upper) = try parseClassItem() else { throw badRange(itemStart) }
    return upper
  }

  /// One character, escape or POSIX class.
  private mutating func parseClassItem() throws(PatternError) -> Escape {
    guard let byte = peek() else { throw error("the class is not closed", "add `]`") }
    switch byte {
    case UInt8(ascii: "\\"):
      if take("\\b") { return .byte(0x08) }
      return try parseCharacterEscape()
    case UInt8(ascii: "[") where isNext("[:") || isNext("[.") || isNext("[="):
      return .set(try parsePOSIXClass())
    case 0: throw error("the byte 0 stands for a boundary that no pattern matches", "leave it out")
    case 0x80...:
      throw error(
        "a class holds single bytes, not non-ASCII characters",
        "write an alternation (?:...|...)")
    default:
      position += 1
      return .byte(byte)
    }
  }

  private mutating func parsePOSIXClass() throws(PatternError) -> ByteSet {
    let start = position
    if take("[:") {
      let isNegated = take("^")
      let letters = text[position...].prefix(while: ByteSet.lowercase.contains)
      position += letters.count
      var name = String(decoding: letters, as: UTF8.self)
      if flags.ignoresCase, name == "upper" || name == "lower" { name = "alpha" }
      if take(":]"), let set = ByteSet.posix(name) { return isNegated ? set.inverted : set }
    }
    throw error(
      "not a POSIX class", "write a name like [:alpha:], or \\[ for the character", at: start)
  }
}
