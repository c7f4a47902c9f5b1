import Scrubber

@testable import RuleImport

/// Makes texts that an expression matches, mostly of letters and digits.
struct SampleText {
  var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// A text for the expression; conditions on its surroundings may not hold.
  mutating func text(for node: RegexNode) -> [UInt8] {
    switch node {
    case .empty, .wordBoundary, .start, .end, .ahead: return []
    case .set(let set): return [byte(of: set)]
    case .sequence(let parts): return parts.flatMap { text(for: $0) }
    case .alternation(let branches):
      return branches.randomElement(using: &random).map { text(for: $0) } ?? []
    case .capture(_, let body): return text(for: body)
    case .repeated(let body, let min, let max, _):
      return (0..<count(of: body, min: min, max: max)).flatMap { _ in text(for: body) }
    }
  }

  private mutating func byte(of set: ByteSet) -> UInt8 {
    let likely = set.intersection(.alphanumerics)
    let printable = set.intersection(ByteSet(0x20...0x7E))
    let isOdd = Int.random(in: 0..<8, using: &random) == 0
    let pool = isOdd || likely.isEmpty ? printable.isEmpty ? set : printable : likely
    return pool.bytes.randomElement(using: &random) ?? 0
  }

  /// Mostly near the minimum, now and then far above it: less than the limit that the importer gives
  /// to gaps, or, for long runs such as tokens are, more than the one of secrets.
  private mutating func count(of body: RegexNode, min: Int, max: Int?) -> Int {
    let most = max ?? Int.max
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return Swift.min(most, min + (max == nil && min >= 5 ? 260 : 20))
    case 1, 2: return min
    default: return Swift.min(most, min + Int.random(in: 0...12, using: &random))
    }
  }
}
