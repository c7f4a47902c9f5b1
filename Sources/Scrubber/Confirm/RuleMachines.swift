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
  /// For programs that ask no automaton.
  private let noCaches: UnsafeMutablePointer<AutomatonPool.Reference?>

  init(_ rules: [CompiledRule], isNative: Bool) {
    self.rules = rules
    self.isNative = isNative
    noCaches = .allocate(capacity: 1)
    noCaches.initialize(to: nil)
    machines = .allocate(capacity: max(1, rules.count))
    for (number, rule) in rules.enumerated() {
      (machines + number).initialize(to: RuleMachine(rule))
    }
  }

  deinit {
    for number in rules.indices {
      machines[number].caches?.deallocate()
      machines[number].searches?.deallocate()
    }
    machines.deallocate()
    noCaches.deallocate()
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

  /// Whether the rule's expression may match at index `at`, whatever else has been asked before.
  ///
  /// An attempt that failed for want of budget says so only here: that must not depend on whether
  /// the prefilter was asked.
  func mayMatch(_ number: Int, subject: UnsafePointer<UInt8>, count: Int, at: Int) -> Bool {
    guard let cache = machines[number].prefilter.cache else { return true }
    if let answer = cache.pointee.mayMatch(subject, from: at, to: count) { return answer }
    cache.pointee.wake()
    return cache.pointee.mayMatch(subject, from: at, to: count) ?? true
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
  ///
  /// - Precondition: eight bytes can be read before and after the secret.
  @inline(__always)
  func filter(_ number: Int, _ secret: UnsafeBufferPointer<UInt8>) -> AutomatonCache.Verdict {
    let machine = machines + number
    if !machine.pointee.hasAskedForSieve { prepareSieve(number) }
    if let sieve = machine.pointee.sieve, let searches = machine.pointee.searches {
      let verdict = sieve._withUnsafeGuaranteedRef { sieve in
        sieve.verdict(secret) { bit in
          if !searches[bit].isReady {
            searches[bit] = RuleMachine.Search(isReady: true, code: sieve.search(bit)?.code)
          }
          guard let code = searches[bit].code else { return nil }
          return AlternativeSearch.isFound(
            code, in: secret, &matcher, noCaches: UnsafePointer(noCaches))
        }
      }
      if verdict != .undecided { return verdict }
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

  private func prepareSieve(_ number: Int) {
    machines[number].hasAskedForSieve = true
    guard isNative, let sieve = rules[number].filter.sieve else { return }
    machines[number].sieve = Unmanaged.passUnretained(sieve)
    let searches = UnsafeMutablePointer<RuleMachine.Search>.allocate(
      capacity: SecretSieve.mostBits)
    searches.initialize(repeating: RuleMachine.Search(), count: SecretSieve.mostBits)
    machines[number].searches = searches
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
    if let automaton = rules[number].prefilter.value {
      machines[number].prefilter.cache = pool.cache(for: automaton)
    }
    machines[number].code = UnsafePointer(program.code)
    machines[number].caches = caches
  }
}
