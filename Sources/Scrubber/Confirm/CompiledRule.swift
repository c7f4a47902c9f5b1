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
      let known = rule.kind == .expression ? KnownRules.entry(of: rule) : nil
      must = try Self.searches(rule.must, classes, isKnown: known != nil)
      mustNot = try Self.searches(rule.mustNot, classes, isKnown: known != nil)
      switch rule.kind {
      case .expression:
        // What is known was parsed without a fault; it is parsed again at the first candidate.
        let parts: Lazy<RuleParts?>
        let shape: RuleShape
        if let known {
          parts = Lazy { try? RuleParts(rule) }
          (anchors, shape) = (known.anchors, known.shape)
        } else {
          let parsed = try RuleParts(rule)
          parts = Lazy { parsed }
          shape = try parsed.shape(of: rule)
          anchors = try anchorWindows(for: parsed.whole)
        }
        window = shape.window
        minimumWidth = shape.minimumWidth
        expression = LazyExpression(pattern: parts.value?.printed() ?? Self.broken)
        program = Lazy {
          parts.value.flatMap {
            NativeProgram(before: $0.before, secret: $0.secret, after: $0.after)
          }
        }
        prefilter = Lazy { parts.value?.prefilter }
        tailRow = shape.tailSet.isEmpty ? -1 : classes.row(for: shape.tailSet)
        candidateGuard = RuleGuard(shape.guardShape, window: window, classes: classes)
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
          GuardShape(try PatternNode(parsing: Self.pemMarkers)), window: window,
          classes: classes)
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

  /// A text that PCRE2 refuses: whatever asks for it is undecided, and so masked.
  static let broken = "("

  private static func searches(
    _ patterns: [String], _ classes: ClassTables, isKnown: Bool
  ) throws(PatternError) -> [LazyExpression] {
    var result: [LazyExpression] = []
    for pattern in patterns {
      result.append(
        isKnown
          ? classes.cache.knownSearch(for: pattern) : try classes.cache.search(for: pattern))
    }
    return result
  }

  /// All that a rule matches, its surroundings included.
  static func pattern(of rule: Rule) throws(PatternError) -> PatternNode {
    switch rule.kind {
    case .expression: try RuleParts(rule).whole
    case .pem: try PatternNode(parsing: pemMarkers)
    case .entropy: .empty
    }
  }

  private static let pemMarkers = "(?:-----BEGIN |---- BEGIN SSH2 |PuTTY-User-Key-File-)"

  /// What `KnownRules` says of an expression, found out anew.
  static func entry(of rule: Rule) throws -> KnownRules.Entry {
    let parts = try RuleParts(rule)
    return KnownRules.Entry(
      anchors: try anchorWindows(for: parts.whole), shape: try parts.shape(of: rule))
  }
}
