internal import Scrubber

/// Prints expressions as patterns of the rule format: ASCII, no captures, no quotes, so that they
/// can stand in TOML's literal strings.
struct PatternPrinter {
  /// What the ends of the text are taken for.
  enum Anchors {
    /// `^` and `$` stay: the pattern is searched in a text of its own (a secret, a file name).
    case text
    /// They become the ends of lines: a scanner reads pieces of files, whose ends mean nothing in
    /// a stream.
    case line
  }

  var anchors: Anchors = .line
  private var text = ""

  init(_ anchors: Anchors = .line) {
    self.anchors = anchors
  }

  /// The pattern of one expression; alternatives are bare.
  static func print(_ node: RegexNode, _ anchors: Anchors = .line) -> String {
    var printer = PatternPrinter(anchors)
    // Without groups, letters on both sides of a bracket are one text.
    printer.appendBare(node.withoutCaptures)
    return printer.text
  }

  private mutating func appendBare(_ node: RegexNode) {
    guard case .alternation(let branches) = node, singleSet(node) == nil else {
      return append(node)
    }
    for (index, branch) in branches.enumerated() {
      if index > 0 { text += "|" }
      append(branch)
    }
  }

  private mutating func append(_ node: RegexNode) {
    if let set = singleSet(node) { return append(set) }
    switch node {
    case .empty: break
    case .set(let set): append(set)
    case .sequence(let parts): append(parts)
    case .alternation: appendGroup("(?:", node)
    case .capture: break
    case .repeated(let body, let min, let max, let isLazy):
      if singleSet(body) != nil { append(body) } else { appendGroup("(?:", body) }
      text += Self.count(min: min, max: max)
      // An exact count has only one way to match.
      if isLazy, min != max { text += "?" }
    case .wordBoundary(let isNegated): text += isNegated ? "\\B" : "\\b"
    case .start(let ofLine): text += ofLine || anchors == .line ? "(?<![^\\n])" : "^"
    case .end(let ofLine): text += ofLine || anchors == .line ? "(?![^\\n])" : "$"
    case .ahead(let body): appendGroup("(?=", body)
    }
  }

  private mutating func appendGroup(_ opening: String, _ body: RegexNode) {
    text += opening
    appendBare(body)
    text += ")"
  }

  private static func count(min: Int, max: Int?) -> String {
    switch (min, max) {
    case (0, 1): "?"
    case (0, nil): "*"
    case (1, nil): "+"
    case (_, nil): "{\(min),}"
    case (_, let max?): max == min ? "{\(min)}" : "{\(min),\(max)}"
    }
  }

  // MARK: Sequences

  /// Letters in both cases, one after the other, become one `(?i:...)`.
  private mutating func append(_ parts: [RegexNode]) {
    var index = 0
    while index < parts.count {
      let run = parts[index...].prefix { Self.foldedByte($0) != nil }
      let letters = run.filter { if case .set(let set) = $0 { set.count == 2 } else { false } }
      if letters.count >= 2 {
        text += "(?i:"
        for case .set(let set) in run {
          let byte = set.count == 2 ? (set.bytes.last ?? 0) : (set.onlyMember ?? 0)
          append(byte, inClass: false)
        }
        text += ")"
        index = run.endIndex
      } else {
        append(parts[index])
        index += 1
      }
    }
  }

  /// The byte of a set that is one byte, or one letter in both cases.
  private static func foldedByte(_ node: RegexNode) -> UInt8? {
    guard case .set(let set) = node else { return nil }
    if let byte = set.onlyMember { return ByteSet.letters.contains(byte) ? nil : byte }
    let bytes = set.bytes
    return bytes.count == 2 && bytes[0] | 0x20 == bytes[1] && ByteSet.letters.contains(bytes[0])
      ? bytes[1] : nil
  }

  /// The set of an alternation of single bytes, or of a set.
  private func singleSet(_ node: RegexNode) -> ByteSet? {
    switch node {
    case .set(let set): return set
    case .alternation(let branches):
      var union = ByteSet()
      for branch in branches {
        guard let set = singleSet(branch) else { return nil }
        union.formUnion(set)
      }
      return union
    default: return nil
    }
  }

  // MARK: Sets

  private static let named: [(ByteSet, String)] = [
    (ByteSet.boundary.inverted, "(?s:.)"), (.word, "\\w"), (.digits, "\\d"),
  ]

  private mutating func append(_ set: ByteSet) {
    if let byte = set.onlyMember { return append(byte, inClass: false) }
    if let name = Self.named.first(where: { $0.0 == set })?.1 {
      text += name
      return
    }
    let inverted = set.inverted.subtracting(.boundary)
    if inverted == .lineFeed {
      text += "."
    } else if set.ranges.count > inverted.ranges.count, !inverted.isEmpty {
      text += "[^"
      appendMembers(inverted)
      text += "]"
    } else {
      text += "["
      appendMembers(set)
      text += "]"
    }
  }

  private mutating func appendMembers(_ set: ByteSet) {
    var set = set
    if ByteSet.word.isSubset(of: set) {
      text += "\\w"
      set = set.subtracting(.word)
    }
    for range in set.ranges {
      append(range.lowerBound, inClass: true)
      guard range.count > 1 else { continue }
      if range.count > 2 { text += "-" }
      append(range.upperBound, inClass: true)
    }
  }

  private static let special = ByteSet(of: "\\^$.[]|()?*+{}")
  private static let specialInClass = ByteSet(of: "\\^[]-")

  private mutating func append(_ byte: UInt8, inClass: Bool) {
    switch byte {
    case 0x09: text += "\\t"
    case 0x0A: text += "\\n"
    case 0x0C: text += "\\f"
    case 0x0D: text += "\\r"
    // A quote would end a literal string of TOML.
    case 0x00..<0x20, 0x27, 0x7F...:
      let digits = String(byte, radix: 16)
      text += "\\x" + (digits.count < 2 ? "0" : "") + digits
    default:
      let isSpecial = (inClass ? Self.specialInClass : Self.special).contains(byte)
      text += (isSpecial ? "\\" : "") + String(Unicode.Scalar(byte))
    }
  }
}
