/// Turns patterns into the operations of a `LinearProgram`, and checks that one pass is enough.
struct LinearProgramBuilder {
  /// Most operations of a program.
  static let maximumOperations = 512

  private(set) var classes: [ByteSet] = []
  private var operations: [LinearProgram.Operation] = []
  /// For each operation, whether it is a repeat that tries low counts first.
  private var isLazy: [Bool] = []
  /// The word boundary before the first bytes, until it is known what they are.
  private var openBoundary: (index: Int, isNegated: Bool)?

  /// Adds the operations for `node`; returns whether that was possible.
  mutating func append(_ node: PatternNode, isInSecret: Bool) -> Bool {
    if operations.count > Self.maximumOperations { return false }
    if let set = Self.set(of: node) { return take(set, 1, 1, isInSecret) }
    switch node {
    case .empty: return true
    case .sequence(let parts):
      return parts.allSatisfy { append($0, isInSecret: isInSecret) }
    case .repeated(let body, let min, let max, let greed):
      if let set = Self.set(of: body) {
        return take(set, min, max ?? .max, isInSecret, isLazy: greed == .lazy && min != max)
      }
      guard min == max, min <= 16, greed == .greedy else { return false }
      return (0..<min).allSatisfy { _ in append(body, isInSecret: isInSecret) }
    case .atomic(.repeated(let body, let min, let max, let greed)) where greed != .lazy:
      guard let set = Self.set(of: body) else { return false }
      return take(set, min, max ?? .max, isInSecret)
    case .look(.ahead, let negative, let body):
      guard let set = Self.set(of: body) else { return false }
      return condition(negative ? .notAhead : .ahead, set, isInSecret)
    case .look(.behind, let negative, let body):
      // After a variable repeat the byte before would depend on its count.
      guard let set = Self.set(of: body), lastTake.map({ $0.min == $0.max }) ?? true
      else { return false }
      return condition(negative ? .notBehind : .behind, set, isInSecret)
    case .wordBoundary(let negated): return boundary(negated: negated, isInSecret)
    case .atomic, .alternation, .set, .start, .end: return false
    }
  }

  /// The operations, if matching them greedily without going back is what PCRE2 does.
  ///
  /// A repeat is safe if nothing that can come after it starts with a byte of its own: then every
  /// lower count fails. It is safe too if what comes after it can't fail.
  func finished() -> [LinearProgram.Operation]? {
    if openBoundary != nil || operations.isEmpty { return nil }
    var next = ByteSet.all
    var canFail = false
    for (operation, isLazy) in zip(operations, isLazy).reversed() {
      let set = classes[operation.classIndex]
      switch operation.kind {
      case .take:
        if operation.min != operation.max {
          guard canFail ? set.isDisjoint(with: next) : !isLazy else { return nil }
        }
        next = operation.min > 0 ? set : set.union(next)
        canFail = canFail || operation.min > 0
      case .ahead:
        next = next.intersection(set)
        canFail = true
      case .notAhead:
        next = next.subtracting(set)
        canFail = true
      case .behind, .notBehind: canFail = true
      }
    }
    return operations
  }

  // MARK: Operations

  private var lastTake: LinearProgram.Operation? {
    operations.last { $0.kind == .take }
  }

  private mutating func take(
    _ set: ByteSet, _ min: Int, _ max: Int, _ isInSecret: Bool, isLazy: Bool = false
  ) -> Bool {
    if let open = openBoundary {
      guard min > 0, let isWord = Self.isWord(set) else { return false }
      operations[open.index].kind = isWord != open.isNegated ? .notBehind : .behind
      openBoundary = nil
    }
    append(.take, set, isInSecret, min, max, isLazy: isLazy)
    return true
  }

  private mutating func condition(
    _ kind: LinearProgram.Kind, _ set: ByteSet, _ isInSecret: Bool
  ) -> Bool {
    append(kind, set, isInSecret)
    return true
  }

  /// A word boundary is a condition on one side where the other side is known.
  private mutating func boundary(negated: Bool, _ isInSecret: Bool) -> Bool {
    guard let last = lastTake else {
      if openBoundary != nil { return false }
      openBoundary = (operations.count, negated)
      append(.notBehind, .word, isInSecret)
      return true
    }
    guard last.min > 0, let isWord = Self.isWord(classes[last.classIndex]) else { return false }
    append(isWord != negated ? .notAhead : .ahead, .word, isInSecret)
    return true
  }

  private mutating func append(
    _ kind: LinearProgram.Kind, _ set: ByteSet, _ isInSecret: Bool, _ min: Int = 0,
    _ max: Int = 0, isLazy: Bool = false
  ) {
    let index = classes.firstIndex(of: set) ?? classes.count
    if index == classes.count { classes.append(set) }
    operations.append(
      LinearProgram.Operation(
        kind: kind, classIndex: index, min: min, max: max, isInSecret: isInSecret))
    self.isLazy.append(isLazy)
  }

  /// Whether all bytes of the set are word bytes, or none; `nil` for a mixed set.
  private static func isWord(_ set: ByteSet) -> Bool? {
    if set.isSubset(of: .word) { return true }
    return set.isDisjoint(with: .word) ? false : nil
  }

  /// The set that a node of exactly one byte stands for.
  private static func set(of node: PatternNode) -> ByteSet? {
    switch node {
    case .set(let set): return set
    case .alternation(let branches):
      var union = ByteSet()
      for branch in branches {
        guard case .set(let set) = branch else { return nil }
        union.formUnion(set)
      }
      return union
    default: return nil
    }
  }
}
