internal import Scrubber

/// A foreign expression, read into sets of bytes: case, `.` and non-ASCII characters are resolved.
///
/// No set holds the byte 0, which in the engine stands for a boundary.
indirect enum RegexNode: Hashable, Sendable {
  /// Matches without taking a byte.
  case empty
  /// One byte of the set; an empty set matches nothing.
  case set(ByteSet)
  case sequence([RegexNode])
  case alternation([RegexNode])
  /// A `max` of `nil` means without limit.
  case repeated(RegexNode, min: Int, max: Int?, isLazy: Bool)
  /// A capturing group with its number.
  case capture(Int, RegexNode)
  /// `\b`, or `\B` if negated.
  case wordBoundary(isNegated: Bool)
  /// `^`: of every line where the flag `m` was set, else of the text.
  case start(ofLine: Bool)
  /// `$`: of every line where the flag `m` was set, else of the text.
  case end(ofLine: Bool)
  /// A condition on what follows. RE2 has none: the importer makes it.
  case ahead(RegexNode)

  /// The parts one after the other, without needless nesting.
  static func concatenation(_ parts: [RegexNode]) -> RegexNode {
    let flat = parts.flatMap(\.parts)
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .empty : .sequence(flat)
  }

  /// The alternatives, without needless nesting and without those that are there already.
  static func choice(_ branches: [RegexNode]) -> RegexNode {
    var distinct: [RegexNode] = []
    for branch in branches {
      let inner = if case .alternation(let inner) = branch { inner } else { [branch] }
      for node in inner where !distinct.contains(node) { distinct.append(node) }
    }
    return distinct.count == 1 ? distinct[0] : .alternation(distinct)
  }

  /// The parts of a sequence; the node itself if it is none.
  var parts: [RegexNode] {
    switch self {
    case .empty: []
    case .sequence(let parts): parts
    default: [self]
    }
  }

  /// Whether a capturing group is in it.
  var hasCaptures: Bool { !captures.isEmpty }

  /// The numbers of its capturing groups, in their order.
  var captures: [Int] {
    switch self {
    case .capture(let number, let body): [number] + body.captures
    case .sequence(let parts), .alternation(let parts): parts.flatMap(\.captures)
    case .repeated(let body, _, _, _), .ahead(let body): body.captures
    case .empty, .set, .wordBoundary, .start, .end: []
    }
  }

  /// The same without capturing groups.
  var withoutCaptures: RegexNode {
    switch self {
    case .capture(_, let body): body.withoutCaptures
    case .sequence(let parts): .concatenation(parts.map(\.withoutCaptures))
    case .alternation(let branches): .alternation(branches.map(\.withoutCaptures))
    case .repeated(let body, let min, let max, let isLazy):
      .repeated(body.withoutCaptures, min: min, max: max, isLazy: isLazy)
    case .ahead(let body): .ahead(body.withoutCaptures)
    case .empty, .set, .wordBoundary, .start, .end: self
    }
  }

  /// Whether it takes no byte, but may ask something about the place.
  var isCondition: Bool {
    switch self {
    case .wordBoundary, .start, .end, .ahead: true
    case .sequence(let parts), .alternation(let parts): parts.allSatisfy(\.isCondition)
    case .capture(_, let body): body.isCondition
    case .empty: true
    case .set, .repeated: false
    }
  }
}
