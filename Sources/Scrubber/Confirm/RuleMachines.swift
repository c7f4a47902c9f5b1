/// The machines of one stream's rules, made ready when they are first needed.
final class RuleMachines {
  private let rules: [CompiledRule]
  let machines: UnsafeMutablePointer<RuleMachine>
  /// Whether there are native programs and filters.
  private let isNative: Bool
  let pool = AutomatonPool()
  /// What the code of the machines belongs to.
  private var programs: [NativeProgram] = []
  // One stream on one thread uses this; the checks would cost more than the work.
  @exclusivity(unchecked) private var matcher = NativeMatcher()

  init(_ rules: [CompiledRule], isNative: Bool) {
    self.rules = rules
    self.isNative = isNative
    machines = .allocate(capacity: max(1, rules.count))
    for (number, rule) in rules.enumerated() {
      (machines + number).initialize(to: RuleMachine(rule))
    }
  }

  deinit {
    for number in rules.indices { machines[number].caches?.deallocate() }
    machines.deallocate()
  }

  /// Tries the rule's expression at index `at` of the subject.
  @inline(__always)
  func match(
    _ number: Int, subject: UnsafePointer<UInt8>, count: Int, at: Int, edges: MatchScratch.Edges
  ) -> NativeMatcher.Outcome {
    let machine = machines + number
    if !machine.pointee.isReady { prepare(number) }
    guard let code = machine.pointee.code, let caches = machine.pointee.caches
    else { return .undecided }
    var outcome = matcher.match(
      code, UnsafePointer(caches), subject: subject, count: count, at: at, edges: edges)
    // What an automaton is first asked, it must be made for.
    while case .needsAutomaton(let index) = outcome {
      guard makeAutomaton(number, index) else { return .undecided }
      outcome = matcher.match(
        code, UnsafePointer(caches), subject: subject, count: count, at: at, edges: edges)
    }
    return outcome
  }

  /// Makes the cache of an automaton that a rule's program asks; returns whether there can be one.
  private func makeAutomaton(_ number: Int, _ index: Int) -> Bool {
    guard let program = rules[number].program.value,
      let automaton = rules[number].automata.automaton(for: program.questions[index])
    else { return false }
    machines[number].caches?[index] = pool.cache(for: automaton)
    return true
  }

  /// Whether the rule's filter finds what it must and nothing else.
  @inline(__always)
  func filter(_ number: Int, _ secret: UnsafeBufferPointer<UInt8>) -> AutomatonCache.Verdict {
    let machine = machines + number
    if !machine.pointee.hasAskedForSieve {
      machine.pointee.hasAskedForSieve = true
      let sieve = isNative ? rules[number].filter.sieve : nil
      machine.pointee.sieve = sieve.map { Unmanaged.passUnretained($0) }
    }
    switch machine.pointee.sieve?._withUnsafeGuaranteedRef({ $0.verdict(secret) }) {
    case .accept: return .accept
    case .reject: return .reject
    case .undecided, nil: break
    }
    let index = SecretFilter.index(length: secret.count)
    let cache =
      switch index {
      case 0: self.cache(&machine.pointee.filters.0, number, index)
      case 1: self.cache(&machine.pointee.filters.1, number, index)
      case 2: self.cache(&machine.pointee.filters.2, number, index)
      default: self.cache(&machine.pointee.filters.3, number, index)
      }
    guard let cache, let base = secret.baseAddress else { return .undecided }
    return cache.pointee.decide(base, count: secret.count, at: 0, [])
  }

  @inline(__always)
  private func cache(
    _ filter: inout RuleMachine.Filter, _ number: Int, _ index: Int
  ) -> AutomatonPool.Reference? {
    if !filter.isReady { filter = preparedFilter(number, index) }
    return filter.cache
  }

  private func preparedFilter(_ number: Int, _ index: Int) -> RuleMachine.Filter {
    let automaton = isNative ? rules[number].filter.automaton(index) : nil
    return RuleMachine.Filter(isReady: true, cache: automaton.map { pool.cache(for: $0) })
  }

  private func prepare(_ number: Int) {
    machines[number].isReady = true
    guard isNative, let program = rules[number].program.value else { return }
    programs.append(program)
    let count = program.questions.count
    let caches = UnsafeMutablePointer<AutomatonPool.Reference?>.allocate(capacity: max(1, count))
    caches.initialize(repeating: nil, count: count)
    machines[number].code = UnsafePointer(program.code)
    machines[number].caches = caches
  }
}
