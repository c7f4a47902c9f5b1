package import Scrubber

/// The slow matcher: `docs/SEMANTICS.md` word for word, over the whole input at once.
///
/// It shares the parsing of patterns, the table of weights of docs/TOKEN-SHAPE.md and the checks
/// of long formats (`ReferenceValidator`) with the engine, nothing else.
package struct ReferenceScrubber {
  private let rules: [Rule]
  private let expressions: [ReferenceExpression]
  private let tokens: [ReferenceTokens]
  private let registered: ReferenceRegistered
  private let policy: Policy
  private let placeholder: ReferencePlaceholder
  private let limits: ReferenceLimits

  /// Compiles rules, secrets and policy.
  ///
  /// - Throws: `ReferenceError` or `PatternError` for what the document refuses.
  package init(
    rules: [Rule], secrets: [[UInt8]] = [], policy: Policy = Policy(),
    limits: ReferenceLimits = ReferenceLimits()
  ) throws {
    placeholder = ReferencePlaceholder(rules: rules, policy: policy)
    self.rules = rules.filter { $0.isEnabled && $0.action == .mask }
    self.policy = policy
    self.limits = limits
    registered = try ReferenceRegistered(
      secrets: secrets, policy: policy.shortSecrets, limits: limits)
    tokens = try self.rules.filter { $0.kind == .entropy }.map(ReferenceTokens.init)
    expressions = try (self.rules.filter { $0.kind == .expression } + registered.gatedRules).map {
      try ReferenceExpression($0, limits: limits)
    }
  }

  /// Scrubs `input`.
  package func scrub(_ input: [UInt8]) -> ReferenceResult {
    let placeholders = placeholder.ranges(in: input)
    let views = ReferenceView.all(
      of: input, placeholders: placeholders, decodesText: policy.decodesText)
    var spans: [ReferenceSpan] = []
    var unscanned: [Range<Int>] = []
    for (index, view) in views.enumerated() {
      // What the same text gives in a later view changes no union and no label.
      if views[..<index].contains(where: view.showsTheSame(as:)) { continue }
      let found = ruleMatches(in: view)
      unscanned += found.unscannedPossible
      var matches = found.matches + registered.matches(in: view)
      for rule in tokens { matches += rule.matches(in: view) }
      spans += matches.map { span(of: $0, in: view, raw: view.raw($0.secret)) }
    }
    if policy.decodesBase64 { spans += base64Spans(in: views[0], unscanned: &unscanned) }
    return result(input, spans, unscanned, placeholders)
  }

  private func ruleMatches(in view: ReferenceView) -> ReferenceFound {
    var found = ReferenceFound()
    for expression in expressions {
      let one = expression.matches(in: view)
      found.matches += one.matches
      found.unscannedPossible += one.unscannedPossible
    }
    for rule in rules where rule.kind == .pem {
      found.matches += ReferencePEM(rule: rule, view: view).matches()
    }
    return found
  }

  private func base64Spans(
    in base: ReferenceView, unscanned: inout [Range<Int>]
  ) -> [ReferenceSpan] {
    ReferenceBase64.runs(in: base).flatMap { run in
      ReferenceBase64.stretches(of: run, in: base).flatMap { stretch in
        let found = ruleMatches(in: stretch.view)
        if !found.unscannedPossible.isEmpty {
          unscanned.append(base.raw(run.range.lowerBound..<run.paddedEnd))
        }
        return found.matches.map { match in
          // A quoted value that reaches the end of the stretch ends before the boundary there.
          var match = match
          match.secret = match.secret.clamped(to: 0..<stretch.view.bytes.count - 1)
          let isShort = run.range.count <= limits.base64RunLimit
          let range =
            isShort
            ? run.range.lowerBound..<run.paddedEnd
            : stretch.quanta[match.secret.lowerBound]..<run.range.upperBound
          return span(of: match, in: stretch.view, raw: base.raw(range))
        }
      }
    }
  }

  private func span(
    of match: ReferenceMatch, in view: ReferenceView, raw: Range<Int>
  ) -> ReferenceSpan {
    ReferenceSpan(
      raw: raw, rule: match.rule, confidence: match.confidence, view: view.kind,
      viewStart: match.secret.lowerBound, value: match.tagValue ?? Array(view.bytes[match.secret]))
  }

  private func result(
    _ input: [UInt8], _ spans: [ReferenceSpan], _ unscanned: [Range<Int>],
    _ placeholders: [Range<Int>]
  ) -> ReferenceResult {
    let redaction = ReferenceRedaction(
      input: input, placeholders: placeholders, keepsLines: policy.keepsLines)
    let unions = redaction.unions(of: spans)
    var result = ReferenceResult(unscannedPossible: unscanned)
    var position = 0
    var line = 1
    for piece in redaction.pieces(of: unions) {
      result.output += input[position..<piece.range.lowerBound]
      line += input[position..<piece.range.lowerBound].count { $0 == 0x0A }
      let start = result.output.count
      let text = placeholder.text(for: piece.label, limits: limits)
      let quote = piece.isQuoted ? [UInt8(ascii: "\"")] : []
      result.output += quote + text + quote
      result.findings.append(
        Finding(
          rule: piece.label.rule, confidence: piece.label.confidence, input: piece.range,
          output: start..<result.output.count, line: line))
      line += input[piece.range].count { $0 == 0x0A }
      position = piece.range.upperBound
    }
    result.output += input[position...]
    return result
  }
}

/// What the reference made of an input.
package struct ReferenceResult {
  /// The scrubbed bytes.
  package internal(set) var output: [UInt8] = []
  /// One for every placeholder written; `output` includes the quotes of a replaced number.
  package internal(set) var findings: [Finding] = []
  /// Raw ranges in which the engine may mask more, under `unscanned`.
  package internal(set) var unscannedPossible: [Range<Int>]
}
