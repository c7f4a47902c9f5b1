/// A rule made ready for the engine: widths, guards, anchors and lazily compiled expressions.
final class CompiledRule: Sendable {
  /// Most bytes that an expression may look at from the start of its match.
  static let longestWindow = 1_280
  /// Widest match of a run eater with its repeat bounded.
  static let longestHead = 1_024
  static let longestRepeat = 192
  /// Bytes looked at before the start of a match.
  static let lookBehind = 128
  /// Most states of a prefilter's automaton.
  static let mostPrefilterStates = 1_024
  let rule: Rule
  /// Whether it stands for registered values, which are masked whatever they look like.
  var isRegistered: Bool { rule.id == LabelNames.registeredName }
  /// Bytes from the start of a match that one attempt may look at.
  let window: Int
  let minimumWidth: Int
  /// `before` (secret) `after`; group 1 is the secret.
  let expression: LazyExpression
  let must: [LazyExpression]
  let mustNot: [LazyExpression]
  /// What a candidate must pass before the expression is tried.
  let candidateGuard: RuleGuard
  /// Row of the class with which a match is extended, -1 for none.
  let tailRow: Int
  let anchors: [AnchorWindow]
  /// The same without PCRE2, and the searches for `must` and `mustNot`.
  let program: Lazy<NativeProgram?>
  let filter: SecretFilter
  /// Knows most places where the expression can't match; `nil` where that would be no gain.
  let prefilter: Lazy<Automaton?>
  let automata: AutomatonLibrary
  /// The values and words that keep a secret unmasked.
  let allowedValues: WordList
  let stopwords: WordList
  /// Whether the secret has no greatest length.
  var isEater: Bool { tailRow >= 0 || rule.eater != nil || rule.kind == .pem }

  init(_ rule: Rule, classes: ClassTables) throws(ScrubberError) {
    self.rule = rule
    allowedValues = classes.cache.words(rule.allowedValues)
    stopwords = rule.stopwords.isEmpty ? .none : WordList(rule.stopwords)
    automata = classes.cache.automata
    filter = classes.cache.filter(must: rule.must, mustNot: rule.mustNot)
    do {
      must = try Self.searches(rule.must, classes)
      mustNot = try Self.searches(rule.mustNot, classes)
      switch rule.kind {
      case .expression:
        let parts = try Parts(rule)
        if parts.isRunEater, rule.after != nil || rule.eater == .quoted {
          throw ScrubberError(
            rule: rule.id, reason: "`secret` has no greatest length, and something else ends it",
            advice: "bound its last repeat, or leave out `after` and `eater`")
        }
        if let most = rule.maximumBytes, let width = parts.secret.maximumWidth, width > most {
          throw ScrubberError(
            rule: rule.id, reason: "`secret` may match \(width) bytes, `max_bytes` is \(most)",
            advice: "bound its repeats, or raise `max_bytes`")
        }
        guard let widest = parts.whole.maximumWidth else {
          throw ScrubberError(
            rule: rule.id, reason: "the pattern has no greatest width",
            advice: "bound every repeat, or end `secret` in the only unbounded one")
        }
        window = widest + max(1, parts.whole.lookAhead)
        guard window <= Self.longestWindow, parts.whole.lookBehind <= Self.lookBehind else {
          throw ScrubberError(
            rule: rule.id, reason: "a match may look at \(window) bytes",
            advice: "at most \(Self.longestWindow) are allowed, and 128 before the match")
        }
        minimumWidth = parts.whole.minimumWidth
        expression = LazyExpression(pattern: parts.printed())
        program = Lazy {
          NativeProgram(before: parts.before, secret: parts.secret, after: parts.after)
        }
        prefilter = Lazy { parts.prefilter }
        anchors = try KnownAnchors.windows(of: rule) ?? anchorWindows(for: parts.whole)
        tailRow =
          parts.tailSet.isEmpty ? -1 : classes.row(for: parts.tailSet)
        candidateGuard = RuleGuard(parts.whole, window: window, classes: classes)
      case .pem:
        window = PEMReader.window
        minimumWidth = 11
        expression = LazyExpression(pattern: "(?!)")
        program = Lazy { nil }
        prefilter = Lazy { nil }
        var windows: [AnchorWindow] = []
        for marker in ["-----BEGIN ", "---- BEGIN SSH2 ", "PuTTY-User-Key-File-"] {
          windows += try anchorWindows(for: PatternNode(parsing: marker))
        }
        anchors = windows
        tailRow = -1
        candidateGuard = RuleGuard(
          try PatternNode(parsing: Self.pemMarkers), window: window, classes: classes)
      case .entropy:
        window = 257
        minimumWidth = 20
        expression = LazyExpression(pattern: "(?!)")
        program = Lazy { nil }
        prefilter = Lazy { nil }
        anchors = []
        tailRow = -1
        candidateGuard = RuleGuard(window: window, classes: classes)
      }
    } catch let error as PatternError {
      throw ScrubberError(rule: rule.id, error)
    } catch let error as ScrubberError {
      throw error
    } catch {
      throw ScrubberError(rule: rule.id, reason: "\(error)", advice: "report this")
    }
  }

  private static func searches(
    _ patterns: [String], _ classes: ClassTables
  ) throws(PatternError) -> [LazyExpression] {
    var result: [LazyExpression] = []
    for pattern in patterns { result.append(try classes.cache.search(for: pattern)) }
    return result
  }

  /// All that a rule matches, its surroundings included.
  static func pattern(of rule: Rule) throws(PatternError) -> PatternNode {
    switch rule.kind {
    case .expression: try Parts(rule).whole
    case .pem: try PatternNode(parsing: pemMarkers)
    case .entropy: .empty
    }
  }

  private static let pemMarkers = "(?:-----BEGIN |---- BEGIN SSH2 |PuTTY-User-Key-File-)"

  /// The anchors of an expression as the search finds them.
  static func searchedAnchors(of rule: Rule) throws(PatternError) -> [AnchorWindow] {
    try anchorWindows(for: Parts(rule).whole)
  }

  /// The parsed parts of an expression rule.
  private struct Parts: Sendable {
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
}
