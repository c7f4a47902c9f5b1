/// Turns patterns into the operations of a `NativeProgram`, each from its end to its start.
struct NativeProgramBuilder {
  /// What must hold where an operation starts, or it fails for certain.
  struct Need {
    /// The next byte, and whether there may be none.
    var next = ByteSet.all
    var atEnd = true
    /// The byte before, and whether there may be none.
    var previous = ByteSet.all
    var atStart = true

    static let nothing = Need()

    /// What must hold where one or the other does.
    func union(_ other: Need) -> Need {
      Need(
        next: next.union(other.next), atEnd: atEnd || other.atEnd,
        previous: previous.union(other.previous), atStart: atStart || other.atStart)
    }

    /// What must hold where both do.
    func intersection(_ other: Need) -> Need {
      Need(
        next: next.intersection(other.next), atEnd: atEnd && other.atEnd,
        previous: previous.intersection(other.previous), atStart: atStart && other.atStart)
    }
  }

  /// Most operations of a program.
  static let mostOperations = 4_096

  var operations: [NativeProgram.Operation] = []
  /// For each operation: what must hold where it starts.
  var needs: [Need] = []
  /// For each operation: whether it matches whatever comes.
  var succeeds: [Bool] = []
  private(set) var classes: [UInt8] = []
  private var rows: [ByteSet: Int32] = [:]
  var fewMasks: [UInt8] = []
  var manyMasks: [UInt64] = []
  var ways: [Int32] = []
  /// The same before conditions were left out that the masks test.
  var untested: [Int] = []
  private(set) var questions: [Automaton.Question] = []
  /// The operations of the chunks that there are.
  var chunks: [(chunk: Chunk, operation: Int)] = []
  /// Where atomic groups and look-arounds end.
  private(set) var leave = 0

  /// The first operation of a rule; `nil` if there would be too many.
  mutating func compile(
    before: PatternNode, secret: PatternNode, after: PatternNode
  ) -> Int? {
    do {
      leave = try append(.leave, needs: .nothing, succeeds: true)
      let accept = try append(.accept, needs: .nothing, succeeds: true)
      let rest = try add(after, then: accept)
      let end = try append(
        rest == accept ? .acceptSecret : .secretEnd, next: rest, needs: needs[rest],
        succeeds: succeeds[rest])
      let middle = try add(secret, then: end)
      let start = try add(secretStart: middle)
      return try add(chunks: before.parts, [], then: start)
    } catch {
      return nil
    }
  }

  /// The operation at `next` as the one at which the secret starts.
  private mutating func add(secretStart next: Int) throws(TooLarge) -> Int {
    var operation = operations[next]
    switch operation.kind {
    case .byte, .run, .greedy, .fewWays, .manyWays:
      operation.startsSecret = true
      return try append(operation, needs: needs[next], succeeds: succeeds[next])
    default:
      return try append(.secretStart, next: next, needs: needs[next], succeeds: succeeds[next])
    }
  }

  /// The program would be too large.
  struct TooLarge: Error {}

  // MARK: Nodes

  /// The operation at which `node` starts, given where it goes on.
  mutating func add(_ node: PatternNode, then next: Int) throws(TooLarge) -> Int {
    switch node {
    case .empty: return next
    case .set(let set): return try add(sets: [set], then: next)
    case .sequence(let parts): return try add(plain: parts, then: next)
    case .alternation(let branches): return try add(alternation: branches, then: next)
    case .repeated(let body, let min, let max, let greed):
      if let set = body.singleSet { return try add(run: set, min, max, greed, then: next) }
      return try add(repeating: body, min, max, greed, then: next)
    case .atomic(let body):
      if body.hasOneWay { return try add(body, then: next) }
      return try add(atomic: body, then: next)
    case .look, .wordBoundary, .start, .end: return try add(conditions: [node], then: next)
    }
  }

  /// The parts one after the other, without chunks.
  mutating func add(plain parts: [PatternNode], then next: Int) throws(TooLarge) -> Int {
    let parts = PatternNode.narrowed(parts)
    var next = next
    var end = parts.count
    while end > 0 {
      var start = end
      while start > 0, parts[start - 1].singleSet != nil { start -= 1 }
      if start < end {
        next = try add(sets: parts[start..<end].compactMap(\.singleSet), then: next)
        end = start
        continue
      }
      while start > 0, parts[start - 1].isCondition { start -= 1 }
      if start < end {
        next = try add(conditions: Array(parts[start..<end]), then: next)
        end = start
        continue
      }
      next = try add(parts[end - 1], then: next)
      end -= 1
    }
    return next
  }

  /// One byte of each set.
  private mutating func add(sets: [ByteSet], then next: Int) throws(TooLarge) -> Int {
    var next = next
    var end = sets.count
    while end > 0 {
      // A word holds up to eight bytes, one of which may be of any class.
      var start = end
      var other = -1
      while start > 0, end - start < 8 {
        if sets[start - 1].maskedByte == nil {
          if other >= 0 { break }
          other = start - 1
        }
        start -= 1
      }
      let need = Need(next: sets[start], atEnd: false)
      if end - start == 1 {
        next = try append(.byte, row: row(for: sets[start]), next: next, needs: need)
      } else {
        let literal = Literal(sets[start..<end])
        var operation = NativeProgram.Operation(
          kind: other < 0 ? .literal : .word, next: Int32(next))
        operation.count = UInt8(end - start)
        (operation.value, operation.mask) = (literal.value, literal.mask)
        if other >= 0 {
          operation.min = Int32(other - start)
          operation.row = row(for: sets[other])
        }
        next = try append(operation, needs: need)
      }
      end = start
    }
    return next
  }

