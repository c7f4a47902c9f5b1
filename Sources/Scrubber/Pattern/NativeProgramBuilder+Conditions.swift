extension NativeProgramBuilder {
  /// Conditions at one place, all of which must hold; the cheapest are tested first.
  mutating func add(conditions: [PatternNode], then next: Int) throws(TooLarge) -> Int {
    var next = next
    var ahead = Automaton.Question(reading: .ahead)
    var behind = Automaton.Question(reading: .behind)
    var simple: [PatternNode] = []
    for condition in conditions {
      guard case .look(let direction, let negative, let body) = condition,
        !isSimple(negative: negative, body)
      else {
        simple.append(condition)
        continue
      }
      switch direction {
      case .ahead: ahead.add(body, negative: negative)
      case .behind: behind.add(body, negative: negative)
      }
    }
    for question in [ahead, behind] where !question.isEmpty {
      next = try add(question, then: next)
    }
    for condition in simple { next = try add(simple: condition, then: next) }
    return next
  }

  /// Whether a look-around is a test of one byte or of one literal.
  private func isSimple(negative: Bool, _ body: PatternNode) -> Bool {
    body.singleSet != nil || !negative && Literal(body) != nil
  }

  private mutating func add(simple node: PatternNode, then next: Int) throws(TooLarge) -> Int {
    var need = needs[next]
    if let fused = try add(word: node, then: next) { return fused }
    switch node {
    case .start:
      need.previous = ByteSet()
      return try append(.start, next: next, needs: need)
    case .end:
      need.next = ByteSet()
      return try append(.end, next: next, needs: need)
    case .wordBoundary(let negated):
      return try append(negated ? .notBoundary : .boundary, next: next, needs: need)
    case .look(let direction, let negative, let body):
      if let set = body.singleSet {
        need.restrict(direction, negative: negative, set)
        let kind: NativeProgram.Kind =
          switch direction {
          case .ahead: negative ? .notAhead : .ahead
          case .behind: negative ? .notBehind : .behind
          }
        return try append(kind, row: row(for: set), next: next, needs: need)
      }
      guard let literal = Literal(body) else { return next }
      need.restrict(direction, negative: false, direction == .ahead ? literal.first : literal.last)
      var operation = NativeProgram.Operation(
        kind: direction == .ahead ? .literalAhead : .literalBehind, next: Int32(next))
      operation.count = UInt8(literal.count)
      operation.value = direction == .ahead ? literal.value : literal.highValue
      operation.mask = direction == .ahead ? literal.mask : literal.highMask
      return try append(operation, needs: need)
    case .empty, .set, .sequence, .alternation, .repeated, .atomic: return next
    }
  }

  /// A literal before a literal, as one operation; `nil` if `node` is none or none follows.
  private mutating func add(word node: PatternNode, then next: Int) throws(TooLarge) -> Int? {
    guard case .look(.behind, false, let body) = node, let literal = Literal(body) else {
      return nil
    }
    var operation = operations[next]
    if operation.startsSecret { return nil }
    switch operation.kind {
    case .literal:
      operation.row = row(for: .all)
      operation.min = 0
    case .word where operation.countBehind == 0: break
    case .byte:
      operation.count = 1
      operation.min = 0
    default: return nil
    }
    operation.kind = .word
    operation.countBehind = UInt8(literal.count)
    operation.valueBehind = literal.highValue
    operation.maskBehind = literal.highMask
    var need = needs[next]
    need.restrict(.behind, negative: false, literal.last)
    return try append(operation, needs: need)
  }

  private mutating func add(
    _ question: Automaton.Question, then next: Int
  ) throws(TooLarge) -> Int {
    let direction: PatternNode.Direction = question.reading == .behind ? .behind : .ahead
    var need = needs[next]
    for body in question.must where body.minimumWidth > 0 {
      let set = direction == .ahead ? body.firstSet : body.reversed.firstSet
      need.restrict(direction, negative: false, set)
    }
    let bodies = question.must + question.mustNot
    let isRegular = bodies.allSatisfy { body in
      direction == .ahead ? body.isRegular : body.isRegular && body.hasNoCondition
    }
    if isRegular, bodies.count <= Automaton.mostPatterns {
      return try append(
        direction == .ahead ? .decideAhead : .decideBehind, row: add(question), next: next,
        needs: need)
    }
    var next = next
    for body in question.must {
      next = try add(look: direction, negative: false, body, then: next)
    }
    for body in question.mustNot {
      next = try add(look: direction, negative: true, body, then: next)
    }
    return next
  }
}

