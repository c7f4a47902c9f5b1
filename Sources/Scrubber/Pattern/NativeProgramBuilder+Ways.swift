extension NativeProgramBuilder {
  /// Most alternatives of one operation.
  private static let mostWays = 64

  /// The first alternative with which the rest matches.
  mutating func add(alternation branches: [PatternNode], then next: Int) throws(TooLarge) -> Int {
    if let set = PatternNode.alternation(branches).singleSet {
      return try add(.set(set), then: next)
    }
    if branches.allSatisfy(\.takesNothing) {
      let conditions = Self.merged(branches)
      if conditions.count == 1 { return try add(conditions[0], then: next) }
      return try add(ways: try starts(of: conditions, then: next))
    }
    return try add(ways: try starts(of: PatternNode.factored(branches), then: next))
  }

  private mutating func starts(
    of branches: [PatternNode], then next: Int
  ) throws(TooLarge) -> [Int] {
    var starts: [Int] = []
    for branch in branches { starts.append(try add(branch, then: next)) }
    return starts
  }

  /// One look-around in place of all positive ones on its side that look at several bytes.
  private static func merged(_ branches: [PatternNode]) -> [PatternNode] {
    // The order of conditions does not matter: after each the rest is tried at the same place.
    var bodies: (ahead: [PatternNode], behind: [PatternNode]) = ([], [])
    var others: [PatternNode] = []
    for branch in branches {
      guard case .look(let direction, false, let body) = branch, body.singleSet == nil else {
        others.append(branch)
        continue
      }
      let inner = if case .alternation(let inner) = body { inner } else { [body] }
      switch direction {
      case .ahead: bodies.ahead += inner
      case .behind: bodies.behind += inner
      }
    }
    if !bodies.ahead.isEmpty {
      others.append(.look(.ahead, negative: false, .alternation(bodies.ahead)))
    }
    if !bodies.behind.isEmpty {
      others.append(.look(.behind, negative: false, .alternation(bodies.behind)))
    }
    return others
  }

  // MARK: Operations

  /// Tries what starts at each of the operations, in their order.
  mutating func add(ways starts: [Int]) throws(TooLarge) -> Int {
    let flat = flattened(starts)
    if flat.count == 1 { return flat[0] }
    if flat.count > Self.mostWays {
      let rest = try add(ways: Array(flat[(Self.mostWays - 1)...]))
      return try add(masked: Array(flat[..<(Self.mostWays - 1)]) + [rest])
    }
    return try add(masked: flat)
  }

  private mutating func add(masked starts: [Int]) throws(TooLarge) -> Int {
    let operation = try append(.never, needs: .nothing)
    try set(ways: starts, of: operation)
    return operation
  }

  /// The alternatives with those of alternatives in their place.
  private func flattened(_ starts: [Int]) -> [Int] {
    var flat: [Int] = []
    for start in starts {
      let operation = operations[start]
      switch operation.kind {
      case .fewWays where !operation.startsSecret, .manyWays where !operation.startsSecret:
        flat += untested[Int(operation.other)..<Int(operation.other + operation.max)]
      default: flat.append(start)
      }
    }
    return flat.count <= Self.mostWays ? flat : starts
  }

  /// Makes an operation one that tries the alternatives, at most 64.
  mutating func set(ways starts: [Int], of number: Int) throws(TooLarge) {
    guard starts.count <= Self.mostWays else { throw TooLarge() }
    let alternatives = starts.map { needs[$0] }
    var need = alternatives[0]
    for other in alternatives.dropFirst() { need = need.union(other) }
    let usesPrevious = alternatives.contains { $0.previous != .all || !$0.atStart }
    var operation = operations[number]
    operation.kind = starts.count <= 8 ? .fewWays : .manyWays
    operation.count = usesPrevious ? 1 : 0
    operation.other = Int32(ways.count)
    operation.max = Int32(starts.count)
    untested += starts
    ways += starts.map { Int32(tested($0)) }
    var masks = Self.masks(alternatives, { $0.next }, { $0.atEnd })
    if usesPrevious { masks += Self.masks(alternatives, { $0.previous }, { $0.atStart }) }
    if starts.count <= 8 {
      operation.row = Int32(fewMasks.count)
      fewMasks += masks.map { UInt8($0) }
    } else {
      operation.row = Int32(manyMasks.count)
      manyMasks += masks
    }
    operations[number] = operation
    needs[number] = need
    succeeds[number] = false
  }

  /// The operation after those that the masks have tested.
  private func tested(_ start: Int) -> Int {
    var start = start
    while true {
      switch operations[start].kind {
      case .ahead, .notAhead, .behind, .notBehind: start = Int(operations[start].next)
      default: return start
      }
    }
  }

  /// For each byte, and last for none: the alternatives that it leaves possible.
  private static func masks(
    _ alternatives: [Need], _ set: (Need) -> ByteSet, _ isWithout: (Need) -> Bool
  ) -> [UInt64] {
    var masks = [UInt64](repeating: 0, count: NativeProgram.maskCount)
    for (number, need) in alternatives.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      set(need).forEach { masks[Int($0)] |= bit }
      if isWithout(need) { masks[256] |= bit }
    }
    return masks
  }
}

extension PatternNode {
  /// Whether the pattern is a condition or a sequence of conditions.
  var takesNothing: Bool {
    if case .sequence(let parts) = self { return parts.allSatisfy(\.isCondition) }
    return isCondition
  }
}
