/// Works out where one byte class leads from a set of an automaton's states.
struct AutomatonStep {
  private let automaton: Unmanaged<Automaton>
  private let nodes: UnsafePointer<Automaton.State>
  private let classCount: Int
  private let mustCount: Int
  private let findsEnds: Bool
  /// Bit n: pattern n of `must` has not been found yet.
  private(set) var missing: UInt32 = 0
  /// Whether a pattern of `mustNot` has been found.
  private(set) var isRejected = false
  /// Whether pattern 0 can end before the byte, where that is asked.
  private(set) var endsHere = false
  /// The patterns that the states can still match.
  private var alive: UInt32 = 0
  /// The states that the step leads to, in ascending order.
  private(set) var states: [UInt16] = []
  private var targets: [UInt16] = []
  /// States to be looked at: room for each state's ways on.
  private let stack: UnsafeMutablePointer<UInt16>
  private var height = 0
  /// For each state, the last round that saw it.
  private let seen: UnsafeMutablePointer<UInt32>
  private var round: UInt32 = 0

  /// - Parameter automaton: must outlive the step.
  init(_ automaton: Automaton) {
    self.automaton = Unmanaged.passUnretained(automaton)
    nodes = automaton.states
    classCount = automaton.classCount
    mustCount = automaton.mustCount
    findsEnds = automaton.findsEnds
    let count = automaton.stateCount
    stack = .allocate(capacity: 3 * count + 2)
    seen = .allocate(capacity: max(1, count))
    seen.initialize(repeating: 0, count: count)
  }

  func deallocate() {
    stack.deallocate()
    seen.deallocate()
  }

  /// Begins a step, from a row or from the start.
  mutating func begin(missing: UInt32) {
    self.missing = missing
    isRejected = false
    endsHere = false
    startRound()
  }

  private mutating func startRound() {
    if round == .max {
      automaton._withUnsafeGuaranteedRef { seen.update(repeating: 0, count: $0.stateCount) }
      round = 0
    }
    round += 1
  }

  @inline(__always)
  private mutating func push(_ state: UInt16) {
    // Each state is looked at once in a round and pushes two others at most.
    stack[height] = state
    height &+= 1
  }

  /// The next state that has not been seen in this round.
  @inline(__always)
  private mutating func pop() -> UInt16? {
    while height > 0 {
      height &-= 1
      let state = stack[height]
      if seen[Int(state)] != round {
        seen[Int(state)] = round
        return state
      }
    }
    return nil
  }

  // MARK: The byte

  /// Takes a byte of the class, or meets the end of the text.
  mutating func advance(_ states: ArraySlice<UInt16>, _ column: Int, context: Int) {
    targets.removeAll(keepingCapacity: true)
    for state in states { push(state) }
    while let number = pop() {
      let state = nodes[Int(number)]
      switch state.kind {
      case .take: if isMember(state, column) { targets.append(state.next) }
      case .ahead: if isMember(state, column) { push(state.next) }
      case .notAhead: if !isMember(state, column) { push(state.next) }
      // The column of the end at which `$` holds is the first after the classes.
      case .end: if column == classCount { push(state.next) }
      case .accept:
        if isEnd(state) { endsHere = true } else { found(state.owner) }
      case .fork, .behind, .notBehind, .afterWord, .start: pass(state, context)
      }
    }
    startRound()
  }

  /// Marks what can be reached after the byte.
  mutating func openTargets(_ context: Int, _ rows: inout AutomatonRows) {
    for target in targets { open(target, context, &rows) }
  }

  /// Marks the states that can be reached from `start` without knowing the next byte.
  mutating func open(_ start: UInt16, _ context: Int, _ rows: inout AutomatonRows) {
    push(start)
    while let number = pop() {
      let state = nodes[Int(number)]
      switch state.kind {
      case .take, .ahead, .notAhead, .end: rows.mark(number)
      case .accept:
        // An end is told with the byte after it.
        if isEnd(state) { rows.mark(number) } else { found(state.owner) }
      case .fork, .behind, .notBehind, .afterWord, .start: pass(state, context)
      }
    }
  }

  private func isEnd(_ state: Automaton.State) -> Bool { findsEnds && state.owner == 0 }

  /// Goes on from a state that the byte before decides, or none.
  @inline(__always)
  private mutating func pass(_ state: Automaton.State, _ context: Int) {
    switch state.kind {
    case .fork:
      push(state.other)
      push(state.next)
    case .behind: if isMember(state, context) { push(state.next) }
    case .notBehind: if !isMember(state, context) { push(state.next) }
    case .afterWord:
      let isWord =
        context < classCount && automaton._withUnsafeGuaranteedRef { $0.isWord[context] }
      push(isWord ? state.next : state.other)
    // The context at the start of the text is the first after the classes.
    case .start: if context == classCount { push(state.next) }
    case .take, .ahead, .notAhead, .end, .accept: break
    }
  }

  /// Whether a column stands for a byte of the state's set.
  @inline(__always)
  private func isMember(_ state: Automaton.State, _ column: Int) -> Bool {
    column < classCount
      && automaton._withUnsafeGuaranteedRef { $0.members[Int(state.set) * classCount + column] }
  }

  // MARK: The answer

  private mutating func found(_ owner: UInt8) {
    if Int(owner) < mustCount {
      missing &= ~(1 << UInt32(owner))
    } else {
      isRejected = true
    }
  }

  /// Takes what was marked, without the states of patterns that have been found.
  mutating func takeStates(from rows: inout AutomatonRows) {
    states.removeAll(keepingCapacity: true)
    alive = automaton._withUnsafeGuaranteedRef { $0.restarts }
    rows.takeMarked { number in
      let owner = Int(nodes[Int(number)].owner)
      if owner >= mustCount || findsEnds || missing >> UInt32(owner) & 1 != 0 {
        states.append(number)
        alive |= 1 << UInt32(owner)
      }
    }
  }

  /// Whether pattern 0 has no end from here on.
  var hasNoMoreEnds: Bool { alive & 1 == 0 }

  /// The answer, if the states that are left can't change it; `nil` while they can.
  func verdict() -> Bool? {
    if isRejected { return false }
    if missing & ~alive != 0 { return false }
    let unwanted = alive & ~automaton._withUnsafeGuaranteedRef { $0.allMissing }
    return missing == 0 && unwanted == 0 ? true : nil
  }
}
