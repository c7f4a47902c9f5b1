internal import Scrubber

extension ByteSet {
  /// The bytes of which tokens are made, and the backslash of escaped ones. A match may be extended
  /// over these, and never over white space, quotes, brackets or what separates values.
  static let token = ByteSet.alphanumerics.union(ByteSet(of: "_-+/=.~%:@$*!^#?\\"))
  /// White space and quotes: what ends a value.
  static let valueEnds = ByteSet([0x09, 0x0A, 0x0C, 0x0D, 0x20]).union(ByteSet(of: "\"'`"))

  /// Whether a run over the set stays in one token.
  var isTokenSet: Bool { isSubset(of: .token) }
  /// Whether a run over the set ends with the word.
  var isWithoutSpace: Bool { isDisjoint(with: ByteSet(0x00...0x20)) }
}

extension RegexNode {
  /// Widest terminator.
  private static let widestTerminator = 4

  /// Whether it only says where a value ends: white space, a quote, a word boundary, the end.
  var isTerminator: Bool {
    guard let width = maximumWidth, width <= Self.widestTerminator else { return false }
    let first = firstSet
    if first.isEmpty { return isCondition }
    return first.isDisjoint(with: .alphanumerics) && !first.isDisjoint(with: .valueEnds)
  }

  /// Whether it only says what one byte stands before a value, or that none does.
  var isOpening: Bool {
    guard let width = maximumWidth, width <= 1, hasConditions else { return false }
    return firstSet.isDisjoint(with: .alphanumerics)
  }

  /// Whether another match of it can begin at the same place, so that what follows decides.
  var isAmbiguous: Bool {
    switch self {
    case .empty, .set, .wordBoundary, .start, .end, .ahead: false
    case .sequence(let parts): parts.contains(where: \.isAmbiguous)
    case .alternation(let branches):
      branches.contains(where: \.isAmbiguous) || Set(branches.map(\.maximumWidth)).count > 1
        || branches.contains { $0.minimumWidth != $0.maximumWidth }
    case .repeated(.set, _, _, let isLazy): isLazy
    case .repeated(let body, let min, let max, _): min != max || body.isAmbiguous
    case .capture(_, let body): body.isAmbiguous
    }
  }
}
