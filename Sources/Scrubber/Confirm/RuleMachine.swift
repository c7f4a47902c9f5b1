/// What a stream needs of one rule to decide candidates, as plain data: reading it touches no
/// reference counts.
struct RuleMachine {
  let window: Int
  let minimumWidth: Int
  /// Whether the rule stands for registered values.
  let isRegistered: Bool
  /// Whether something must or must not be found in the secret.
  let hasFilter: Bool
  /// Least entropy and randomness; below 0 where any will do.
  let minimumEntropy: Double
  let minimumRandomness: Double
  let validator: Validator?
  let confidence: Confidence
  /// Owned by the rule, which outlives this.
  let allowedValues: Unmanaged<WordList>
  /// `nil` for none.
  let stopwords: Unmanaged<WordList>?

  /// Whether the fields below say what there is; before, they say nothing.
  var isReady = false
  var code: UnsafePointer<NativeProgram.Code>?
  /// The caches of the program's automata, as far as they have been needed.
  var caches: UnsafeMutablePointer<AutomatonPool.Reference?>?
  /// The sieve of the filter, owned by the rule, and whether it has been asked for.
  var sieve: Unmanaged<SecretSieve>?
  var hasAskedForSieve = false
  /// For each automaton of the filter: its cache, and whether it has been asked for.
  var filters = (Filter(), Filter(), Filter(), Filter())

  struct Filter {
    var isReady = false
    var cache: AutomatonPool.Reference?
  }

  init(_ rule: CompiledRule) {
    window = rule.window
    minimumWidth = rule.minimumWidth
    isRegistered = rule.isRegistered
    hasFilter = !rule.filter.isEmpty
    minimumEntropy = rule.rule.minimumEntropy ?? -1
    minimumRandomness = rule.rule.minimumRandomness ?? -1
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
