internal import CScanKernels

/// Rules, registered secrets and a policy, compiled: immutable, shared by any number of streams.
///
///     let scrubber = try SecretScrubber(rules: rules)
///     var stream = ScrubStream(scrubber)
///     try stream.feed(chunk, into: &sink)
///     try stream.finish(into: &sink)
public final class SecretScrubber: Sendable {
  let plan: ScanPlan
  let policy: Policy
  /// Placeholders that rules bring themselves.
  let ownTexts: [String: [UInt8]]
  /// One report for every registered value that is not simply masked everywhere.
  public let secretReports: [SecretReport]

  /// Compiles rules, secrets and policy.
  ///
  /// - Throws: `ScrubberError` for the first rule or secret that can't be taken; nothing is taken
  ///   then.
  public convenience init(
    rules: [Rule], secrets: [RegisteredSecret] = [], policy: Policy = Policy()
  ) throws(ScrubberError) {
    try self.init(rules: rules, secrets: secrets, policy: policy, limits: Limits())
  }

  /// Sizes that tests make small, and the kernels' path.
  package struct Limits {
    var stepQuantum = 4_096
    /// Least window; 0 for what the rules need.
    var minimumWindow = 0
    var base64RunLimit = 4_096
    var isa = scan_best_isa()

    package init(
      stepQuantum: Int = 4_096, base64RunLimit: Int = 4_096, path: ScanPath? = nil
    ) {
      self.stepQuantum = stepQuantum
      self.base64RunLimit = base64RunLimit
      if let path { isa = path.isa }
    }
  }

  package init(
    rules: [Rule], secrets: [RegisteredSecret], policy: Policy, limits: Limits
  ) throws(ScrubberError) {
    let registered = try RegisteredSet(
      secrets, policy: policy.shortSecrets, isa: limits.isa)
    let enabled = rules.filter {
      $0.isEnabled
        && ($0.action == .mask || (policy.reportsIdentifiers && $0.kind == .expression))
    }
    var seen: Set<String> = []
    let reserved = [LabelNames.registeredName, LabelNames.unscannedName]
    for rule in enabled where reserved.contains(rule.id) {
      throw ScrubberError(
        rule: rule.id, reason: "the id is the engine's own", advice: "rename the rule")
    }
    for rule in enabled where !seen.insert(rule.id).inserted {
      throw ScrubberError(
        rule: rule.id, reason: "the id is there twice", advice: "rename or disable one of them")
    }
    for kind in [Rule.Kind.pem, .entropy] where enabled.count(where: { $0.kind == kind }) > 1 {
      throw ScrubberError(
        rule: enabled.last { $0.kind == kind }?.id,
        reason: "there is another rule of the kind `\(kind.rawValue)`",
        advice: "disable one of them")
    }
    try policy.check()
    for rule in rules {
      if let text = rule.placeholder { try Policy.check(text, of: rule.id) }
    }
    let classes = ClassTables()
    var compiled: [CompiledRule] = []
    for rule in enabled + registered.rules {
      compiled.append(try CompiledRule(rule, classes: classes))
    }
    let hasBlocks = enabled.contains { $0.kind == .pem }
    var window = max(compiled.map(\.window).max() ?? 1, limits.minimumWindow)
    window = max(window, registered.index?.longestWindow ?? 0)
    if hasBlocks { window = max(window, PEMReader.window) }
    var wantsMaterial = false
    if case .keyed = policy.replacement { wantsMaterial = true }
    if wantsMaterial { window = max(window, TagMaterial.longest + CompiledRule.lookBehind) }
    let ids = rules.map(\.id) + [LabelNames.registeredName, LabelNames.unscannedName]
    // Those of rules that are switched off, too: an earlier pass may have written them.
    var fixed: [String] = rules.compactMap(\.placeholder)
    var owned = enabled.compactMap { rule in
      rule.placeholder.map { (rule: Optional(rule.id), text: Array($0.utf8)) }
    }
    if case .fixed(let text) = policy.replacement {
      fixed.append(text)
      owned.append((nil, Array(text.utf8)))
    }
    try PlaceholderCheck.check(owned, rules: enabled, secrets: secrets)
    plan = ScanPlan(
      rules: compiled, classes: classes, registered: registered.index,
      placeholders: PlaceholderShapes(ids: ids, fixed: fixed),
      limits: ViewLimits(
        window: window, base64Run: policy.decodesBase64 ? limits.base64RunLimit : 0,
        stepQuantum: limits.stepQuantum, readsKeys: hasBlocks),
      policy: policy, isa: limits.isa)
    self.policy = policy
    ownTexts = Dictionary(
      uniqueKeysWithValues: enabled.compactMap { rule in
        rule.placeholder.map { (rule.id, Array($0.utf8)) }
      })
    secretReports = registered.reports
  }

  private init(_ other: SecretScrubber, policy: Policy) {
    plan = other.plan
    ownTexts = other.ownTexts
    secretReports = other.secretReports
    self.policy = policy
  }

  /// This scrubber with `Policy.keepsLines` set; what is compiled is shared.
  public func keepingLines() -> SecretScrubber {
    var policy = policy
    policy.keepsLines = true
    return SecretScrubber(self, policy: policy)
  }

  /// Most bytes that a stream holds back, whatever comes.
  ///
  /// Debug builds check it after every step.
  public var holdBack: Int {
    plan.limits.holdBack + plan.limits.stepQuantum + plan.limits.releaseLag
  }

  /// What is known of each rule, in their order.
  public var rules: [RuleSummary] { plan.rules.map { RuleSummary($0) } }

  /// Scrubs bytes that are all at hand.
  public func scrub(_ bytes: [UInt8]) -> (bytes: ScrubbedBytes, findings: [Finding]) {
    var stream = ScrubStream(self)
    var sink = MemorySink()
    // A memory sink never throws.
    try? stream.feed(bytes, into: &sink)
    try? stream.finish(into: &sink)
    return (sink.bytes, sink.findings)
  }
}

/// What a compiled rule needs.
public struct RuleSummary: Sendable, Hashable {
  /// Id of the rule.
  public var id: String
  /// One sentence for people.
  public var description: String
  /// How it finds its secrets.
  public var kind: Rule.Kind
  /// How sure a match is.
  public var confidence: Confidence
  /// Bytes of a view that one decision may look at.
  public var window: Int
  /// Bytes of the stream that are held back for it.
  public var holdBack: Int
  /// Whether the length of its secrets has no maximum.
  public var isEater: Bool

  init(_ compiled: CompiledRule) {
    id = compiled.rule.id
    description = compiled.rule.description
    kind = compiled.rule.kind
    confidence = compiled.rule.confidence
    window = compiled.window
    holdBack = 12 * compiled.window + 256
    isEater = compiled.isEater
  }
}
