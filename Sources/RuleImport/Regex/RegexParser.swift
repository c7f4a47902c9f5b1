internal import Scrubber

/// Reads the syntax of RE2 as Go's `regexp` has it.
///
/// Go refuses what it does not know, and so does the parser: a rule that Go can't compile was never
/// one.
struct RegexParser {
  /// What is read.
  struct Result: Equatable {
    var node: RegexNode
    var captureCount: Int
    /// Names of groups, by number.
    var names: [Int: String]
    /// Whether a Unicode class was widened to all characters beyond ASCII.
    var isWidened: Bool
    /// Whether a bounded repeat counts characters that can be more than one byte.
    var countsCharacters: Bool
    /// Whether the repeats of RE2 mean something else in PCRE2, for example `{,5}`.
    var hasLiteralBraces: Bool
  }

  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesLineFeed = false
    var isUngreedy = false
  }

  /// Go's own limits.
  static let maximumCount = 1_000
  static let maximumDepth = 250

  let text: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  var captureCount = 0
  var names: [Int: String] = [:]
  var isWidened = false
  var countsCharacters = false
  var hasLiteralBraces = false
  private var depth = 0

  private init(_ pattern: String) {
    text = Array(pattern.unicodeScalars)
  }

  static func parse(_ pattern: String) throws(RegexError) -> Result {
    var parser = RegexParser(pattern)
    let node = try parser.parseAlternation()
    if parser.position < parser.text.count { throw parser.error("`)` without `(`") }
    return Result(
      node: node, captureCount: parser.captureCount, names: parser.names,
      isWidened: parser.isWidened, countsCharacters: parser.countsCharacters,
      hasLiteralBraces: parser.hasLiteralBraces)
  }

  // MARK: Reading

  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    let index = position + distance
    return index < text.count ? text[index] : nil
  }

  mutating func take(_ token: String) -> Bool {
    let scalars = token.unicodeScalars
    guard text[position...].starts(with: scalars) else { return false }
    position += scalars.count
    return true
  }

  func error(_ reason: String, at offset: Int? = nil) -> RegexError {
    RegexError(offset: offset ?? position, reason: reason)
  }

  // MARK: Structure

  private mutating func parseAlternation() throws(RegexError) -> RegexNode {
    var branches = [try parseSequence()]
    while take("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func parseSequence() throws(RegexError) -> RegexNode {
    var parts: [RegexNode] = []
    while let next = peek(), next != "|", next != ")" {
      let start = position
      if take("\\Q") {
        parts += parseQuotation()
        // A repeat after a quotation is one of its last character.
        if let last = parts.popLast() { parts.append(try parseRepeats(of: last, from: start)) }
        continue
      }
      guard let atom = try parseAtom() else { continue }
      parts.append(try parseRepeats(of: atom, from: start))
    }
    return .concatenation(parts)
  }

  /// The characters up to `\E` or the end.
  private mutating func parseQuotation() -> [RegexNode] {
    var parts: [RegexNode] = []
    while let scalar = peek(), !take("\\E") {
      position += 1
      parts.append(literal(scalar.value))
    }
    return parts
  }

  /// One element without its repeat; `nil` for a flag setting.
  private mutating func parseAtom() throws(RegexError) -> RegexNode? {
    guard let next = peek() else { return nil }
    switch next {
    case "(": return try parseGroup()
    case "[": return try parseClass()
    case "\\": return try parseEscape()
    case ".":
      position += 1
      let excluded = flags.dotMatchesLineFeed ? RuneSet() : RuneSet(ByteSet(0x0A))
      return node(excluded.inverted)
    case "^":
      position += 1
      return .start(ofLine: flags.isMultiline)
    case "$":
      position += 1
      return .end(ofLine: flags.isMultiline)
    case "*", "+", "?": throw error("a repeat without anything to repeat")
    default:
      if next == "{", try bracedCounts() != nil {
        throw error("a repeat without anything to repeat")
      }
      position += 1
      return literal(next.value)
    }
  }

  /// The node for one literal character under the current flags.
  func literal(_ value: UInt32) -> RegexNode {
    let set = RuneSet([value...value])
    return (flags.ignoresCase ? set.folded : set).bytePattern.node
  }

  /// The node for a class of characters.
  mutating func node(_ set: RuneSet) -> RegexNode {
    let (node, isWider) = set.bytePattern
    if isWider { isWidened = true }
    return node
  }

  // MARK: Groups

  private mutating func parseGroup() throws(RegexError) -> RegexNode? {
    let start = position
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { throw error("groups are nested too deep") }
    let outer = flags
    position += 1
    if take("?P<") || (peek() == "?" && peek(1) == "<" && peek(2) != "=" && peek(2) != "!") {
      if peek() == "?" { position += 2 }
      let name = text[position...].prefix { $0 != ">" }
      position += name.count
      guard take(">"), !name.isEmpty else { throw error("the group's name is cut", at: start) }
      names[captureCount + 1] = String(String.UnicodeScalarView(name))
      return try finishCapture(from: start, outer)
    }
    guard take("?") else { return try finishCapture(from: start, outer) }
    guard try parseFlags(from: start) else { return nil }
    return try finishGroup(from: start, outer)
  }

  private mutating func finishCapture(
    from start: Int, _ outer: Flags
  ) throws(RegexError) -> RegexNode {
    captureCount += 1
    let number = captureCount
    return .capture(number, try finishGroup(from: start, outer))
  }

  private mutating func finishGroup(
    from start: Int, _ outer: Flags
  ) throws(RegexError) -> RegexNode {
    let body = try parseAlternation()
    guard take(")") else { throw error("the group is not closed", at: start) }
    flags = outer
    return body
  }

  /// Reads what stands after `(?`; returns whether a group body follows.
  private mutating func parseFlags(from start: Int) throws(RegexError) -> Bool {
    var value = true
    while let scalar = peek() {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "m": flags.isMultiline = value
      case "s": flags.dotMatchesLineFeed = value
      case "U": flags.isUngreedy = value
      case "-" where value: value = false
      case ")": return false
      case ":": return true
      default: throw error("a group or flag that RE2 does not have", at: start)
      }
    }
    throw error("the group is not closed", at: start)
  }
}
