/// Collects which bytes can stand at the first offsets of a match, over all its paths.
struct PositionWalk {
  /// Most offsets that a walk can follow: one bit each.
  static let maximumLimit = 64

  /// The bytes seen at each offset so far.
  private(set) var sets: [ByteSet]
  private let mask: UInt64

  /// Starts a walk over the offsets below `limit`, which is cut to 1...`maximumLimit`.
  init(limit: Int) {
    let limit = min(max(limit, 1), Self.maximumLimit)
    sets = Array(repeating: ByteSet(), count: limit)
    mask = limit == 64 ? .max : (1 << UInt64(limit)) - 1
  }

  /// Walks `node` from every offset of the bit set `starts`; returns the offsets where it can end.
  ///
  /// Offsets from the limit on are dropped. Conditions are taken to hold.
  mutating func advance(_ node: PatternNode, from starts: UInt64) -> UInt64 {
    if starts == 0 { return 0 }
    switch node {
    case .empty, .look, .wordBoundary, .start, .end: return starts
    case .set(let set):
      var rest = starts
      while rest != 0 {
        sets[rest.trailingZeroBitCount].formUnion(set)
        rest &= rest - 1
      }
      return (starts << 1) & mask
    case .sequence(let parts): return advance(parts[...], from: starts)
    case .alternation(let branches):
      var ends: UInt64 = 0
      for branch in branches { ends |= advance(branch, from: starts) }
      return ends
    case .atomic(let body): return advance(body, from: starts)
    case .repeated(let body, let min, let max, _):
      return advance(repeating: body, min: min, max: max, from: starts)
    }
  }

  /// Walks the parts one after the other.
  mutating func advance(_ parts: ArraySlice<PatternNode>, from starts: UInt64) -> UInt64 {
    var current = starts
    for part in parts where current != 0 {
      current = advance(part, from: current)
    }
    return current
  }

  private mutating func advance(
    repeating body: PatternNode, min: Int, max: Int?, from starts: UInt64
  ) -> UInt64 {
    var current = starts
    var count = 0
    while count < min, current != 0 {
      let next = advance(body, from: current)
      count = next == current ? min : count + 1
      current = next
    }
    // An offset that was reached before was reached with a lower count: walk new offsets only.
    var reached = current
    var frontier = current
    while frontier != 0, max.map({ count < $0 }) ?? true {
      frontier = advance(body, from: frontier) & ~reached
      reached |= frontier
      count += 1
    }
    return reached
  }
}

extension PatternNode {
  /// The bytes that a match can start with; matches of no byte add nothing.
  package var firstSet: ByteSet {
    var walk = PositionWalk(limit: 1)
    _ = walk.advance(self, from: 1)
    return walk.sets[0]
  }

  /// For the offsets that every match has, from 0 up to `limit` (at most 64): the bytes that a
  /// match can have there, or more.
  func positionSets(limit: Int) -> [ByteSet] {
    let count = min(minimumWidth, limit, PositionWalk.maximumLimit)
    guard count > 0 else { return [] }
    var walk = PositionWalk(limit: count)
    _ = walk.advance(self, from: 1)
    return walk.sets
  }
}
