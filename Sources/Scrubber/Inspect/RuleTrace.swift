/// What a rule makes of a text, step by step; for this package's tools only.
package struct RuleTrace: Sendable {
  /// One place at which the pattern matches.
  package struct Attempt: Sendable {
    /// Offset at which `before` begins.
    package var start: Int
    /// Offsets of the secret.
    package var secret: Range<Int>
    /// What was asked of the secret, in order.
    package var checks: [Check]
    /// Whether it is masked.
    package var isMasked: Bool { checks.allSatisfy(\.passed) }
  }

  /// One question about a secret.
  package struct Check: Sendable {
    /// What was asked, for example `must '[0-9]'` or `entropy 3.5`.
    package var question: String
    /// What was found, for example `3.1`; empty where `passed` says it all.
    package var answer: String
    package var passed: Bool
  }

  /// Where the whole pattern matches.
  package private(set) var attempts: [Attempt] = []
  /// Offsets at which `before` alone matches, at most 20.
  package private(set) var beforeAlone: [Int] = []
  /// Offsets at which `secret` alone matches, at most 20.
  package private(set) var secretAlone: [Int] = []

  /// Follows the rule through a text, as it is, without the views in which escapes are decoded.
  ///
  /// - Throws: `ScrubberError` if the engine refuses the rule.
  package init(_ rule: Rule, in text: [UInt8]) throws(ScrubberError) {
    let compiled = try CompiledRule(rule, classes: ClassTables())
    guard rule.kind == .expression, !text.isEmpty else { return }
    do {
      let handle = try compiled.expression.handle()
      var scratch = try MatchScratch(matchLimit: 1_000_000)
      let checks = try Checks(rule)
      for start in text.indices {
        let end = min(text.count, start + compiled.window)
        let edges: MatchScratch.Edges = end < text.count ? .notEnd : []
        let first = max(0, start - CompiledRule.lookBehind)
        let outcome = text.withUnsafeBufferPointer { bytes in
          bytes.baseAddress.map {
            scratch.match(
              handle, subject: $0 + first, count: end - first, at: start - first,
              edges: first > 0 ? edges.union(.notBeginning) : edges)
          }
        }
        guard case .match = outcome, let low = scratch.start(of: 1), let high = scratch.end(of: 1)
        else { continue }
        let secret = first + low..<first + high
        attempts.append(
          Attempt(start: start, secret: secret, checks: try checks.ask(Array(text[secret]))))
      }
      guard attempts.isEmpty else { return }
      beforeAlone = try Self.places(of: rule.before ?? "", in: text)
      secretAlone = try Self.places(of: rule.secret, in: text)
    } catch let error as PatternError {
      throw ScrubberError(rule: rule.id, error)
    } catch {
      throw ScrubberError(rule: rule.id, reason: "\(error)", advice: "try a shorter text")
    }
  }

  private static func places(of pattern: String, in text: [UInt8]) throws -> [Int] {
    guard !pattern.isEmpty else { return [] }
    let node = try PatternNode(parsing: pattern)
    let bounded = node.trailingUnboundedRepeat(boundedTo: CompiledRule.longestRepeat)?.bounded
    let expression = try Expression(pattern: (bounded ?? node).pcre)
    var scratch = try MatchScratch(matchLimit: 1_000_000)
    var places: [Int] = []
    for start in text.indices where places.count < 20 {
      let outcome = text.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map {
          scratch.match(expression, subject: $0, count: bytes.count, at: start)
        }
      }
      if case .match = outcome { places.append(start) }
    }
    return places
  }

  /// The questions of a rule.
  private struct Checks {
    let rule: Rule
    let must: [(text: String, expression: Expression)]
    let mustNot: [(text: String, expression: Expression)]
    let allowed: WordList
    let stopwords: WordList

    init(_ rule: Rule) throws {
      self.rule = rule
      must = try rule.must.map(Self.search)
      mustNot = try rule.mustNot.map(Self.search)
      allowed = WordList(rule.allowedValues)
      stopwords = WordList(rule.stopwords)
    }

    private static func search(_ pattern: String) throws -> (String, Expression) {
      (pattern, try Expression(pattern: PatternNode(parsing: pattern).pcre, isSearch: true))
    }

    func ask(_ secret: [UInt8]) throws -> [Check] {
      try secret.withUnsafeBufferPointer { bytes in
        var checks: [Check] = []
        func add(_ question: String, _ answer: String = "", _ passed: Bool) {
          checks.append(Check(question: question, answer: answer, passed: passed))
        }
        add("is no template", "", !TemplateValue.matches(bytes))
        for (text, expression) in must {
          add("must '\(text)'", "", try Self.isFound(expression, bytes))
        }
        for (text, expression) in mustNot {
          add("must_not '\(text)'", "", try !Self.isFound(expression, bytes))
        }
        if let least = rule.minimumEntropy {
          let value = Entropy.shannon(bytes)
          add("entropy at least \(least)", Self.number(value), value >= least - 1e-9)
        }
        if let least = rule.minimumRandomness {
          let value = Randomness.score(bytes)
          add("randomness at least \(least)", Self.number(value), value >= least - 1e-9)
        }
        if !rule.allowedValues.isEmpty {
          add("is no allowed value", "", !allowed.contains(bytes))
        }
        if !rule.stopwords.isEmpty {
          add("holds no stopword", "", !stopwords.isFound(in: bytes))
        }
        return checks
      }
    }

    private static func isFound(
      _ expression: Expression, _ secret: UnsafeBufferPointer<UInt8>
    ) throws -> Bool {
      var scratch = try MatchScratch(matchLimit: 1_000_000)
      guard let base = secret.baseAddress else { return false }
      return scratch.match(expression, subject: base, count: secret.count, at: 0) == .match
    }

    private static func number(_ value: Double) -> String {
      let hundredths = Int((value * 100).rounded())
      let rest = hundredths % 100
      return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
  }
}
