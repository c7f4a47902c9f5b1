/// A parsed pattern, with case and `.` already resolved into byte sets.
///
/// No set in a tree that the parser made holds the byte 0: in decoded views it stands for a
/// boundary that no match may cross.
///
/// Sets lie in the node itself: most nodes are sets, and an object for each would cost much of the
/// time that loading the rules takes.
package enum PatternNode: Sendable, Hashable {
  /// In which order a repeat tries its counts.
  package enum Greed: Sendable, Hashable {
    /// The highest count first.
    case greedy
    /// The lowest count first.
    case lazy
    /// The highest count only.
    case possessive
  }

  /// On which side of the current position a look-around looks.
  package enum Direction: Sendable, Hashable {
    case ahead
    case behind
  }

  /// Matches without taking a byte.
  case empty
  /// One byte of the set.
  case set(ByteSet)
  /// One part after the other.
  case sequence([PatternNode])
  /// The first alternative with which the rest matches.
  case alternation([PatternNode])
  /// `min` to `max` times the same part; a `max` of `nil` means without limit.
  indirect case repeated(PatternNode, min: Int, max: Int?, greed: Greed)
  /// The first match of the part, never another one.
  indirect case atomic(PatternNode)
  /// A condition on the bytes before or after the current position.
  indirect case look(Direction, negative: Bool, PatternNode)
  /// `\b`, or `\B` if negated.
  case wordBoundary(negated: Bool)
  /// `^`: the start of the text.
  case start
  /// `$`: the end of the text.
  case end

  /// The parts one after the other, without needless nesting.
  package static func concatenation(_ parts: [PatternNode]) -> PatternNode {
    let isFlat = parts.allSatisfy { part in
      switch part {
      case .empty, .sequence: false
      default: true
      }
    }
    if isFlat, parts.count > 1 { return .sequence(parts) }
    var flat: [PatternNode] = []
    flat.reserveCapacity(parts.count)
    for part in parts {
      switch part {
      case .empty: break
      case .sequence(let inner): flat.append(contentsOf: inner)
      default: flat.append(part)
      }
    }
    return switch flat.count {
    case 0: .empty
    case 1: flat[0]
    default: .sequence(flat)
    }
  }

  /// A sequence of single bytes.
  static func literal(_ text: some Sequence<UInt8>) -> PatternNode {
    concatenation(text.map { .set(ByteSet($0)) })
  }

  /// Parses `pattern`, which may use the subset of PCRE2 that rules may use.
  package init(parsing pattern: String) throws(PatternError) {
    self = try PatternParser.parse(pattern)
  }
}
