internal import Scrubber

extension RegexParser {
  /// What a backslash sequence stands for, in or outside of a class.
  enum Escape {
    case character(UInt32)
    case set(RuneSet)
  }

  /// What `\s` is in RE2: without the vertical tab, which PCRE2 has.
  private static var space: ByteSet { ByteSet([0x09, 0x0A, 0x0C, 0x0D, 0x20]) }

  /// Reads a backslash sequence outside of a class.
  mutating func parseEscape() throws(RegexError) -> RegexNode {
    if take("\\b") { return .wordBoundary(isNegated: false) }
    if take("\\B") { return .wordBoundary(isNegated: true) }
    if take("\\A") { return .start(ofLine: false) }
    if take("\\z") { return .end(ofLine: false) }
    switch try parseCharacterEscape() {
    case .character(let value): return literal(value)
    case .set(let set): return node(set)
    }
  }

  /// Reads a backslash sequence that stands for characters.
  mutating func parseCharacterEscape() throws(RegexError) -> Escape {
    let start = position
    position += 1
    guard let scalar = peek() else { throw error("a backslash at the end", at: start) }
    position += 1
    switch scalar {
    case "d": return .set(RuneSet(.digits))
    case "D": return .set(RuneSet(.digits).inverted)
    case "w": return .set(RuneSet(.word))
    case "W": return .set(RuneSet(.word).inverted)
    case "s": return .set(RuneSet(Self.space))
    case "S": return .set(RuneSet(Self.space).inverted)
    case "p", "P": return .set(try parseUnicodeClass(isNegated: scalar == "P", from: start))
    case "a": return .character(0x07)
    case "f": return .character(0x0C)
    case "t": return .character(0x09)
    case "n": return .character(0x0A)
    case "r": return .character(0x0D)
    case "v": return .character(0x0B)
    case "x": return .character(try hexadecimal(from: start))
    case "0"..."7":
      // Only `\0` may stand alone: `\1` would be a back-reference, which RE2 does not have.
      let more = text[position...].prefix(2).prefix { ("0"..."7").contains($0) }
      if scalar != "0", more.isEmpty { throw error("back-references don't exist", at: start) }
      position += more.count
      let digits = String(String.UnicodeScalarView([scalar] + more))
      return .character(UInt32(digits, radix: 8) ?? 0)
    default: break
    }
    guard scalar.value < 0x80, !ByteSet.word.contains(UInt8(scalar.value)) || scalar == "_" else {
      throw error("`\\\(scalar)` is no escape sequence of RE2", at: start)
    }
    return .character(scalar.value)
  }

  /// The digits after `\x`: two, or any number in braces.
  private mutating func hexadecimal(from start: Int) throws(RegexError) -> UInt32 {
    let isBraced = take("{")
    let digits = text[position...].prefix(isBraced ? 8 : 2)
      .prefix(while: \.properties.isASCIIHexDigit)
    position += digits.count
    guard isBraced ? !digits.isEmpty && take("}") : digits.count == 2,
      let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
      value <= RuneSet.highest
    else { throw error("not a character in hexadecimal", at: start) }
    return value
  }

  /// Reads the name of a Unicode class. Its ASCII members are exact; of the others it is only asked
  /// whether it can have any, since the engine matches bytes.
  private mutating func parseUnicodeClass(
    isNegated: Bool, from start: Int
  ) throws(RegexError) -> RuneSet {
    var isNegated = isNegated
    var name: String
    if take("{") {
      if take("^") { isNegated.toggle() }
      let letters = text[position...].prefix { $0 != "}" }
      position += letters.count
      guard take("}") else { throw error("the class's name is cut", at: start) }
      name = String(String.UnicodeScalarView(letters))
    } else {
      guard let scalar = peek() else { throw error("a class without a name", at: start) }
      position += 1
      name = String(scalar)
    }
    if name.isEmpty { throw error("a class without a name", at: start) }
    var ascii = ByteSet()
    for byte in UInt8(0)..<0x80 where Self.isMember(Unicode.Scalar(byte), of: name) {
      ascii.insert(byte)
    }
    if isNegated { ascii = ByteSet(0x00...0x7F).subtracting(ascii) }
    isWidened = true
    var set = RuneSet(ascii)
    set.formUnion(.nonASCII)
    return set
  }

  private static func isMember(_ scalar: Unicode.Scalar, of name: String) -> Bool {
    if name == "Any" { return true }
    if name == "Latin" { return scalar.properties.isAlphabetic }
    if name == "Common" { return !scalar.properties.isAlphabetic }
    guard name.unicodeScalars.count <= 2 else { return false }
    return category(of: scalar).hasPrefix(name)
  }

  /// The general category's short name, as far as ASCII needs it.
  private static func category(of scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .decimalNumber: "Nd"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .spaceSeparator: "Zs"
    case .control: "Cc"
    default: "Cn"
    }
  }
}
