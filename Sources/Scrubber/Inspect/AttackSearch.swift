/// Looks for texts on which a pattern takes far more steps than they have bytes.
///
/// For every repeat of the pattern: what leads up to it, as many rounds of it as fit, and a byte
/// that ends the attempt. PCRE2's interpreter counts the steps; our own matcher goes back in the
/// same order, and the match limit holds both to the same number.
struct AttackSearch {
  /// A text and what it costs.
  struct Attack {
    var text: [UInt8]
    /// Where the attempt begins.
    var start: Int
    var steps: Int
    /// Steps for a text with half as many rounds.
    var stepsOfHalf: Int
  }

  private let whole: PatternNode
  private let expression: Expression
  private let longest: Int

  /// - Parameter longest: most bytes that an attempt sees.
  init(_ whole: PatternNode, longest: Int) throws(PatternError) {
    self.whole = whole
    self.longest = longest
    expression = try Expression(pattern: whole.pcre, usesInterpreter: true)
  }

  /// The text that costs most; `nil` for a pattern without repeats.
  func worst() -> Attack? {
    var worst: Attack?
    for (before, body) in Self.repeats(in: whole) {
      for pump in Self.pumps(of: body) {
        guard let attack = attack(before, pump) else { continue }
        if attack.steps > worst?.steps ?? 0 { worst = attack }
      }
    }
    return worst
  }

  private func attack(_ before: PatternSample, _ pump: [UInt8]) -> Attack? {
    let lead = before.context + before.text
    let room = longest - before.text.count - 1
    guard !pump.isEmpty, room >= 2 * pump.count else { return nil }
    let rounds = room / pump.count
    func text(_ rounds: Int) -> [UInt8] {
      // No pattern can get past a NUL.
      lead + (0..<rounds).flatMap { _ in pump } + [0]
    }
    let full = text(rounds)
    return Attack(
      text: full, start: before.context.count,
      steps: steps(full, at: before.context.count),
      stepsOfHalf: steps(text(rounds / 2), at: before.context.count))
  }

  /// The least match limit with which the attempt comes to an end, within one in eight.
  private func steps(_ text: [UInt8], at start: Int) -> Int {
    var high: UInt32 = 64
    while high < Self.mostSteps, !ends(text, at: start, limit: high) { high *= 2 }
    guard high > 64 else { return Int(high) }
    var low = high / 2
    while high - low > max(8, low / 8) {
      let middle = (low + high) / 2
      if ends(text, at: start, limit: middle) { high = middle } else { low = middle }
    }
    return Int(high)
  }

  private func ends(_ text: [UInt8], at start: Int, limit: UInt32) -> Bool {
    guard var scratch = try? MatchScratch(matchLimit: limit) else { return false }
    let outcome = text.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map {
        scratch.match(expression, subject: $0, count: bytes.count, at: start)
      }
    }
    if case .failed = outcome { return false }
    return true
  }

  private static let mostSteps: UInt32 = 1 << 22

  /// All repeats that may go round often, with a sample of what leads up to each.
  private static func repeats(
    in node: PatternNode
  ) -> [(before: PatternSample, body: PatternNode)] {
    var found: [(PatternSample, PatternNode)] = []
    func walk(_ node: PatternNode, _ before: PatternSample) {
      switch node {
      case .sequence(let parts):
        var before = before
        for part in parts {
          walk(part, before)
          before.append(part)
        }
      case .alternation(let branches): for branch in branches { walk(branch, before) }
      case .repeated(let body, _, let max, _):
        if max ?? .max >= 4 { found.append((before, body)) }
        walk(body, before)
      case .atomic(let body), .look(_, negative: _, let body): walk(body, before)
      case .empty, .set, .wordBoundary, .start, .end: break
      }
    }
    walk(node, PatternSample())
    return found
  }

  /// Texts of one round.
  private static func pumps(of body: PatternNode) -> [[UInt8]] {
    var sample = PatternSample()
    sample.append(body)
    var pumps = [sample.text]
    if let set = body.singleSet {
      // Other bytes may be shared with what stands beside the repeat.
      pumps += [0x20, 0x30, 0x2E, 0x2D, 0x5F, 0x41].filter { set.contains($0) }.map { [$0] }
    }
    return pumps
  }
}
