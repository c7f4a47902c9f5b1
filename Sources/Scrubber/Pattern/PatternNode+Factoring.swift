extension PatternNode {
  /// Alternatives that match the same in the same order, where those that begin alike are one.
  static func factored(_ branches: [PatternNode]) -> [PatternNode] {
    var groups: [Group] = []
    for branch in branches {
      let member = Group(branch.parts)
      // An alternative may be tried sooner than one that never matches at the same place.
      var index = groups.count - 1
      while index >= 0, !groups[index].beginsLike(member), groups[index].excludes(member) {
        index -= 1
      }
      if index >= 0, groups[index].beginsLike(member) {
        groups[index].merge(member)
      } else {
        groups.append(member)
      }
    }
    return groups.map(\.pattern)
  }

  /// Alternatives that begin with the same part.
  private struct Group {
    private var members: [[PatternNode]]
    /// The bytes that can stand before a match, and at its start.
    private var previous = ByteSet.all
    private var next = ByteSet.all

    init(_ parts: [PatternNode]) {
      members = [parts]
      for part in parts {
        switch part {
        case .look(.behind, false, let body) where body.minimumWidth > 0:
          previous = previous.intersection(body.reversed.firstSet)
        case .look, .wordBoundary, .start, .end: break
        default:
          if part.minimumWidth > 0 { next = part.firstSet }
          return
        }
      }
    }

    func beginsLike(_ other: Group) -> Bool {
      guard let first = members[0].first, first.isCondition || first.singleSet != nil
      else { return false }
      return first == other.members[0].first
    }

    /// Whether never both match at the same place.
    func excludes(_ other: Group) -> Bool {
      next.isDisjoint(with: other.next) || previous.isDisjoint(with: other.previous)
    }

    mutating func merge(_ other: Group) {
      members += other.members
      previous.formUnion(other.previous)
      next.formUnion(other.next)
    }

    var pattern: PatternNode {
      guard members.count > 1 else { return .concatenation(members[0]) }
      let rests = PatternNode.factored(members.map { .concatenation(Array($0.dropFirst())) })
      let rest = rests.count == 1 ? rests[0] : .alternation(rests)
      return .concatenation([members[0][0], rest])
    }
  }
}

extension PatternNode {
  /// The same parts, where the bytes that a look-ahead asks for are asked for where they are taken.
  static func narrowed(_ parts: [PatternNode]) -> [PatternNode] {
    var result: [PatternNode] = []
    var rest = parts[...]
    while let part = rest.popFirst() {
      guard case .look(.ahead, false, let body) = part, let wanted = body.fixedSets(limit: 16)
      else {
        result.append(part)
        continue
      }
      var taken: [ByteSet] = []
      while taken.count < wanted.count, let sets = rest.first?.fixedSets(limit: 16) {
        taken += sets
        rest.removeFirst()
      }
      let sets = taken.enumerated().map { index, set in
        index < wanted.count ? set.intersection(wanted[index]) : set
      }
      result += sets.map { .set($0) }
      if taken.count < wanted.count {
        let open = wanted[taken.count...].map { PatternNode.set($0) }
        result.append(.look(.ahead, negative: false, .concatenation(open)))
      }
    }
    return result
  }

  /// The sets of a pattern that takes a fixed number of bytes, at most `limit`, in one way.
  private func fixedSets(limit: Int) -> [ByteSet]? {
    if let set = singleSet { return [set] }
    switch self {
    case .sequence(let parts):
      var sets: [ByteSet] = []
      for part in parts {
        guard let more = part.fixedSets(limit: limit - sets.count) else { return nil }
        sets += more
      }
      return sets.count <= limit ? sets : nil
    case .repeated(let body, let min, let max, _):
      guard min == max, min <= limit, let set = body.singleSet else { return nil }
      return Array(repeating: set, count: min)
    default: return nil
    }
  }
}
