internal import Scrubber

/// Texts that a rule's own pattern may match.
enum PropertySamples {
  /// A text made from the rule's patterns; look-arounds are not regarded.
  static func text(of rule: Rule, using random: inout PropertyRandom) -> [UInt8] {
    var text: [UInt8] = []
    for pattern in [rule.before, rule.secret, rule.after].compactMap(\.self) {
      guard let node = try? PatternNode(parsing: pattern) else { continue }
      append(node, to: &text, using: &random)
    }
    return text
  }

  private static func append(
    _ node: PatternNode, to text: inout [UInt8], using random: inout PropertyRandom
  ) {
    switch node {
    case .empty, .look, .wordBoundary, .start, .end: break
    case .set(let set):
      let bytes = set.bytes
      let plain = bytes.filter { 0x21...0x7E ~= $0 }
      text.append(random.pick(plain.isEmpty || random.chance(5) ? bytes : plain))
    case .sequence(let parts): for part in parts { append(part, to: &text, using: &random) }
    case .alternation(let branches): append(random.pick(branches), to: &text, using: &random)
    case .atomic(let body): append(body, to: &text, using: &random)
    case .repeated(let body, let min, let max, _):
      let most = Swift.min(max ?? min + 30, min + 30)
      let count = random.pick([min, min, most, random.number(min...most)])
      for _ in 0..<count { append(body, to: &text, using: &random) }
    }
  }
}
