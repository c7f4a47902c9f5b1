internal import Scrubber

/// Placeholders in the input and in the output.
struct ReferencePlaceholder {
  private let policy: Policy
  private let ids: Set<String>
  /// Texts that rules or the policy put in place of secrets.
  private let fixed: [[UInt8]]
  private let ownTexts: [String: [UInt8]]

  init(rules: [Rule], policy: Policy) {
    self.policy = policy
    ids = Set(rules.map(\.id) + [ReferenceRegistered.ruleID, "unscanned"])
    var own: [String: [UInt8]] = [:]
    for rule in rules { own[rule.id] = rule.placeholder.map { Array($0.utf8) } }
    ownTexts = own
    var fixed = Array(own.values)
    if case .fixed(let text) = policy.replacement { fixed.append(Array(text.utf8)) }
    self.fixed = fixed.filter { $0.count >= 4 }
  }

  /// All placeholders of `input`, from the left, the longest at each offset.
  func ranges(in input: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    let firstBytes = Set(fixed.map { $0[0] } + [UInt8(ascii: "[")])
    while index < input.count {
      guard firstBytes.contains(input[index]) else {
        index += 1
        continue
      }
      let rest = input[index...]
      var length = typedLength(Array(rest.prefix(256)))
      for text in fixed where rest.starts(with: text) { length = max(length, text.count) }
      if length > 0 { ranges.append(index..<index + length) }
      index += max(length, 1)
    }
    return ranges
  }

  /// Length of the `[REDACTED:` form at the start of `text`; 0 if there is none.
  private func typedLength(_ text: [UInt8]) -> Int {
    let opening = Array("[REDACTED:".utf8)
    guard text.starts(with: opening), let close = text.firstIndex(of: UInt8(ascii: "]")) else {
      return 0
    }
    let body = text[opening.count..<close]
    let parts = body.split(
      separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
    guard ids.contains(String(decoding: parts[0], as: UTF8.self)) else { return 0 }
    if parts.count == 2 {
      let tag = Array(parts[1])
      let hexadecimal = Array("0123456789abcdef".utf8)
      guard tag.count == 33, tag[8] == UInt8(ascii: "."),
        (tag[..<8] + tag[9...]).allSatisfy(hexadecimal.contains)
      else { return 0 }
    }
    return close + 1
  }

  /// What stands in the output in place of a secret labelled by `span`.
  func text(for span: ReferenceSpan, limits: ReferenceLimits) -> [UInt8] {
    if let own = ownTexts[span.rule] { return own }
    switch policy.replacement {
    case .typed: return Array("[REDACTED:\(span.rule)]".utf8)
    case .fixed(let text): return Array(text.utf8)
    case .keyed(let function):
      let flag: UInt8 = span.value.count > limits.tagBytes ? 1 : 0
      let message =
        Array("scrubber/tag/1".utf8) + [0] + Array(span.rule.utf8) + [0, flag]
        + span.value.prefix(limits.tagBytes)
      let digits = Array("0123456789abcdef".utf8)
      let tag = function.tag(message).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
      return Array("[REDACTED:\(span.rule)#\(function.keyID).".utf8) + tag
        + [UInt8(ascii: "]")]
    }
  }
}
