extension PatternNode {
  /// The run of bytes with which a match goes on to the right: the set of the last repeat of a set
  /// (at least two bytes wide, up to two or more times) with the single bytes after it.
  ///
  /// The union over all paths; empty if no path has such a repeat.
  package var tailSet: ByteSet {
    tail(after: ByteSet()).found
  }

  /// What a walk from the right has found.
  private struct Tail {
    /// Union over the paths that met a repeat.
    var found = ByteSet()
    /// Single bytes on the paths that met none so far; `nil` if there is no such path.
    var open: ByteSet?

    mutating func merge(_ other: Tail) {
      found.formUnion(other.found)
      if let set = other.open { open = open.map { $0.union(set) } ?? set }
    }
  }

  private func tail(after singles: ByteSet) -> Tail {
    switch self {
    case .empty, .look, .wordBoundary, .start, .end: return Tail(open: singles)
    case .set(let set): return Tail(open: singles.union(set))
    case .sequence(let parts):
      var tail = Tail(open: singles)
      for part in parts.reversed() {
        guard let open = tail.open else { break }
        tail.open = nil
        tail.merge(part.tail(after: open))
      }
      return tail
    case .alternation(let branches):
      return branches.reduce(into: Tail()) { $0.merge($1.tail(after: singles)) }
    case .atomic(let body): return body.tail(after: singles)
    case .repeated(let body, let min, let max, _):
      var tail: Tail
      if case .set(let set) = body, set.count > 1, max ?? 2 > 1 {
        tail = Tail(found: singles.union(set))
      } else {
        tail = body.tail(after: singles)
      }
      if min == 0 { tail.merge(Tail(open: singles)) }
      return tail
    }
  }

  /// The last element as an unbounded repeat of a set, possibly with optional bounded repeats of
  /// sets after it; `nil` if the pattern does not end so.
  ///
  /// - Parameter maximum: the count that `bounded` puts in place of "without limit"; a higher
  ///   minimum of the repeat wins.
  /// - Returns: the repeat's set, and the pattern with that repeat bounded. Other unbounded repeats
  ///   stay as they are.
  package func trailingUnboundedRepeat(
    boundedTo maximum: Int
  ) -> (set: ByteSet, bounded: PatternNode)? {
    switch self {
    case .repeated(.set(let set), let min, nil, let greed):
      let bounded = PatternNode.repeated(
        .set(set), min: min, max: Swift.max(min, maximum), greed: greed)
      return (set, bounded)
    case .atomic(let body):
      return body.trailingUnboundedRepeat(boundedTo: maximum).map { ($0.set, .atomic($0.bounded)) }
    case .sequence(var parts):
      guard let index = parts.lastIndex(where: { !$0.isOptionalBoundedSet }),
        let (set, bounded) = parts[index].trailingUnboundedRepeat(boundedTo: maximum)
      else { return nil }
      parts[index] = bounded
      return (set, .sequence(parts))
    default: return nil
    }
  }

  private var isOptionalBoundedSet: Bool {
    if case .repeated(.set, 0, .some, _) = self { true } else { false }
  }
}
