extension PatternParser {
  private static let countBytes = ByteSet.digits.union(ByteSet(of: ", "))

  /// Reads a quantifier and its suffix, if one comes next, and applies it to `atom`.
  ///
  /// - Parameter start: where the atom starts, for errors.
  mutating func parseQuantifier(
    of atom: PatternNode, from start: Int
  ) throws(PatternError) -> PatternNode {
    guard let (min, max) = try parseCounts() else { return atom }
    let greed: PatternNode.Greed = take("?") ? .lazy : take("+") ? .possessive : .greedy
    switch atom {
    case .look, .wordBoundary, .start, .end:
      throw error("a condition can't be repeated", "leave the quantifier out", at: start)
    default: break
    }
    if max == nil, atom.minimumWidth == 0 {
      throw error(
        "an unlimited repeat of something that can be empty",
        "make the repeated part take at least one byte", at: start)
    }
    if min == 1, max == 1 { return greed == .possessive ? .atomic(atom) : atom }
    return .repeated(atom, min: min, max: max, greed: greed)
  }

  /// Whether `byte`, which comes next, starts a quantifier (or a text too near to one).
  func startsQuantifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): true
    case UInt8(ascii: "{"): bracedCounts() != nil
    default: false
    }
  }

  private mutating func parseCounts() throws(PatternError) -> (min: Int, max: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard let inner = bracedCounts() else { return nil }
    let start = position
    position += inner.count + 2
    let fields = inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let isOpen = fields.count == 2 && fields[1].isEmpty
    guard fields.count <= 2, let min = try count(fields[0], at: start),
      let last = isOpen ? min : try count(fields[fields.count - 1], at: start)
    else {
      throw error(
        "not a quantifier in every version of PCRE2", "write {n}, {n,} or {n,m} without spaces",
        at: start)
    }
    let max = isOpen ? nil : last
    if let max, max < min {
      throw error("the counts are in the wrong order", "write the lower one first", at: start)
    }
    if max == 0 {
      throw error("the part is repeated zero times", "leave it out", at: start)
    }
    return (min, max)
  }

  /// What stands between the braces that come next, if it is only digits, commas and spaces.
  private func bracedCounts() -> ArraySlice<UInt8>? {
    guard peek() == UInt8(ascii: "{") else { return nil }
    let allowed = Self.countBytes
    let rest = text[(position + 1)...]
    let inner = rest.prefix(while: allowed.contains)
    guard !inner.isEmpty, inner.endIndex < text.count, text[inner.endIndex] == UInt8(ascii: "}")
    else { return nil }
    return inner
  }

  /// The number in `digits`; `nil` if it is none.
  private func count(
    _ digits: ArraySlice<UInt8>, at start: Int
  ) throws(PatternError) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy(ByteSet.digits.contains) else { return nil }
    guard digits.count < 10, let value = Int(String(decoding: digits, as: UTF8.self)),
      value <= Self.maximumCount
    else {
      throw error("the count is above \(Self.maximumCount)", "use a lower one", at: start)
    }
    return value
  }
}
