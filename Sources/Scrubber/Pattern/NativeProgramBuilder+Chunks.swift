extension NativeProgramBuilder {
  /// Parts of a pattern that an automaton reads in one go, and the operation after them.
  struct Chunk: Equatable {
    var parts: [PatternNode]
    var next: Int
  }

  /// The parts one after the other, and then those of `pending`, which all wait to be read in one
  /// go.
  mutating func add(
    chunks parts: [PatternNode], _ pending: [PatternNode], then next: Int
  ) throws(TooLarge) -> Int {
    var next = next
    var pending = pending
    var end = parts.count
    while end > 0 {
      let part = parts[end - 1]
      end -= 1
      if part.isRegular {
        pending.insert(part, at: 0)
        continue
      }
      if part.isCondition {
        var conditions = [part]
        while end > 0, parts[end - 1].isCondition {
          conditions.insert(parts[end - 1], at: 0)
          end -= 1
        }
        // They can be read together with what follows them, but not with what stands before them.
        next = try add(pending: conditions + pending, then: next)
        pending = []
      } else if case .alternation(let branches) = part, !part.takesNothing,
        pending.contains(where: \.hasChoice)
      {
        var starts: [Int] = []
        for branch in branches {
          starts.append(try add(chunks: branch.parts, pending, then: next))
        }
        next = try add(ways: starts)
        pending = []
      } else {
        next = try add(pending: pending, then: next)
        next = try add(part, then: next)
        pending = []
      }
    }
    return try add(pending: pending, then: next)
  }

  /// What waited, read in one go where that is worth it.
  private mutating func add(
    pending parts: [PatternNode], then next: Int
  ) throws(TooLarge) -> Int {
    guard parts.contains(where: \.hasChoice),
      let first = parts.firstIndex(where: { $0.singleSet == nil && !$0.isCondition })
    else { return try add(plain: parts, then: next) }
    let key = Chunk(parts: parts, next: next)
    if let known = chunks.first(where: { $0.chunk == key }) { return known.operation }
    let conditions = parts[..<first].reversed().prefix { $0.isCondition }.count
    var question = Automaton.Question(reading: .ends)
    question.must = [.concatenation(parts[first...] + needs[next].conditions)]
    var others: [PatternNode] = []
    for condition in parts[(first - conditions)..<first] {
      if case .look(.ahead, true, let body) = condition, body.isRegular {
        question.mustNot.append(body)
      } else {
        others.append(condition)
      }
    }
    let other = try add(plain: parts[(first - conditions)...], then: next)
    var operation = NativeProgram.Operation(kind: .chunk, next: Int32(next))
    operation.row = add(question)
    operation.other = Int32(other)
    let chunk = try append(operation, needs: needs[other])
    let start = try add(plain: parts[..<(first - conditions)] + others, then: chunk)
    chunks.append((key, start))
    return start
  }

  private mutating func add(
    plain parts: ArraySlice<PatternNode>, then next: Int
  ) throws(TooLarge) -> Int {
    try add(plain: Array(parts), then: next)
  }
}

extension NativeProgramBuilder.Need {
  /// The same as conditions of a pattern.
  fileprivate var conditions: [PatternNode] {
    var conditions: [PatternNode] = []
    if !atEnd {
      conditions.append(.look(.ahead, negative: false, .set(next)))
    } else if next != .all {
      conditions.append(.look(.ahead, negative: true, .set(next.inverted)))
    }
    if !atStart {
      conditions.append(.look(.behind, negative: false, .set(previous)))
    } else if previous != .all {
      conditions.append(.look(.behind, negative: true, .set(previous.inverted)))
    }
    return conditions
  }
}

extension PatternNode {
  /// The parts of a sequence.
  var parts: [PatternNode] {
    if case .sequence(let parts) = self { return parts }
    return [self]
  }

  /// Whether an automaton can read the pattern from left to right.
  var isRegular: Bool {
    switch self {
    case .empty, .set, .wordBoundary, .start, .end: true
    case .sequence(let parts), .alternation(let parts): parts.allSatisfy(\.isRegular)
    case .repeated(let body, let min, let max, let greed):
      body.isRegular && (greed != .possessive || min == max && body.hasOneWay)
        && (max != nil || body.minimumWidth > 0)
    case .atomic(let body): body.hasOneWay && body.isRegular
    case .look(_, _, let body): body.singleSet != nil
    }
  }

  /// Whether the pattern has more to choose than how often a byte comes.
  fileprivate var hasChoice: Bool {
    switch self {
    case .empty, .set, .look, .wordBoundary, .start, .end: false
    case .sequence(let parts): parts.contains(where: \.hasChoice)
    case .alternation: singleSet == nil
    case .repeated(let body, _, _, _): body.singleSet == nil
    case .atomic(let body): body.hasChoice
    }
  }
}
