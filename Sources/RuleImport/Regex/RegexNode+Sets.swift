internal import Scrubber

extension RegexNode {
  /// The bytes that a match can start with; matches of no byte add nothing.
  var firstSet: ByteSet {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: return ByteSet()
    case .set(let set): return set
    case .sequence(let parts):
      var union = ByteSet()
      for part in parts {
        union.formUnion(part.firstSet)
        if part.minimumWidth > 0 { break }
      }
      return union
    case .alternation(let branches):
      return branches.reduce(into: ByteSet()) { $0.formUnion($1.firstSet) }
    case .repeated(let body, _, _, _), .capture(_, let body): return body.firstSet
    }
  }

  /// Every byte that a match can hold.
  var allBytes: ByteSet {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: ByteSet()
    case .set(let set): set
    case .sequence(let parts), .alternation(let parts):
      parts.reduce(into: ByteSet()) { $0.formUnion($1.allBytes) }
    case .repeated(let body, _, _, _), .capture(_, let body): body.allBytes
    }
  }

  /// Whether a match can hold only bytes of `set`.
  func canMatch(within set: ByteSet) -> Bool {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: true
    case .set(let own): !own.isDisjoint(with: set)
    case .sequence(let parts): parts.allSatisfy { $0.canMatch(within: set) }
    case .alternation(let branches): branches.contains { $0.canMatch(within: set) }
    case .repeated(let body, let min, _, _): min == 0 || body.canMatch(within: set)
    case .capture(_, let body): body.canMatch(within: set)
    }
  }

  /// Whether all that it matches is a small number of fixed texts: such a group names the secret's
  /// kind, or only groups, and is no secret.
  var isFixedText: Bool {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: true
    case .set(let set): set.foldedCount <= 4
    case .sequence(let parts), .alternation(let parts): parts.allSatisfy(\.isFixedText)
    case .repeated(let body, _, let max, _): max.map { $0 <= 64 } ?? false && body.isFixedText
    case .capture(_, let body): body.isFixedText
    }
  }

  /// Whether it asks about the place of a match somewhere.
  var hasConditions: Bool {
    switch self {
    case .wordBoundary, .start, .end, .ahead: true
    case .empty, .set: false
    case .sequence(let parts), .alternation(let parts): parts.contains(where: \.hasConditions)
    case .repeated(let body, _, _, _), .capture(_, let body): body.hasConditions
    }
  }

  // MARK: Tail

  /// The run of bytes with which the engine extends a match of this secret: the set of its last
  /// repeat with the single bytes after it, over all paths. `docs/SEMANTICS.md`, section 3.
  var tailSet: ByteSet { tail(after: ByteSet()).found }

  private struct Tail {
    var found = ByteSet()
    /// Single bytes on the paths without a repeat so far; `nil` if there is no such path.
    var open: ByteSet?

    mutating func merge(_ other: Tail) {
      found.formUnion(other.found)
      if let set = other.open { open = open.map { $0.union(set) } ?? set }
    }
  }

  private func tail(after singles: ByteSet) -> Tail {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: return Tail(open: singles)
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
    case .capture(_, let body): return body.tail(after: singles)
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
}
