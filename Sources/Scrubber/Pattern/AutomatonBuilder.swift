/// Turns patterns into the states of an `Automaton`, each from its end to its start.
struct AutomatonBuilder {
  /// The pattern needs a matcher that goes back, or too many states.
  struct Unsupported: Error {}

  /// Most states of an automaton.
  static let mostStates = 16_384

  private(set) var states: [Automaton.State] = []
  private(set) var sets: [ByteSet] = []
  private var numbers: [ByteSet: Int] = [:]
  private var owner: UInt8 = 0
  /// Whether the text is read backwards.
  private let isReversed: Bool
  private let longestText: Int

  init(isReversed: Bool, longestText: Int?) {
    self.isReversed = isReversed
    self.longestText = longestText ?? .max
  }

  /// Adds a pattern; returns its first state.
  mutating func add(_ pattern: PatternNode, owner: UInt8) throws(Unsupported) -> UInt16 {
    self.owner = owner
    let accept = try append(.accept)
    return try add(pattern, then: accept)
  }

  private mutating func add(_ node: PatternNode, then next: UInt16) throws(Unsupported) -> UInt16 {
    switch node {
    case .empty: return next
    case .set(let set): return try append(.take, set, next)
    case .sequence(let parts):
      var entry = next
      if isReversed {
        for part in parts { entry = try add(part, then: entry) }
      } else {
        for part in parts.reversed() { entry = try add(part, then: entry) }
      }
      return entry
    case .alternation(let branches):
      var entry = try add(branches[branches.count - 1], then: next)
      for branch in branches.dropLast().reversed() {
        let first = try add(branch, then: next)
        entry = try append(.fork, next: first, other: entry)
      }
      return entry
    case .repeated(let body, let min, let max, let greed):
      if greed == .possessive, min != max || !body.hasOneWay { throw Unsupported() }
      return try add(repeating: body, min: min, max: max, then: next)
    case .atomic(let body):
      // An atomic group matters only where it forbids a second way.
      guard body.hasOneWay else { throw Unsupported() }
      return try add(body, then: next)
    case .look(let direction, let negative, let body):
      guard !isReversed, let set = body.singleSet else { throw Unsupported() }
      switch direction {
      case .ahead: return try append(negative ? .notAhead : .ahead, set, next)
      case .behind: return try append(negative ? .notBehind : .behind, set, next)
      }
    case .wordBoundary(let negated):
      if isReversed { throw Unsupported() }
      let word = try append(.ahead, .word, next)
      let noWord = try append(.notAhead, .word, next)
      return try append(
        .afterWord, next: negated ? word : noWord, other: negated ? noWord : word)
    case .start:
      if isReversed { throw Unsupported() }
      return try append(.start, next: next)
    case .end:
      if isReversed { throw Unsupported() }
      return try append(.end, next: next)
    }
  }

  /// In which order the counts are tried does not matter for a yes or no.
  private mutating func add(
    repeating body: PatternNode, min: Int, max: Int?, then next: UInt16
  ) throws(Unsupported) -> UInt16 {
    var entry = next
    let width = body.minimumWidth
    let isOpen = max.map { width > 0 && $0 >= longestText / width } ?? true
    if isOpen {
      guard width > 0 else { throw Unsupported() }
      let fork = try append(.fork, next: next)
      states[Int(fork)].next = try add(body, then: fork)
      states[Int(fork)].other = next
      entry = fork
    } else if let max {
      for _ in min..<max {
        let first = try add(body, then: entry)
        entry = try append(.fork, next: first, other: next)
      }
    }
    for _ in 0..<min { entry = try add(body, then: entry) }
    return entry
  }

  private mutating func append(
    _ kind: Automaton.Kind, _ set: ByteSet, _ next: UInt16
  ) throws(Unsupported) -> UInt16 {
    let number = numbers[set] ?? sets.count
    if number == sets.count {
      sets.append(set)
      numbers[set] = number
    }
    let state = try append(kind, next: next)
    states[Int(state)].set = UInt16(number)
    return state
  }

  private mutating func append(
    _ kind: Automaton.Kind, next: UInt16 = 0, other: UInt16 = 0
  ) throws(Unsupported) -> UInt16 {
    guard states.count < Self.mostStates else { throw Unsupported() }
    states.append(Automaton.State(kind: kind, owner: owner, next: next, other: other))
    return UInt16(states.count - 1)
  }

  // MARK: Analysis

  /// Whether a state decides by the byte before it.
  var usesPrevious: Bool {
    states.contains { Self.looksBehind($0.kind) }
  }

  /// Whether such a state can follow one that waits for the next byte.
  var keepsPrevious: Bool {
    guard usesPrevious else { return false }
    return states.contains { state in
      state.kind.looksAhead
        && reaches(from: state.next, through: { !Self.looksBehind($0) }, Self.looksBehind)
    }
  }

  /// Whether a match of the pattern at `start` can begin elsewhere than at the text's start.
  func canRestart(at start: UInt16) -> Bool {
    reaches(from: start, through: { $0 != .start }, { $0 == .take || $0 == .accept })
  }

  /// Whether a state of one kind can be reached without taking a byte.
  private func reaches(
    from start: UInt16, through isPassed: (Automaton.Kind) -> Bool,
    _ isWanted: (Automaton.Kind) -> Bool
  ) -> Bool {
    var seen: Set<UInt16> = [start]
    var open = [start]
    while let number = open.popLast() {
      let state = states[Int(number)]
      if isWanted(state.kind) { return true }
      guard isPassed(state.kind), state.kind != .take, state.kind != .accept else { continue }
      if seen.insert(state.next).inserted { open.append(state.next) }
      let forks = state.kind == .fork || state.kind == .afterWord
      if forks, seen.insert(state.other).inserted { open.append(state.other) }
    }
    return false
  }

  private static func looksBehind(_ kind: Automaton.Kind) -> Bool {
    switch kind {
    case .behind, .notBehind, .afterWord, .start: true
    case .take, .fork, .ahead, .notAhead, .end, .accept: false
    }
  }
}

extension PatternNode {
  /// Whether there is at most one way to match at any given place.
  var hasOneWay: Bool {
    switch self {
    case .empty, .set, .look, .wordBoundary, .start, .end: true
    case .sequence(let parts): parts.allSatisfy(\.hasOneWay)
    case .alternation(let branches): branches.count == 1 && branches[0].hasOneWay
    case .repeated(let body, let min, let max, _): min == max && body.hasOneWay
    case .atomic: true
    }
  }

  /// The set that a pattern of exactly one byte stands for.
  var singleSet: ByteSet? {
    switch self {
    case .set(let set): return set
    case .alternation(let branches):
      var union = ByteSet()
      for branch in branches {
        guard let set = branch.singleSet else { return nil }
        union.formUnion(set)
      }
      return union
    default: return nil
    }
  }
}
