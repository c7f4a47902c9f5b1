extension ByteSet {
  /// Every byte.
  public static let all = ByteSet().inverted
  /// `0` to `9`.
  public static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  /// `a` to `z`.
  public static let lowercase = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))
  /// `A` to `Z`.
  public static let uppercase = ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z"))
  /// ASCII letters.
  public static let letters = lowercase.union(uppercase)
  /// ASCII letters and digits.
  public static let alphanumerics = letters.union(digits)
  /// ASCII letters, digits and `_`: what `\w` matches and `\b` looks at.
  public static let word = alphanumerics.union(ByteSet(UInt8(ascii: "_")))
  /// What `\s` matches: tab, LF, VT, FF, CR and space.
  public static let space = ByteSet(0x09...0x0D).union(ByteSet(0x20))
  /// What `\h` matches in byte mode: tab, space and 0xA0.
  public static let horizontalSpace = ByteSet([0x09, 0x20, 0xA0])
  /// What `\v` matches in byte mode: LF, VT, FF, CR and 0x85.
  public static let verticalSpace = ByteSet(0x0A...0x0D).union(ByteSet(0x85))
  /// Hexadecimal digits in both cases.
  public static let hexDigits = digits.union(ByteSet(of: "abcdefABCDEF"))
  /// The line feed.
  public static let lineFeed = ByteSet(0x0A)
  /// The byte 0, which stands for a boundary in decoded views and which no pattern matches.
  public static let boundary = ByteSet(0x00)

  /// The set together with the other case of its ASCII letters.
  public var folded: ByteSet {
    // 'A'...'Z' and 'a'...'z' both lie in word 1, 32 bits apart.
    let letters: UInt64 = 0x07FF_FFFE
    var result = self
    result.word1 |= (word1 & letters) << 32 | (word1 >> 32) & letters
    return result
  }

  /// Number of members that differ in more than ASCII case, 0 to 230.
  public var foldedCount: Int {
    let letters: UInt64 = 0x07FF_FFFE
    var result = self
    result.word1 = (word1 & ~letters) | (word1 & letters) << 32
    return result.count
  }

  /// The set of the POSIX class `name`, as the C locale has it; `nil` for an unknown name.
  static func posix(_ name: String) -> ByteSet? {
    switch name {
    case "alpha": letters
    case "alnum": alphanumerics
    case "digit": digits
    case "lower": lowercase
    case "upper": uppercase
    case "word": word
    case "xdigit": hexDigits
    case "space": space
    case "blank": ByteSet([0x09, 0x20])
    case "cntrl": ByteSet(0x00...0x1F).union(ByteSet(0x7F))
    case "ascii": ByteSet(0x00...0x7F)
    case "graph": ByteSet(0x21...0x7E)
    case "print": ByteSet(0x20...0x7E)
    case "punct": ByteSet(0x21...0x7E).subtracting(alphanumerics)
    default: nil
    }
  }
}
