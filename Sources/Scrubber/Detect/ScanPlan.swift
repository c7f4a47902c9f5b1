internal import CScanKernels

/// All that detection needs to know, compiled once and shared by all streams.
final class ScanPlan: @unchecked Sendable {
  let rules: [CompiledRule]
  /// The guards of the rules, written in `init` only.
  let guards: UnsafeMutablePointer<RuleGuard>
  /// Their skip guards once more, for the kernel.
  let skips: UnsafeMutablePointer<scan_skip>
  /// For each rule the bytes from the start of a match that its anchors need.
  let reaches: [Int]
  let classes: ClassTables
  let anchors: AnchorIndex
  let registered: RegisteredIndex?
  let limits: ViewLimits
  /// Windows up to this size are looked for around the items of a view only; candidates of rules with
  /// a wider one are handed on from the view that it is derived from.
  let nearWindow: Int
  /// Number of the rule for high-entropy tokens, -1 for none.
  let entropyRule: Int
  let decodesText: Bool
  let decodesBase64: Bool
  /// Row of the bytes that an undecided candidate takes with it.
  let unscannedRow: Int
  /// Row of base64 letters.
  let base64Row: Int
  let placeholders: PlaceholderShapes
  let matchLimit: UInt32
  let isa: scan_isa

  init(
    rules: [CompiledRule], classes: ClassTables, registered: RegisteredIndex?,
    placeholders: PlaceholderShapes, limits: ViewLimits, policy: Policy, isa: scan_isa
  ) {
    self.rules = rules
    guards = .allocate(capacity: max(1, rules.count))
    skips = .allocate(capacity: max(1, rules.count))
    for (number, rule) in rules.enumerated() {
      (guards + number).initialize(to: rule.candidateGuard)
      (skips + number).initialize(to: rule.candidateGuard.skip)
    }
    reaches = rules.map { $0.anchors.map(\.reach).max() ?? 0 }
    self.classes = classes
    self.registered = registered
    self.placeholders = placeholders
    self.limits = limits
    self.isa = isa
    nearWindow = max(Self.narrow, registered?.longestWindow ?? 0)
    entropyRule = rules.firstIndex { $0.rule.kind == .entropy } ?? -1
    decodesText = policy.decodesText
    decodesBase64 = policy.decodesBase64
    matchLimit = policy.matchLimit
    let stops = ByteSet.space.union(ByteSet(of: "\"'`\0"))
    unscannedRow = classes.row(for: stops.inverted)
    let letters = (0...255).filter { Base64Letters.isLetter(UInt8($0)) }.map { UInt8($0) }
    base64Row = classes.row(for: ByteSet(letters))
    anchors = AnchorIndex(
      rules.enumerated().flatMap { number, rule in
        rule.anchors.map { (rule: number, window: $0) }
      }, classes: classes, isa: isa)
  }

  private static let narrow = 320

  deinit {
    guards.deallocate()
    skips.deallocate()
  }
}
