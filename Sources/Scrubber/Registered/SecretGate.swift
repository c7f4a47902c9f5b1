/// Decides what happens to each registered value: looked for everywhere, only in context, not at
/// all. `docs/VARIANTS.md` states when.
struct SecretGate {
  /// Most secrets of one list.
  static let mostSecrets = 100_000
  /// Longest value in bytes.
  static let longestValue = 65_536

  /// Values for the index.
  private(set) var indexed: [[UInt8]] = []
  /// Values without the white space around them that only a context reveals.
  private(set) var gated: [[UInt8]] = []
  /// One report or more for every value that is not simply masked everywhere.
  private(set) var reports: [SecretReport] = []

  init(_ secrets: [RegisteredSecret], policy: Policy.ShortSecrets) throws(ScrubberError) {
    guard secrets.count <= Self.mostSecrets else {
      throw ScrubberError(
        rule: nil, reason: "\(secrets.count) secrets are registered, 100,000 is the most",
        advice: "register fewer")
    }
    indexed.reserveCapacity(secrets.count)
    for (index, secret) in secrets.enumerated() {
      try admit(secret, index: index, policy: policy)
    }
  }

  private mutating func admit(
    _ secret: RegisteredSecret, index: Int, policy: Policy.ShortSecrets
  ) throws(ScrubberError) {
    let value = secret.value
    func report(_ outcome: SecretReport.Outcome) {
      reports.append(SecretReport(index: index, secret: secret, outcome: outcome))
    }
    if value.isEmpty { return report(.refusedAsEmpty) }
    guard value.count <= Self.longestValue else {
      throw ScrubberError(
        rule: nil, reason: "\(label(secret, index)) is longer than 65,536 bytes",
        advice: "register a shorter part of it")
    }
    if Self.containsPlaceholder(value) { return report(.refusedAsPlaceholder) }

    let core = VariantCompiler.trimmed(value[...])
    let isCommon = CommonWords.contains(core)
    if policy != .exact, core.count < 4 || isCommon {
      guard policy == .context else {
        throw ScrubberError(
          rule: nil,
          reason: "\(label(secret, index)) is shorter than 4 bytes or a common word",
          advice: "choose another value, leave it out, or allow short secrets in context")
      }
      if core.isEmpty { return report(.gatedAsBlank) }
      gated.append(Array(core))
      return report(core.count < 4 ? .gatedAsShort : .gatedAsCommon)
    }
    if policy != .exact, core.count < 8 { report(.wholeTokensOnly) }
    if value.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      let skipped = VariantCompiler.separateLines(of: value[...]).skipped
      if skipped > 0, core.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
        report(.linesSkipped(skipped))
      }
    }
    indexed.append(value)
  }

  private func label(_ secret: RegisteredSecret, _ index: Int) -> String {
    SecretReport.label(index: index, name: secret.name)
  }

  private static func containsPlaceholder(_ value: [UInt8]) -> Bool {
    let opening = Array("[REDACTED:".utf8)
    return value.indices.dropLast(opening.count - 1).contains {
      value[$0] == opening[0] && value[$0...].starts(with: opening)
    }
  }
}
