internal import CScanKernels

/// Registered secrets, compiled: the index for what is masked everywhere, rules for what is gated.
struct RegisteredSet: Sendable {
  /// Finds the variants; `nil` if no value is masked everywhere.
  let index: RegisteredIndex?
  /// Expression rules for gated values, all with the id `registered-secret`.
  let rules: [Rule]
  /// What is not simply masked everywhere, in the order of registration.
  let reports: [SecretReport]

  /// Throws if a value or the number of values is over its limit, or `policy` refuses a value.
  init(
    _ secrets: [RegisteredSecret], policy: Policy.ShortSecrets = .context,
    isa: scan_isa = scan_best_isa()
  ) throws(ScrubberError) {
    let gate = try SecretGate(secrets, policy: policy)
    index =
      gate.indexed.isEmpty
      ? nil
      : RegisteredIndex(values: gate.indexed, matchesShortEverywhere: policy == .exact, isa: isa)
    rules = GatedRules.make(gate.gated)
    reports = gate.reports
  }
}
