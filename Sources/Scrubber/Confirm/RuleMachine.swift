/// What a stream needs of one rule to decide candidates, as plain data: reading it touches no
/// reference counts.
struct RuleMachine {
  // What every attempt reads comes first, so that it lies together.
  let window: Int
  let minimumWidth: Int
  /// What rejects most starts at which the rule can't match.
  var prefilter = Prefilter()
  var code: UnsafePointer<NativeProgram.Code>?
  /// The caches of the program's automata, as far as they have been needed.
  var caches: UnsafeMutablePointer<AutomatonPool.Reference?>?
  /// Whether the program, its caches and the prefilter are what they say; before, they say nothing.
  var isReady = false
  /// Whether the rule finds private keys.
  let isPEM: Bool
  /// Whether what it finds stays as it is.
  let isInforming: Bool
  /// Whether the secret goes on to its closing quote.
  let isQuoted: Bool
  /// Whether the rule stands for registered values.
  let isRegistered: Bool
  /// Whether something must or must not be found in the secret.
  let hasFilter: Bool
  /// Whether the sieve has been asked for.
  var hasAskedForSieve = false

  /// Row of the class with which a match is extended, -1 for none.
  let tailRow: Int
  /// Owned by the rule, which outlives this.
  let allowedValues: Unmanaged<WordList>
  /// `nil` for none.
  let stopwords: Unmanaged<WordList>?
  /// The sieve of the filter, owned by the rule.
  var sieve: Unmanaged<SecretSieve>?
  /// For each bit of the sieve: what looks for its alternative, owned by the sieve.
  var searches: UnsafeMutablePointer<Search>?
  /// Least entropy and randomness; below 0 where any will do.
  let minimumEntropy: Double
  let minimumRandomness: Double
  /// What comes this near to the least has reached it, so that rounding never decides: three `a`
  /// and three `b` have one bit a byte, and sums of logarithms a little less.
  private static let tolerance = 1e-9
  let validator: Validator?
  let confidence: Confidence
  /// For each automaton of the filter: its cache, and whether it has been asked for.
  var filters = (Filter(), Filter(), Filter(), Filter())

  struct Search {
    var isReady = false
    var code: AlternativeSearch.Code?
  }

  struct Filter {
    var isReady = false
    var cache: AutomatonPool.Reference?
  }

  init(_ rule: CompiledRule) {
    window = rule.window
    minimumWidth = rule.minimumWidth
    isPEM = rule.rule.kind == .pem
    isInforming = rule.rule.action == .inform
    tailRow = rule.tailRow
    isQuoted = rule.rule.eater == .quoted
    isRegistered = rule.isRegistered
    hasFilter = !rule.filter.isEmpty
    minimumEntropy = (rule.rule.minimumEntropy ?? -1) - Self.tolerance
    minimumRandomness = (rule.rule.minimumRandomness ?? -1) - Self.tolerance
    validator = rule.rule.validator
    confidence = rule.rule.confidence
    allowedValues = Unmanaged.passUnretained(rule.allowedValues)
    stopwords = rule.stopwords.isEmpty ? nil : Unmanaged.passUnretained(rule.stopwords)
  }

  /// Whether an allowed value or a stopword speaks for the secret.
  @inline(__always)
  func allows(_ secret: UnsafeBufferPointer<UInt8>) -> Bool {
    if allowedValues._withUnsafeGuaranteedRef({ $0.contains(secret) }) { return true }
    guard let stopwords else { return false }
    return stopwords._withUnsafeGuaranteedRef { $0.isFound(in: secret) }
  }
}
