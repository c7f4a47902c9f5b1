internal import Scrubber

extension RegexParser {
  /// Reads the repeat that comes next, if one does, and applies it to `atom`.
  ///
  /// - Parameter start: where the atom starts, for errors.
  mutating func parseRepeats(
    of atom: RegexNode, from start: Int
  ) throws(RegexError) -> RegexNode {
    guard let (min, max) = try parseCounts() else { return atom }
    let isLazy = take("?") != flags.isUngreedy
    let second = position
    if try parseCounts() != nil { throw error("two repeats one after the other", at: second) }
    if atom.isCondition { return min == 0 ? .empty : atom }
    if max == 0 { return .empty }
    if min == 1, max == 1 { return atom }
    if let max, max > 1, case .set(let set) = atom, !set.isDisjoint(with: Self.highBytes) {
      countsCharacters = true
    }
    return .repeated(atom, min: min, max: max, isLazy: isLazy)
  }

  private static var highBytes: ByteSet { ByteSet(0x80...0xFF) }

  private mutating func parseCounts() throws(RegexError) -> (min: Int, max: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard let counts = try bracedCounts() else {
      if peek() == "{" { hasLiteralBraces = true }
      return nil
    }
    position += counts.length
    return (counts.min, counts.max)
  }

  /// The counts in the braces that come next; `nil` if they are no repeat and stand for themselves.
  func bracedCounts() throws(RegexError) -> (min: Int, max: Int?, length: Int)? {
    guard peek() == "{" else { return nil }
    let inner = text[(position + 1)...].prefix { ("0"..."9").contains($0) || $0 == "," }
    guard inner.endIndex < text.count, text[inner.endIndex] == "}" else { return nil }
    let fields = inner.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count <= 2, let first = fields.first, !first.isEmpty else { return nil }
    func number(_ field: ArraySlice<Unicode.Scalar>) throws(RegexError) -> Int {
      let digits = String(String.UnicodeScalarView(field))
      guard field.count < 6, let value = Int(digits), value <= Self.maximumCount else {
        throw error("a repeat of more than \(Self.maximumCount)")
      }
      return value
    }
    let min = try number(first)
    var max: Int? = min
    if fields.count == 2 { max = fields[1].isEmpty ? nil : try number(fields[1]) }
    if let max, max < min { throw error("the counts are in the wrong order") }
    return (min, max, inner.count + 2)
  }
}
