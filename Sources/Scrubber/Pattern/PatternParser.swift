/// Reads the subset of PCRE2 syntax (byte mode) that rules may use; refuses everything else.
///
/// What it accepts means the same as in PCRE2, with one difference: `.`, negated sets, `\D`, `\W`,
/// `\S`, `\H` and `\V` don't match the byte 0.
struct PatternParser {
  /// Longest pattern in bytes.
  static let maximumLength = 16_384
  /// Deepest nesting of groups.
  static let maximumDepth = 64
  /// Highest count of a repeat, PCRE2's own limit.
  static let maximumCount = 65_535
  /// Widest look-behind in bytes.
  static let maximumLookBehind = 128

  /// The flags that a pattern can switch.
  struct Flags {
    var ignoresCase = false
    var dotMatchesLineFeed = false
  }

  let text: [UInt8]
  var position = 0
  var flags = Flags()
  private var depth = 0

  private init(_ pattern: String) {
    text = Array(pattern.utf8)
  }

  /// Parses the whole of `pattern`.
  static func parse(_ pattern: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(pattern)
    if parser.text.count > maximumLength {
      throw PatternError(
        offset: maximumLength, reason: "the pattern is longer than \(maximumLength) bytes",
        advice: "split the rule")
    }
    let node = try parser.parseAlternation()
    if parser.position < parser.text.count {
      throw parser.error("`)` without `(`", "write \\) for the character")
    }
    return node
  }

  // MARK: Reading

  /// The byte `distance` bytes after the position; `nil` past the end.
  func peek(_ distance: Int = 0) -> UInt8? {
    let index = position + distance
    return index < text.count ? text[index] : nil
  }

  /// Whether `token` comes next.
  func isNext(_ token: StaticString) -> Bool {
    token.withUTF8Buffer { bytes in
      position + bytes.count <= text.count
        && bytes.indices.allSatisfy { text[position + $0] == bytes[$0] }
    }
  }

  /// Takes `token` if it comes next.
  mutating func take(_ token: StaticString) -> Bool {
    guard isNext(token) else { return false }
    position += token.utf8CodeUnitCount
    return true
  }

  /// An error at `offset`, or at the current position.
  func error(_ reason: String, _ advice: String, at offset: Int? = nil) -> PatternError {
    PatternError(offset: offset ?? position, reason: reason, advice: advice)
  }

  // MARK: Structure

