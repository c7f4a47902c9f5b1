/// Decides candidates: a rule at an index of a view, yes or no, from its window alone.
final class Confirmer {
  /// A decided match, before it is extended to the right.
  struct Hit {
    /// Indices of the secret in the text.
    var start: Int
    var end: Int
    var confidence: Confidence
  }

  enum Answer {
    case none
    case hit(Hit)
    /// No answer could be had; the caller must mask.
    case unscanned
  }

  private let rules: [CompiledRule]
  // One stream on one thread uses this; the checks would cost more than the work.
  @exclusivity(unchecked) private var scratch: MatchScratch?
  let machines: RuleMachines
  /// Attempts to match so far.
  @exclusivity(unchecked) private(set) var attempts = 0
  /// Calls of PCRE2 so far.
  @exclusivity(unchecked) private(set) var calls = 0

  /// - Parameter isNative: whether PCRE2 is asked only where nothing else answers. The answers are
  ///   the same either way; tests compare them.
  init(_ rules: [CompiledRule], matchLimit: UInt32, isNative: Bool = true) {
    self.rules = rules
    machines = RuleMachines(rules, isNative: isNative)
    // Without memory for it every attempt that needs PCRE2 counts as undecided.
    scratch = try? MatchScratch(matchLimit: matchLimit)
  }

  /// Tries the expression rule at index `at` of the text.
  func attempt(_ number: Int, _ text: ViewText, at: Int) -> Answer {
    attempts &+= 1
    let machine = machines.machines + number
    let window = machine.pointee.window
    let bytes = text.bytes
    let available = text.count - at
    // Too short for any match: certain at the stream's end, over budget otherwise (below).
    if available < machine.pointee.minimumWidth, text.endsStream { return .none }
    var end = min(at + window, text.count)
    var edges: MatchScratch.Edges = []
    if end < at + window ? !text.endsStream : end < text.count || !text.endsStream {
      edges.insert(.notEnd)
    }
    var start = max(0, at - CompiledRule.lookBehind)
    if text.map != nil {
      let raw = text.rawStart(at)
      let budget = ViewLimits.rawBudget(window: window)
      if (end < at + window && !text.endsStream) || text.rawEnd(end - 1) - raw > budget {
        // What stands behind a boundary can't matter.
        guard let boundary = (at..<end).first(where: { bytes[$0] == 0 }),
          boundary == at || text.rawEnd(boundary - 1) - raw <= budget
        else { return .unscanned }
        end = boundary + 1
        edges.insert(.notEnd)
      }
      while start < at, raw - text.rawStart(start) > ViewLimits.lookBehindRaw { start += 1 }
      if start == 0, text.rawStart(0) > 0 { edges.insert(.notBeginning) }
    }
    guard machine.pointee.prefilter.passes(bytes, from: at, to: end) else { return .none }
    if start > 0 || !text.startsStream { edges.insert(.notBeginning) }
    return match(number, bytes + start, count: end - start, at: at - start, edges, index: start)
  }

  private func match(
    _ number: Int, _ subject: UnsafePointer<UInt8>, count: Int, at: Int,
    _ edges: MatchScratch.Edges, index: Int
  ) -> Answer {
    switch machines.match(number, subject: subject, count: count, at: at, edges: edges) {
    case .none: return .none
    case .match(let start, let end):
      return answer(number, subject, start: start, end: end, index: index)
    case .undecided, .needsAutomaton: break
    }
    guard scratch != nil, let handle = try? rules[number].expression.handle()
    else { return failed(number, subject, count: count, at: at) }
    calls &+= 1
    switch scratch?.match(handle, subject: subject, count: count, at: at, edges: edges) {
    case .some(.none): return .none
    case .failed, nil: return failed(number, subject, count: count, at: at)
    case .match: break
    }
    guard let start = scratch?.start(of: 1), let end = scratch?.end(of: 1) else { return .none }
    return answer(number, subject, start: start, end: end, index: index)
  }

  /// The answer where the expression gave none.
  private func failed(
    _ number: Int, _ subject: UnsafePointer<UInt8>, count: Int, at: Int
  ) -> Answer {
    machines.mayMatch(number, subject: subject, count: count, at: at) ? .unscanned : .none
  }

  /// What a match means once its secret has been looked at.
  private func answer(
    _ number: Int, _ subject: UnsafePointer<UInt8>, start: Int, end: Int, index: Int
  ) -> Answer {
    guard end > start else { return .none }
    let machine = machines.machines + number
    let secret = UnsafeBufferPointer(start: subject + start, count: end - start)
    switch accepts(number, machine, secret) {
    case .none: return .unscanned
    case .some(false): return .none
    case .some(true): break
    }
    var confidence = machine.pointee.confidence
    if let validator = machine.pointee.validator {
      confidence = validator.check(secret) ? .checksum : min(confidence, .structure)
    }
    return .hit(Hit(start: index + start, end: index + end, confidence: confidence))
  }

  /// Whether the filters of the rule let the secret pass; `nil` if a filter gave no answer.
  ///
  /// The cheapest come first: in which order they are asked makes no difference.
  private func accepts(
    _ number: Int, _ machine: UnsafePointer<RuleMachine>, _ secret: UnsafeBufferPointer<UInt8>
  ) -> Bool? {
    if !machine.pointee.isRegistered, TemplateValue.matches(secret) { return false }
    if machine.pointee.allows(secret) { return false }
    if machine.pointee.hasFilter {
      guard let passes = passesFilter(number, secret) else { return nil }
      if !passes { return false }
    }
    let entropy = machine.pointee.minimumEntropy
    if entropy > 0, Entropy.shannon(secret) < entropy { return false }
    let randomness = machine.pointee.minimumRandomness
    return randomness <= 0 || Randomness.score(secret) >= randomness
  }

  /// Whether all of `must` and none of `mustNot` is found in the secret; `nil` for no answer.
  private func passesFilter(_ number: Int, _ secret: UnsafeBufferPointer<UInt8>) -> Bool? {
    switch machines.filter(number, secret) {
    case .accept: return true
    case .reject: return false
    case .undecided: break
    }
    let rule = rules[number]
    for expression in rule.must {
      guard let found = isFound(expression, in: secret) else { return nil }
      if !found { return false }
    }
    for expression in rule.mustNot {
      guard let found = isFound(expression, in: secret) else { return nil }
      if found { return false }
    }
    return true
  }

  /// Whether a token passes what its rule allows; a filter without an answer lets it pass, so that
  /// it is masked.
  func acceptsToken(_ number: Int, _ token: UnsafeBufferPointer<UInt8>) -> Bool {
    let machine = machines.machines + number
    if machine.pointee.allows(token) { return false }
    return !machine.pointee.hasFilter || passesFilter(number, token) != false
  }

  private func isFound(
    _ expression: LazyExpression, in secret: UnsafeBufferPointer<UInt8>
  ) -> Bool? {
    guard let handle = try? expression.handle(), let base = secret.baseAddress else { return nil }
    switch scratch?.match(handle, subject: base, count: secret.count, at: 0) {
    case .match: return true
    case .some(.none): return false
    case .failed, nil: return nil
    }
  }
}
