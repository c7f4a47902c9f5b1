internal import Scrubber

extension RegexParser {
  /// Reads a class in square brackets.
  mutating func parseClass() throws(RegexError) -> RegexNode {
    let start = position
    position += 1
    let isNegated = take("^")
    var set = RuneSet()
    var isFirst = true
    while isFirst || peek() != "]" {
      guard peek() != nil else { throw error("the class is not closed", at: start) }
      isFirst = false
      if let named = try parsePOSIXClass() {
        set.formUnion(named)
        continue
      }
      switch try parseClassItem(from: start) {
      case .set(let item): set.formUnion(item)
      case .character(let lower):
        var upper = lower
        if peek() == "-", let next = peek(1), next != "]" {
          position += 1
          guard case .character(let end) = try parseClassItem(from: start), end >= lower else {
            throw error("the range is in the wrong order", at: start)
          }
          upper = end
        }
        let range = RuneSet([lower...upper])
        set.formUnion(flags.ignoresCase ? range.folded : range)
      }
    }
    position += 1
    return node(isNegated ? set.inverted : set)
  }

  private mutating func parseClassItem(from start: Int) throws(RegexError) -> Escape {
    guard let next = peek() else { throw error("the class is not closed", at: start) }
    if next == "\\" { return try parseCharacterEscape() }
    position += 1
    return .character(next.value)
  }

  /// Reads `[:name:]`, if that comes next.
  private mutating func parsePOSIXClass() throws(RegexError) -> RuneSet? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    let letters = text[position...].prefix { ("a"..."z").contains($0) }
    position += letters.count
    guard take(":]") else {
      position = start
      return nil
    }
    guard let bytes = Self.posixClass(String(String.UnicodeScalarView(letters))) else {
      throw error("an unknown class in `[: :]`", at: start)
    }
    let set = RuneSet(flags.ignoresCase ? bytes.folded : bytes)
    return isNegated ? set.inverted : set
  }

  private static func posixClass(_ name: String) -> ByteSet? {
    switch name {
    case "alnum": .alphanumerics
    case "alpha": .letters
    case "ascii": ByteSet(0x00...0x7F)
    case "blank": ByteSet([0x09, 0x20])
    case "cntrl": ByteSet(0x00...0x1F).union(ByteSet(0x7F))
    case "digit": .digits
    case "graph": ByteSet(0x21...0x7E)
    case "lower": .lowercase
    case "print": ByteSet(0x20...0x7E)
    case "punct": ByteSet(0x21...0x7E).subtracting(.alphanumerics)
    case "space": ByteSet(0x09...0x0D).union(ByteSet(0x20))
    case "upper": .uppercase
    case "word": .word
    case "xdigit": .hexDigits
    default: nil
    }
  }
}
