internal import Scrubber

/// Random small patterns over a small alphabet.
enum PropertyPatterns {
  static func rule(using random: inout PropertyRandom) -> Rule {
    var rule = Rule(id: "p", secret: sequence(depth: 2, using: &random))
    if random.chance(60) { rule.secret = literal(using: &random) + rule.secret }
    if random.chance(30) { rule.secret += unbounded(using: &random) }
    switch random.number(1...6) {
    case 1: rule.before = ""
    case 2: rule.before = random.pick(["a", "[^b]", "\\b", "(?<!a)", "(?<=b|aa)", "^|-"])
    case 3: rule.before = literal(using: &random)
    default: break
    }
    switch random.number(1...8) {
    case 1: rule.after = random.pick(["a", "\\b", "$", "(?![ab])", "(?!.{0,3}1)", "[^a]", "-|$"])
    case 2: rule.after = literal(using: &random)
    default: break
    }
    if random.chance(15) {
      rule.before = literal(using: &random) + random.pick(["[\"']", "\\\\{0,3}\""])
      rule.after = nil
      rule.eater = .quoted
    }
    return rule
  }

  private static func literal(using random: inout PropertyRandom) -> String {
    random.pick(["ab", "ba", "aab", "a1b", "abab", "-ab", "(?i:ab)", "(?:ab|ba)", "1a", "ab\\x31"])
  }

  private static func unbounded(using random: inout PropertyRandom) -> String {
    random.pick(["[ab]{2,}", "[a-f0-9]+", "[^\\s]{3,}", "[ab]*={0,2}", "a{2,}", "[ab1]+?", "[^-]*"])
  }

  private static func set(using random: inout PropertyRandom) -> String {
    random.pick(["a", "b", "[ab]", "[^a]", ".", "\\d", "\\w", "[a-c1]", "\\S", "1", "-", "[\"'=]"])
  }

  private static func sequence(depth: Int, using random: inout PropertyRandom) -> String {
    var text = ""
    for _ in 0..<random.number(1...3) { text += item(depth: depth, using: &random) }
    return text
  }

  private static func item(depth: Int, using random: inout PropertyRandom) -> String {
    switch random.number(1...(depth > 0 ? 9 : 6)) {
    case 1, 2, 3: return set(using: &random)
    case 4, 5:
      let count = random.pick(["?", "{2}", "{1,3}", "{0,4}", "{2,5}?", "{1,4}+", "??"])
      return set(using: &random) + count
    case 6: return random.pick(["\\b", "(?=[ab])", "(?!1)", "(?<!1)", "(?<=a)", "(?!.b)"])
    case 7:
      let one = sequence(depth: depth - 1, using: &random)
      return "(?:\(one)|\(sequence(depth: depth - 1, using: &random)))"
    case 8: return "(?:\(sequence(depth: depth - 1, using: &random))){1,3}"
    default: return "(?>\(sequence(depth: depth - 1, using: &random)))"
    }
  }
}
