extension PatternNode {
  /// Widths stop growing here, so that nested counts can't overflow.
  private static let widthLimit = 1 << 30

  /// Least number of bytes that a match takes.
  var minimumWidth: Int {
    switch self {
    case .empty, .look, .wordBoundary, .start, .end: return 0
    case .set: return 1
    case .sequence(let parts):
      var sum = 0
      for part in parts { sum += part.minimumWidth }
      return Swift.min(Self.widthLimit, sum)
    case .alternation(let branches):
      var lowest = Self.widthLimit
      for branch in branches { lowest = Swift.min(lowest, branch.minimumWidth) }
      return lowest
    case .repeated(let body, let min, _, _):
      return Swift.min(Self.widthLimit, body.minimumWidth * min)
    case .atomic(let body): return body.minimumWidth
    }
  }

  /// Greatest number of bytes that a match takes; `nil` if there is no limit.
  package var maximumWidth: Int? {
    switch self {
    case .empty, .look, .wordBoundary, .start, .end: return 0
    case .set: return 1
    case .sequence(let parts):
      var sum = 0
      for part in parts {
        guard let width = part.maximumWidth else { return nil }
        sum = Swift.min(Self.widthLimit, sum + width)
      }
      return sum
    case .alternation(let branches):
      var highest = 0
      for branch in branches {
        guard let width = branch.maximumWidth else { return nil }
        highest = Swift.max(highest, width)
      }
      return highest
    case .repeated(let body, _, let max, _):
      guard let width = body.maximumWidth else { return nil }
      if width == 0 { return 0 }
      guard let max else { return nil }
      return Swift.min(Self.widthLimit, width * max)
    case .atomic(let body): return body.maximumWidth
    }
  }

  /// Most bytes before the start of a match that decide about it; an upper bound.
  var lookBehind: Int {
    reach(.behind)
  }

  /// Most bytes after the end of the longest match that decide about it; an upper bound.
  ///
  /// Does not count the byte that ends a trailing repeat.
  package var lookAhead: Int {
    reach(.ahead)
  }

  /// Look-arounds in the middle of a pattern count in full, though part of their reach lies in
  /// the match.
  private func reach(_ direction: Direction) -> Int {
    switch self {
    case .empty, .set: return 0
    case .sequence(let parts), .alternation(let parts):
      var farthest = 0
      for part in parts { farthest = Swift.max(farthest, part.reach(direction)) }
      return farthest
    case .repeated(let body, _, _, _), .atomic(let body): return body.reach(direction)
    case .look(let side, _, let body):
      let own = side == direction ? body.maximumWidth ?? Self.widthLimit : 0
      return body.reach(direction) + own
    case .wordBoundary: return 1
    case .start: return direction == .behind ? 1 : 0
    case .end: return direction == .ahead ? 1 : 0
    }
  }
}
