internal import Scrubber

/// Random rules: small patterns from a grammar, and rules like those of real packs.
enum PropertyRules {
  static func rule(_ index: Int, using random: inout PropertyRandom) -> Rule {
    var rule =
      random.chance(40) ? PropertyPatterns.rule(using: &random) : realistic(using: &random)
    rule.id = "r\(index)-\(rule.id)"
    if random.chance(30) { rule.confidence = random.pick(Confidence.allCases) }
    if random.chance(5) { rule.placeholder = random.pick(["<own>", "x", "[own text]"]) }
    if rule.kind == .entropy, random.chance(20) {
      rule.mustNot = [random.pick(["ab", "^[0-9a-f]", "[0-9]$", "[A-Z]{3}"])]
    }
    guard rule.kind == .expression else { return rule }
    if random.chance(10) { rule.must = [random.pick(["[0-9]", "^a", "b$", "aa|[A-Z]"])] }
    if random.chance(10) { rule.mustNot = [random.pick(["ab", "^b", "[0-9]$", "x"])] }
    if random.chance(10) { rule.minimumEntropy = random.pick([0.5, 1, 2, 3]) }
    if random.chance(5) { rule.minimumRandomness = random.pick([0.2, 0.5]) }
    if random.chance(10) { rule.allowedValues = [random.pick(["ABAB", "changeme", "hunter2"])] }
    if random.chance(10) { rule.stopwords = [random.pick(["example", "AA", "test"])] }
    return rule
  }

  static let realisticCount = 15

  static func realistic(using random: inout PropertyRandom) -> Rule {
    realistic(random.number(0...realisticCount - 1), shortened: random.chance(70))
  }

  /// The rule with the given number; shorter values if `shortened`, so that windows differ.
  static func realistic(_ number: Int, shortened: Bool) -> Rule {
    let long = shortened ? 12 : 36
    switch number {
    case 0:
      var rule = Rule(id: "aws", secret: "(?:AKIA|ASIA)[A-Z2-7]{16}")
      rule.validator = .awsAccessKeyID
      return rule
    case 1:
      var rule = Rule(id: "github", secret: "gh[pousr]_[A-Za-z0-9]{\(long),}", eater: .run)
      rule.validator = .githubToken
      return rule
    case 2:
      let part = "[A-Za-z0-9_-]{4,\(long * 4)}"
      return Rule(id: "jwt", secret: "eyJ\(part)\\.eyJ\(part)\\.[A-Za-z0-9_-]{4,}", eater: .run)
    case 3, 4:
      return Rule(
        id: "quoted",
        before: "(?i)(?:password|secret)\\\\{0,7}[\"']?\\s{0,2}[:=]\\s{0,2}\\\\{0,7}[\"']",
        secret: "[^\"'\\r\\n]{1,\(long * 3)}", eater: .quoted, confidence: .context)
    case 5:
      return Rule(
        id: "unquoted", before: "(?i)password\\s?[=:]\\s?", secret: "[^\\s\"'&,;]{4,}", eater: .run,
        confidence: .context)
    case 6:
      return Rule(
        id: "userinfo", before: "[a-z]{2,8}://[^\\s/:@]{0,20}:", secret: "[^\\s/]{1,\(long * 3)}",
        after: "@", confidence: .context)
    case 7:
      return Rule(
        id: "header", before: "(?i)authorization:\\s{0,3}(?:bearer|basic)\\s", secret: "[^\\s]{4,}",
        eater: .run, confidence: .context)
    case 8, 9: return Rule(id: "pem", kind: .pem)
    case 10, 11: return Rule(id: "token", kind: .entropy, confidence: .entropy)
    case 12: return Rule(id: "stripe", secret: "sk_live_[0-9a-zA-Z]{\(long)}")
    case 13:
      return Rule(
        id: "card", before: "card\"?\\s?[:=]\\s?", secret: "[0-9]{6,12}(?![0-9])",
        confidence: .context)
    default:
      return Rule(id: "end", before: "(?:^|[ ,])key=", secret: "[a-z0-9]{3,8}", after: "(?=[ ,]|$)")
    }
  }
}
