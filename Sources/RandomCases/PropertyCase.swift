internal import ReferenceMatcher
internal import Scrubber

/// A random set of rules, secrets and a policy.
struct PropertyCase {
  var rules: [Rule]
  var secrets: [[UInt8]]
  var policy: Policy
  var limits = ReferenceLimits(base64RunLimit: 128)

  /// A case whose rules engine and reference accept.
  init(using random: inout PropertyRandom) {
    rules = []
    secrets = []
    policy = Policy()
    let count = random.pick([0, 1, 1, 2, 3, 5, 8])
    for index in 0..<count {
      let rule = PropertyRules.rule(index, using: &random)
      if takes(rule) { rules.append(rule) }
    }
    secrets = (0..<random.pick([0, 0, 1, 2, 4])).map { _ in
      PropertySecrets.secret(using: &random)
    }
    policy.keepsLines = random.chance(15)
    policy.decodesText = random.chance(90)
    policy.decodesBase64 = random.chance(80)
    policy.shortSecrets = random.pick([.context, .context, .exact])
    policy.keepsLines = random.chance(15)
    if random.chance(10) { policy.replacement = .fixed(random.pick(["***", "****", "[gone]"])) }
    if random.chance(10) {
      policy.replacement = .keyed(Policy.TagFunction(keyID: "0123abcd", tag: Self.tag))
    }
  }

  /// Whether `rule` may be added: there is at most one rule of the kinds without a pattern.
  func takes(_ rule: Rule) -> Bool {
    let isOnly = rule.kind == .expression || !rules.contains { $0.kind == rule.kind }
    return isOnly && EngineUnderTest.accepts(rule)
  }

  /// Which of two matches of one rule in one base64 run gives the tag is not defined.
  mutating func leaveNoTies() {
    if case .keyed = policy.replacement { policy.decodesBase64 = false }
  }

  /// A text for this case, of up to about `size` bytes.
  func text(size: Int, using random: inout PropertyRandom) -> [UInt8] {
    PropertyInput(rules: rules, secrets: secrets).text(size: size, using: &random)
  }

  func engine() throws -> EngineUnderTest {
    try EngineUnderTest(rules: rules, secrets: secrets, policy: policy, limits: limits)
  }

  func reference() throws -> ReferenceScrubber {
    try ReferenceScrubber(rules: rules, secrets: secrets, policy: policy, limits: limits)
  }

  /// The case and an input for a failure's text.
  func show(_ input: [UInt8]) -> String {
    var text = "input (\(input.count) bytes): \(PropertyText.show(input))"
    for rule in rules {
      text += "\n  rule \(rule.id) \(rule.kind) \(rule.confidence)"
      text += " before \(rule.before ?? "nil") secret \(rule.secret) after \(rule.after ?? "nil")"
      text += " eater \(rule.eater.map(\.rawValue) ?? "nil")"
      text += " must \(rule.must) \(rule.mustNot) \(rule.allowedValues) \(rule.stopwords)"
      text += " \(rule.minimumEntropy ?? 0) \(rule.minimumRandomness ?? 0)"
      text += " \(rule.validator.map(\.rawValue) ?? "nil") \(rule.placeholder ?? "nil")"
    }
    for secret in secrets { text += "\n  secret \(PropertyText.show(secret))" }
    text += "\n  policy \(policy.replacement) text \(policy.decodesText)"
    text += " base64 \(policy.decodesBase64) short \(policy.shortSecrets)"
    return text + " lines \(policy.keepsLines)"
  }

  /// Twelve bytes that depend on every byte of `message`.
  private static func tag(_ message: [UInt8]) -> [UInt8] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in message { state = (state ^ UInt64(byte)) &* 0x0100_0000_01B3 }
    var random = PropertyRandom(seed: state)
    return (0..<12).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }
}
