import ArgumentParser
import RuleFormat
import Scrubber

/// What a measured scrubber looks for. The raw value is the name on the command line.
enum Configuration: String, CaseIterable, Codable, ExpressibleByArgument {
  /// The default packs' formats: no rule that goes by a name beside the value, no random-looking
  /// tokens, no decoded views.
  case formats
  /// All default rules but the one for random-looking tokens, with the decoded views.
  case rules
  /// What `scrub` does without options.
  case defaults
  case secrets1 = "secrets-1"
  case secrets10 = "secrets-10"
  case secrets1k = "secrets-1k"
  case secrets10k = "secrets-10k"
  case secrets100k = "secrets-100k"
  /// Registered secrets alone, without any rule and decoded view.
  case only1 = "only-secrets-1"
  case only1k = "only-secrets-1k"
  case only100k = "only-secrets-100k"

  /// How many secrets are registered.
  var secretCount: Int {
    switch self {
    case .formats, .rules, .defaults: 0
    case .secrets1, .only1: 1
    case .secrets10: 10
    case .secrets1k, .only1k: 1_000
    case .secrets10k: 10_000
    case .secrets100k, .only100k: 100_000
    }
  }

  private var hasRules: Bool {
    switch self {
    case .only1, .only1k, .only100k: false
    default: true
    }
  }

  /// Compiles the scrubber.
  ///
  /// - Parameter path: the kernels' path; `nil` for the machine's best.
  func scrubber(path: ScanPath?) throws -> SecretScrubber {
    var rules = hasRules ? try DefaultPacks.load(withExamples: false).flatMap(\.rules) : []
    var policy = Policy()
    switch self {
    case .formats:
      rules = rules.filter { $0.kind != .entropy && $0.confidence >= .structure }
      policy.decodesText = false
      policy.decodesBase64 = false
    case .rules: rules = rules.filter { $0.kind != .entropy }
    case .only1, .only1k, .only100k:
      policy.decodesText = false
      policy.decodesBase64 = false
    default: break
    }
    return try SecretScrubber(
      rules: rules,
      secrets: FakeSecrets.values(secretCount, seed: 1).map {
        RegisteredSecret(value: $0)
      }, policy: policy, limits: SecretScrubber.Limits(path: path))
  }
}

extension ScanPath: ExpressibleByArgument {}
