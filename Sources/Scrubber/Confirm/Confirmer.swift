/// Decides candidates: a rule at an index of a view, yes or no, from its window alone.
final class Confirmer {
  /// A decided match, before it is extended to the right.
  struct Hit {
    /// Indices of the secret in the text.
    var start: Int
    var end: Int
    var confidence: Confidence
  }

  enum Answer {
    case none
    case hit(Hit)
    /// No answer could be had; the caller must mask.
    case unscanned
  }

  private let rules: [CompiledRule]
  private var scratch: MatchScratch?
  /// Calls of PCRE2 so far.
  private(set) var calls = 0

  init(_ rules: [CompiledRule], matchLimit: UInt32) {
    self.rules = rules
    // Without memory for it every attempt counts as undecided.
    scratch = try? MatchScratch(matchLimit: matchLimit)
  }

  /// Tries the expression rule at index `at` of the text.
  func attempt(_ number: Int, _ text: ViewText, at: Int) -> Answer {
    let rule = rules[number]
    let bytes = text.bytes
    let available = text.count - at
    // Too short for any match: certain at the stream's end, over budget otherwise (below).
    if available < rule.minimumWidth, text.endsStream { return .none }
    var end = min(at + rule.window, text.count)
    var edges: MatchScratch.Edges = []
    if end < at + rule.window ? !text.endsStream : end < text.count || !text.endsStream {
      edges.insert(.notEnd)
    }
    var start = max(0, at - CompiledRule.lookBehind)
    if text.map != nil {
      let raw = text.rawStart(at)
      let budget = ViewLimits.rawBudget(window: rule.window)
      if (end < at + rule.window && !text.endsStream) || text.rawEnd(end - 1) - raw > budget {
        // What stands behind a boundary can't matter.
        guard let boundary = (at..<end).first(where: { bytes[$0] == 0 }),
          boundary == at || text.rawEnd(boundary - 1) - raw <= budget
        else { return .unscanned }
        end = boundary + 1
        edges.insert(.notEnd)
      }
      while start < at, raw - text.rawStart(start) > ViewLimits.lookBehindRaw { start += 1 }
      if start == 0, text.rawStart(0) > 0 { edges.insert(.notBeginning) }
    }
    if start > 0 || !text.startsStream { edges.insert(.notBeginning) }
    return match(rule, bytes + start, count: end - start, at: at - start, edges, index: start)
  }

  private func match(
    _ rule: CompiledRule, _ subject: UnsafePointer<UInt8>, count: Int, at: Int,
    _ edges: MatchScratch.Edges, index: Int
  ) -> Answer {
    guard scratch != nil, let handle = try? rule.expression.handle() else { return .unscanned }
    calls &+= 1
    let outcome =
      scratch?.match(handle, subject: subject, count: count, at: at, edges: edges)
      ?? .failed(code: 0)
    switch outcome {
    case .none: return .none
    case .failed: return .unscanned
    case .match: break
    }
    guard let start = scratch?.start(of: 1), let end = scratch?.end(of: 1), end > start else {
      return .none
    }
    let secret = UnsafeBufferPointer(start: subject + start, count: end - start)
    switch accepts(rule, secret) {
    case .none: return .unscanned
    case .some(false): return .none
    case .some(true): break
    }
    var confidence = rule.rule.confidence
    if let validator = rule.rule.validator {
      confidence = validator.check(secret) ? .checksum : min(confidence, .structure)
    }
    return .hit(Hit(start: index + start, end: index + end, confidence: confidence))
  }

  /// Whether the filters of the rule let the secret pass; `nil` if a filter gave no answer.
  private func accepts(_ rule: CompiledRule, _ secret: UnsafeBufferPointer<UInt8>) -> Bool? {
    if !rule.isRegistered, TemplateValue.matches(secret) { return false }
    if let least = rule.rule.minimumEntropy, Entropy.shannon(secret) < least { return false }
    if let least = rule.rule.minimumRandomness, Randomness.score(secret) < least { return false }
    for expression in rule.must {
      guard let found = isFound(expression, in: secret) else { return nil }
      if !found { return false }
    }
    for expression in rule.mustNot {
      guard let found = isFound(expression, in: secret) else { return nil }
      if found { return false }
    }
    return isAllowed(rule, secret)
  }

  /// Whether neither an allowed value nor a stopword of the rule speaks for the secret.
  func isAllowed(_ rule: CompiledRule, _ secret: UnsafeBufferPointer<UInt8>) -> Bool {
    if rule.allowedValues.isEmpty, rule.stopwords.isEmpty { return true }
    let lowered = CompiledRule.lowered(Array(secret))
    if rule.allowedValues.contains(lowered) { return false }
    return !rule.stopwords.contains { Self.contains(lowered, $0) }
  }

  private func isFound(
    _ expression: LazyExpression, in secret: UnsafeBufferPointer<UInt8>
  ) -> Bool? {
    guard let handle = try? expression.handle(), let base = secret.baseAddress else { return nil }
    switch scratch?.match(handle, subject: base, count: secret.count, at: 0) {
    case .match: return true
    case .some(.none): return false
    case .failed, nil: return nil
    }
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= text.count else { return false }
    for start in 0...(text.count - word.count) where text[start] == first {
      if text[start..<(start + word.count)].elementsEqual(word) { return true }
    }
    return false
  }
}