  private mutating func parseAlternation() throws(PatternError) -> PatternNode {
    var branches = [try parseSequence()]
    while take("|") {
      branches.append(try parseSequence())
    }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      if isPlain(byte) {
        // The most frequent case by far, without the ways that the others take.
        position += 1
        parts.append(literal(byte))
        continue
      }
      let start = position
      guard let atom = try parseAtom() else {
        // A flag setting: nothing that a quantifier could repeat.
        if let next = peek(), startsQuantifier(next) { throw nothingToRepeat() }
        continue
      }
      parts.append(try parseQuantifier(of: atom, from: start))
    }
    return .concatenation(parts)
  }

  /// Whether `byte`, which comes next, stands for itself, and nothing repeats it.
  private func isPlain(_ byte: UInt8) -> Bool {
    guard ByteSet.word.contains(byte) else { return false }
    guard let next = peek(1) else { return true }
    return !Self.quantifierBytes.contains(next)
  }

  private static let quantifierBytes = ByteSet(of: "*+?{")

  /// One element without its quantifier; `nil` for a flag setting, which is no element.
  private mutating func parseAtom() throws(PatternError) -> PatternNode? {
    guard let byte = peek() else { return nil }
    switch byte {
    case UInt8(ascii: "("): return try parseGroup()
    case UInt8(ascii: "["): return .set(try parseClass())
    case UInt8(ascii: "\\"): return try parseEscape()
    case UInt8(ascii: "."):
      position += 1
      let set: ByteSet = flags.dotMatchesLineFeed ? .all : ByteSet.lineFeed.inverted
      return .set(set.subtracting(.boundary))
    case UInt8(ascii: "^"):
      position += 1
      return .start
    case UInt8(ascii: "$"):
      position += 1
      return .end
    case 0:
      throw error("the byte 0 stands for a boundary that no pattern matches", "leave it out")
    default:
      if startsQuantifier(byte) { throw nothingToRepeat() }
      position += 1
      return literal(byte)
    }
  }

  /// The node for one literal byte under the current flags.
  func literal(_ byte: UInt8) -> PatternNode {
    let set = ByteSet(byte)
    return .set(flags.ignoresCase ? set.folded : set)
  }

  private func nothingToRepeat() -> PatternError {
    error(
      "a quantifier without anything to repeat", "escape the character if it is meant literally")
  }

  // MARK: Groups

  private mutating func parseGroup() throws(PatternError) -> PatternNode? {
    let start = position
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      throw error("groups are nested more than \(Self.maximumDepth) deep", "flatten the pattern")
    }
    let outer = flags
    if take("(?:") { return try finishGroup(from: start, outer) }
    if take("(?>") { return .atomic(try finishGroup(from: start, outer)) }
    if take("(?=") { return try lookAhead(negative: false, from: start, outer) }
    if take("(?!") { return try lookAhead(negative: true, from: start, outer) }
    if take("(?<=") { return try lookBehind(negative: false, from: start, outer) }
    if take("(?<!") { return try lookBehind(negative: true, from: start, outer) }
    if let refusal = refusedGroup() { throw refusal }
    if try parseFlags() { return try finishGroup(from: start, outer) }
    return nil
  }

  private mutating func finishGroup(
    from start: Int, _ outer: Flags
  ) throws(PatternError) -> PatternNode {
    let body = try parseAlternation()
    guard take(")") else { throw error("the group is not closed", "add `)`", at: start) }
    flags = outer
    return body
  }

  private mutating func lookAhead(
    negative: Bool, from start: Int, _ outer: Flags
  ) throws(PatternError) -> PatternNode {
    let body = try finishGroup(from: start, outer)
    if body.maximumWidth == nil {
      throw error(
        "the look-ahead has no limit", "bound its repeats, for example {0,64}", at: start)
    }
    return .look(.ahead, negative: negative, body)
  }

  private mutating func lookBehind(
    negative: Bool, from start: Int, _ outer: Flags
  ) throws(PatternError) -> PatternNode {
    let body = try finishGroup(from: start, outer)
    let branches = if case .alternation(let branches) = body { branches } else { [body] }
    for branch in branches {
      guard let width = branch.maximumWidth, width == branch.minimumWidth else {
        throw error(
          "an alternative of the look-behind has no fixed length",
          "use counts like {3} and one alternative for each length", at: start)
      }
      if width > Self.maximumLookBehind {
        throw error(
          "the look-behind is wider than \(Self.maximumLookBehind) bytes", "shorten it", at: start)
      }
    }
    return .look(.behind, negative: negative, body)
  }

  /// Reads `(?i)` and the like; returns whether a group body follows (`(?i:`).
  private mutating func parseFlags() throws(PatternError) -> Bool {
    let start = position
    position += 2
    var value = true
    var count = 0
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "i"): flags.ignoresCase = value
      case UInt8(ascii: "s"): flags.dotMatchesLineFeed = value
      case UInt8(ascii: "-") where value:
        value = false
        continue
      case UInt8(ascii: ")") where count > 0: return false
      case UInt8(ascii: ":") where count > 0: return true
      default: throw error("an unknown flag", "only (?i), (?s), (?-i) and (?-s) exist", at: start)
      }
      count += 1
    }
    throw error("the flag setting is not closed", "add `)`", at: start)
  }

  /// The error for a group that rules may not use; `nil` if the group sets flags.
  private func refusedGroup() -> PatternError? {
    if isNext("(*") {
      return error("(*VERBS) are not allowed", "write the condition as a look-around")
    }
    guard isNext("(?") else {
      return error("capturing groups are not allowed", "write (?:...)")
    }
    switch peek(2) ?? 0 {
    case UInt8(ascii: "<"), UInt8(ascii: "'"), UInt8(ascii: "|"):
      return error("capturing groups are not allowed", "write (?:...)")
    case UInt8(ascii: "P"):
      if peek(3) == UInt8(ascii: "<") {
        return error("capturing groups are not allowed", "write (?:...)")
      }
      return error("back-references and recursion are not allowed", "write the part again")
    case UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "+"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return error("recursion is not allowed", "write the part again")
    case UInt8(ascii: "C"): return error("callouts are not allowed", "leave it out")
    case UInt8(ascii: "("):
      return error("conditional groups are not allowed", "write an alternation")
    case UInt8(ascii: "#"):
      return error("comments are not allowed", "describe the rule in its description")
    case UInt8(ascii: "-") where peek(3).map(ByteSet.digits.contains) ?? false:
      return error("recursion is not allowed", "write the part again")
    default: return nil
    }
  }
}