  private mutating func add(
    run set: ByteSet, _ min: Int, _ max: Int?, _ greed: PatternNode.Greed, then next: Int
  ) throws(TooLarge) -> Int {
    if min == 1, max == 1 { return try add(sets: [set], then: next) }
    let follow = needs[next]
    var operation = NativeProgram.Operation(kind: .run, row: row(for: set), next: Int32(next))
    operation.min = Int32(clamping: min)
    operation.max = max.map { Int32(clamping: $0) } ?? .max
    // With a lower count a byte of the set would follow.
    let isFinal = set.isDisjoint(with: follow.next)
    if min != max, greed != .possessive, !isFinal {
      if greed == .lazy {
        operation.kind = .lazy
      } else if !succeeds[next] {
        operation.kind = .greedy
      }
      operation.other = row(for: follow.next)
      operation.count = follow.atEnd ? 1 : 0
    }
    if min > 0 { return try append(operation, needs: Need(next: set, atEnd: false)) }
    let need = Need(next: set, atEnd: false).union(follow)
    return try append(operation, needs: need, succeeds: succeeds[next])
  }

  private mutating func add(
    repeating body: PatternNode, _ min: Int, _ max: Int?, _ greed: PatternNode.Greed,
    then next: Int
  ) throws(TooLarge) -> Int {
    if greed == .possessive {
      let same = PatternNode.repeated(body, min: min, max: max, greed: .greedy)
      return try add(atomic: same, then: next)
    }
    var entry = next
    if let max {
      for _ in min..<max {
        let more = try add(body, then: entry)
        entry = try add(ways: greed == .lazy ? [next, more] : [more, next])
      }
    } else {
      // Every turn takes a byte: the parser sees to that.
      let loop = try append(.never, needs: .nothing)
      let more = try add(body, then: loop)
      try set(ways: greed == .lazy ? [next, more] : [more, next], of: loop)
      entry = loop
    }
    for _ in 0..<min { entry = try add(body, then: entry) }
    return entry
  }

  private mutating func add(atomic body: PatternNode, then next: Int) throws(TooLarge) -> Int {
    // What follows can't make the body match otherwise, so nothing of it is known there.
    let entry = try add(body, then: leave)
    return try append(
      .enterAtomic, row: Int32(entry), next: next, needs: needs[entry])
  }

  /// A look-around that no automaton decides.
  mutating func add(
    look direction: PatternNode.Direction, negative: Bool, _ body: PatternNode, then next: Int
  ) throws(TooLarge) -> Int {
    let entry: Int
    switch direction {
    case .ahead: entry = try add(body, then: leave)
    case .behind:
      let branches = if case .alternation(let branches) = body { branches } else { [body] }
      var starts: [Int] = []
      for branch in branches {
        let start = try add(branch, then: leave)
        let width = Int32(clamping: branch.minimumWidth)
        starts.append(try append(.back, min: width, next: start, needs: .nothing))
      }
      entry = try add(ways: starts)
    }
    return try append(
      negative ? .enterNotAhead : .enterAhead, row: Int32(entry), next: next, needs: needs[next])
  }

  // MARK: Operations

  mutating func append(
    _ kind: NativeProgram.Kind, row: Int32 = 0, min: Int32 = 0, next: Int = 0, needs need: Need,
    succeeds: Bool = false
  ) throws(TooLarge) -> Int {
    let operation = NativeProgram.Operation(kind: kind, row: row, min: min, next: Int32(next))
    return try append(operation, needs: need, succeeds: succeeds)
  }

  mutating func append(
    _ operation: NativeProgram.Operation, needs need: Need, succeeds: Bool = false
  ) throws(TooLarge) -> Int {
    guard operations.count < Self.mostOperations else { throw TooLarge() }
    operations.append(operation)
    needs.append(need)
    self.succeeds.append(succeeds)
    return operations.count - 1
  }

  /// First flag of a class.
  mutating func row(for set: ByteSet) -> Int32 {
    if let known = rows[set] { return known }
    let row = Int32(classes.count)
    classes.append(contentsOf: repeatElement(0, count: 256))
    set.forEach { classes[Int(row) + Int($0)] = 1 }
    rows[set] = row
    return row
  }

  /// Adds what an automaton is asked; returns its number.
  mutating func add(_ question: Automaton.Question) -> Int32 {
    if let known = questions.firstIndex(of: question) { return Int32(known) }
    questions.append(question)
    return Int32(questions.count - 1)
  }
}

extension PatternNode {
  /// Whether the pattern takes no byte and only tests what stands around it.
  var isCondition: Bool {
    switch self {
    case .look, .wordBoundary, .start, .end: true
    case .empty, .set, .sequence, .alternation, .repeated, .atomic: false
    }
  }
}
