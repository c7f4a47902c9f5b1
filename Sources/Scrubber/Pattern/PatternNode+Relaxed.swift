extension PatternNode {
  /// Repeats with a higher count are taken to have no limit.
  private static let mostCounted = 3

  /// A pattern that matches wherever this one does, and in other places: without look-arounds but
  /// those at the next byte, and without high counts, so that its automaton stays small.
  var relaxed: PatternNode {
    switch self {
    case .empty, .set: return self
    case .sequence(let parts): return .concatenation(parts.map(\.relaxed))
    case .alternation(let branches): return .alternation(branches.map(\.relaxed))
    case .atomic(let body): return body.relaxed
    case .repeated(let body, let min, let max, _):
      let body = body.relaxed
      let isCounted = body.minimumWidth == 0 || max.map { $0 <= Self.mostCounted } ?? false
      let fewest = Swift.min(min, Self.mostCounted)
      return .repeated(body, min: fewest, max: isCounted ? max : nil, greed: .greedy)
    case .look(.ahead, _, let body): return body.singleSet == nil ? .empty : self
    case .look, .wordBoundary, .start, .end: return .empty
    }
  }
}