extension Automaton.Question {
  /// Whether nothing is asked.
  fileprivate var isEmpty: Bool { must.isEmpty && mustNot.isEmpty }

  fileprivate mutating func add(_ body: PatternNode, negative: Bool) {
    if negative { mustNot.append(body) } else { must.append(body) }
  }
}

extension NativeProgramBuilder.Need {
  /// Adds what a look-around for one byte needs.
  fileprivate mutating func restrict(
    _ direction: PatternNode.Direction, negative: Bool, _ set: ByteSet
  ) {
    let allowed = negative ? set.inverted : set
    switch direction {
    case .ahead:
      next = next.intersection(allowed)
      if !negative { atEnd = false }
    case .behind:
      previous = previous.intersection(allowed)
      if !negative { atStart = false }
    }
  }
}

/// Up to eight bytes in a row, each of which is one byte or a letter in either case.
struct Literal {
  /// The bytes from the lowest on, and the bits of them that count.
  private(set) var value: UInt64 = 0
  private(set) var mask: UInt64 = 0
  private(set) var count = 0
  private(set) var first = ByteSet()
  private(set) var last = ByteSet()

  /// The literal of the sets, at most eight; those without a `maskedByte` are left open.
  init(_ sets: ArraySlice<ByteSet>) {
    for set in sets {
      let (byte, bits) = set.maskedByte ?? (0, 0)
      value |= UInt64(byte) << UInt64(8 * count)
      mask |= UInt64(bits) << UInt64(8 * count)
      if count == 0 { first = set }
      last = set
      count += 1
    }
  }

  /// The literal that a pattern stands for; `nil` if it is none.
  init?(_ node: PatternNode) {
    let parts = if case .sequence(let parts) = node { parts } else { [node] }
    let sets = parts.compactMap(\.singleSet)
    guard sets.count == parts.count, (1...8).contains(sets.count),
      sets.allSatisfy({ $0.maskedByte != nil })
    else { return nil }
    self.init(sets[...])
  }

  /// The same in the highest bytes.
  var highValue: UInt64 { value << UInt64(64 - 8 * count) }
  var highMask: UInt64 { mask << UInt64(64 - 8 * count) }
}

extension ByteSet {
  /// The set as a byte and the bits of it that count: one byte, or two that differ in one bit.
  var maskedByte: (byte: UInt8, bits: UInt8)? {
    if let byte = onlyMember { return (byte, 0xFF) }
    guard count == 2, let first = bytes.first, let last = bytes.last else { return nil }
    let difference = first ^ last
    return difference.nonzeroBitCount == 1 ? (first & ~difference, ~difference) : nil
  }
}

extension PatternNode {
  /// Whether no part of the pattern tests what stands around it.
  fileprivate var hasNoCondition: Bool {
    switch self {
    case .empty, .set: true
    case .sequence(let parts), .alternation(let parts): parts.allSatisfy(\.hasNoCondition)
    case .repeated(let body, _, _, _), .atomic(let body): body.hasNoCondition
    case .look, .wordBoundary, .start, .end: false
    }
  }

  /// A pattern that takes the same bytes from the last to the first; conditions stay as they are.
  var reversed: PatternNode {
    switch self {
    case .sequence(let parts): .sequence(parts.reversed().map(\.reversed))
    case .alternation(let branches): .alternation(branches.map(\.reversed))
    case .repeated(let body, let min, let max, let greed):
      .repeated(body.reversed, min: min, max: max, greed: greed)
    case .atomic(let body): .atomic(body.reversed)
    case .empty, .set, .look, .wordBoundary, .start, .end: self
    }
  }
}
