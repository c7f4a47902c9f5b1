/// Everything before some mandatory element is of a known set of bytes, and that element begins with
/// a byte of `to`. So a scan over the set must end at such a byte: `over` is the set without them.
struct SkipGuard: Sendable, Hashable {
  var over = ByteSet()
  var to = ByteSet()
  /// Most bytes before the element.
  var limit = 0

  /// Elements farther from the start of a match are not looked at.
  private static let farthest = 512
  /// What an attempt costs, in bytes that are skipped.
  private static let attemptCost = 300.0

  init(over: ByteSet, to: ByteSet, limit: Int) {
    (self.over, self.to, self.limit) = (over, to, limit)
  }

  /// The guard that is expected to save most; `nil` if none saves anything.
  init?(_ pattern: PatternNode) {
    var walk = Walk()
    var best = Self.attemptCost
    for part in Self.parts(pattern) {
      if walk.isBeyond { break }
      // A guard behind fixed bytes only says nothing that their sets do not say.
      if walk.isVariable, let stop = Self.stop(part) {
        let over = walk.bytes.union(stop.skipped).subtracting(stop.first)
        let limit = walk.width + stop.width
        let cost = Self.cost(over: over, to: stop.first, limit: limit)
        if cost < best {
          best = cost
          (self.over, to, self.limit) = (over, stop.first, limit)
        }
      }
      walk.add(part)
    }
    if best == Self.attemptCost { return nil }
  }

  /// What a candidate in log text costs with such a guard, in bytes that are skipped.
  private static func cost(over: ByteSet, to: ByteSet, limit: Int) -> Double {
    let model = ByteModel.logText
    let hit = model.probability(of: to)
    let miss = model.probability(of: over.union(to).inverted)
    let length = min(Double(limit), 1 / max(hit + miss, 1e-6))
    return attemptCost * hit / max(hit + miss, 1e-6) + length
  }

  private struct Walk {
    var bytes = ByteSet()
    var width = 0
    var isVariable = false
    var isBeyond = false

    mutating func add(_ part: PatternNode) {
      guard let most = part.maximumWidth, width + most <= SkipGuard.farthest else {
        isBeyond = true
        return
      }
      bytes.formUnion(part.allBytes)
      if part.minimumWidth != most { isVariable = true }
      width += most
    }
  }

  /// What a mandatory element begins with: bytes that may come first, and then one of `first`.
  private struct Stop {
    var skipped = ByteSet()
    var first = ByteSet()
    var width = 0
  }

  private static func parts(_ node: PatternNode) -> [PatternNode] {
    switch node {
    case .sequence(let parts): parts.flatMap(parts(_:))
    case .atomic(let body): parts(body)
    default: [node]
    }
  }

  /// `nil` if the element can be empty.
  private static func stop(_ node: PatternNode) -> Stop? {
    if case .look(.ahead, false, let body) = node { return stop(body) }
    guard node.minimumWidth > 0 else { return nil }
    switch node {
    case .set(let set): return Stop(first: set)
    case .atomic(let body): return stop(body)
    case .repeated(let body, let min, _, _): return min > 0 ? stop(body) : nil
    case .alternation(let branches):
      var union = Stop()
      for branch in branches {
        guard let stop = stop(branch) else { return nil }
        union.skipped.formUnion(stop.skipped)
        union.first.formUnion(stop.first)
        union.width = max(union.width, stop.width)
      }
      return union
    case .sequence(let parts):
      var result = Stop()
      for part in parts {
        if let stop = stop(part) {
          result.skipped.formUnion(stop.skipped)
          result.first = stop.first
          result.width += stop.width
          return result
        }
        guard let width = part.maximumWidth else { return nil }
        result.skipped.formUnion(part.allBytes)
        result.width += width
      }
      return nil
    case .empty, .look, .wordBoundary, .start, .end: return nil
    }
  }
}

extension PatternNode {
  /// All bytes that the pattern can take.
  var allBytes: ByteSet {
    switch self {
    case .set(let set): set
    case .sequence(let parts), .alternation(let parts):
      parts.reduce(into: ByteSet()) { $0.formUnion($1.allBytes) }
    case .repeated(let body, _, _, _), .atomic(let body): body.allBytes
    case .empty, .look, .wordBoundary, .start, .end: ByteSet()
    }
  }

  /// The bytes that a look-behind at the very start of the pattern excludes.
  var leftExclusion: ByteSet? {
    switch self {
    case .sequence(let parts): parts.first?.leftExclusion
    case .look(.behind, true, .set(let set)): set
    default: nil
    }
  }
}
