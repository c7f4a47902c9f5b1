/// The parsed parts of an expression rule.
struct RuleParts: Sendable {
  let before: PatternNode
  let secret: PatternNode
  let after: PatternNode
  let whole: PatternNode
  let tailSet: ByteSet
  let isRunEater: Bool

  init(_ rule: Rule) throws(PatternError) {
    var secret = try PatternNode(parsing: rule.secret)
    if let text = rule.before {
      before = try PatternNode(parsing: text)
    } else {
      before = try Self.leftBoundary(of: secret)
    }
    after = try PatternNode(parsing: rule.after ?? "")
    let extends = rule.after == nil && rule.eater != .quoted
    tailSet = extends ? secret.tailSet : ByteSet()
    isRunEater = secret.trailingUnboundedRepeat(boundedTo: 1) != nil
    if let open = secret.trailingUnboundedRepeat(boundedTo: CompiledRule.longestRepeat) {
      // The repeat gives way where the whole match would be wider than a head.
      let width = PatternNode.concatenation([before, open.bounded, after]).maximumWidth ?? 0
      let count = CompiledRule.longestRepeat - max(0, width - CompiledRule.longestHead)
      secret = secret.trailingUnboundedRepeat(boundedTo: count)?.bounded ?? open.bounded
    }
    whole = .concatenation([before, secret, after])
    self.secret = secret
  }

  /// What the engine must know before it sees a candidate.
  ///
  /// - Throws: `ScrubberError` if the expression is not bounded as it must be.
  func shape(of rule: Rule) throws(ScrubberError) -> RuleShape {
    if isRunEater, rule.after != nil || rule.eater == .quoted {
      throw ScrubberError(
        rule: rule.id, reason: "`secret` has no greatest length, and something else ends it",
        advice: "bound its last repeat, or leave out `after` and `eater`")
    }
    if let most = rule.maximumBytes, let width = secret.maximumWidth, width > most {
      throw ScrubberError(
        rule: rule.id, reason: "`secret` may match \(width) bytes, `max_bytes` is \(most)",
        advice: "bound its repeats, or raise `max_bytes`")
    }
    guard let widest = whole.maximumWidth else {
      throw ScrubberError(
        rule: rule.id, reason: "the pattern has no greatest width",
        advice: "bound every repeat, or end `secret` in the only unbounded one")
    }
    let window = widest + max(1, whole.lookAhead)
    guard window <= CompiledRule.longestWindow, whole.lookBehind <= CompiledRule.lookBehind else {
      throw ScrubberError(
        rule: rule.id, reason: "a match may look at \(window) bytes",
        advice: "at most \(CompiledRule.longestWindow) are allowed, and 128 before the match")
    }
    return RuleShape(
      window: window, minimumWidth: whole.minimumWidth, tailSet: tailSet,
      guardShape: GuardShape(whole))
  }

  /// An automaton for what stands before the secret and for the secret's first byte; `nil` where
  /// that has one length, since the rule's guard knows enough then.
  var prefilter: Automaton? {
    guard before.minimumWidth != before.maximumWidth, secret.minimumWidth > 0 else { return nil }
    let first = PatternNode.look(.ahead, negative: false, .set(secret.firstSet))
    let question = Automaton.Question(
      reading: .ahead, must: [.concatenation([before.relaxed, first])])
    guard let automaton = Automaton(question), !automaton.usesPrevious,
      automaton.stateCount <= CompiledRule.mostPrefilterStates
    else { return nil }
    return automaton
  }

  /// The PCRE2 text.
  func printed() -> String {
    PatternNode.pcre(before: before, secret: secret, after: after)
  }

  private static func leftBoundary(of secret: PatternNode) throws(PatternError) -> PatternNode {
    guard secret.firstSet.isSubset(of: .word) else { return .empty }
    return try PatternNode(parsing: "(?<![A-Za-z0-9_])")
  }
}
