import Testing

@testable import RandomCases
@testable import Scrubber

@Suite struct AutomatonTests {
  /// What PCRE2 says; `nil` for no answer.
  private static func isFound(
    _ expression: Expression, _ text: PaddedText, at: Int, _ edges: MatchScratch.Edges,
    _ scratch: inout MatchScratch
  ) -> Bool? {
    let outcome = text.withBase {
      scratch.match(expression, subject: $0, count: text.count, at: at, edges: edges)
    }
    switch outcome {
    case .match: return true
    case .some(.none): return false
    case .failed, nil: return nil
    }
  }

  private static func subject(
    of nodes: [PatternNode], _ random: inout PatternRandom
  ) -> [UInt8] {
    var text = random.text(length: random.below(4))
    for _ in 0..<(1 + random.below(3)) {
      var sample = random.sample(of: random.pick(nodes))
      if !sample.isEmpty, random.chance(40) {
        sample[random.below(sample.count)] = random.text(length: 1)[0]
      }
      text += sample
    }
    text += random.text(length: random.below(4))
    if random.chance(10) { text.insert(0, at: random.below(text.count + 1)) }
    return Array(text.prefix(60))
  }

  @Test func `Searches find what PCRE2 finds`() throws {
    var comparisons = 0
    var automata = 0
    Property.check(rounds: 4_000) { random in
      var generator = PatternGenerator(seed: random.next())
      let count = 1 + generator.random.below(4)
      let nodes = (0..<count).map { _ in generator.node(depth: 1) }
      let patterns = nodes.map(\.pcre)
      let required = generator.random.below(count + 1)
      let must = Array(nodes[..<required])
      let mustNot = Array(nodes[required...])
      let texts = (0..<6).map { _ in Self.subject(of: nodes, &generator.random) }
      let limit = generator.random.chance(50) ? texts.map(\.count).max() ?? 0 : nil
      let question = Automaton.Question(
        reading: .search, must: must, mustNot: mustNot, longestText: limit)
      guard let automaton = AutomatonUnderTest(question) else { return nil }
      automata += 1
      let expressions = try nodes.map {
        try Expression(pattern: $0.pcre, isSearch: true, usesInterpreter: true)
      }
      let sieve = SecretSieve(must: must, mustNot: mustNot)
      var scratch = try MatchScratch()
      for text in texts {
        for edges in MatchScratch.Edges.allCases {
          let padded = PaddedText(text)
          let found = expressions.map { Self.isFound($0, padded, at: 0, edges, &scratch) }
          if found.contains(nil) { continue }
          let expected =
            found[..<required].allSatisfy { $0 == true }
            && found[required...].allSatisfy { $0 == false }
          comparisons += 1
          guard automaton.decide(padded, edges) == expected else {
            return "\(patterns) \(required) on \(text) \(edges.rawValue): not \(expected)"
          }
          guard edges.isEmpty else { continue }
          let quick = text.withUnsafeBufferPointer { sieve.verdict($0) }
          if quick != .undecided, (quick == .accept) != expected {
            return "sieve of \(patterns) \(required) on \(text): not \(expected)"
          }
        }
      }
      return nil
    }
    print("automata", automata, "comparisons", comparisons)
    #expect(Property.seed != nil || automata > 1_000)
  }

  @Test func `Look-aheads hold where PCRE2's do`() throws {
    var comparisons = 0
    Property.check(rounds: 3_000) { random in
      var generator = PatternGenerator(seed: random.next())
      let node = generator.node(depth: 2)
      let isNegative = generator.random.chance(50)
      let question = Automaton.Question(
        reading: .ahead, must: isNegative ? [] : [node], mustNot: isNegative ? [node] : [])
      guard let automaton = AutomatonUnderTest(question) else { return nil }
      let look = PatternNode.look(.ahead, negative: isNegative, node)
      let expression = try Expression(pattern: look.pcre, usesInterpreter: true)
      var scratch = try MatchScratch()
      for _ in 0..<4 {
        let text = Self.subject(of: [node], &generator.random)
        let padded = PaddedText(text)
        let edges = generator.random.pick(MatchScratch.Edges.allCases)
        for at in 0...text.count {
          guard let expected = Self.isFound(expression, padded, at: at, edges, &scratch)
          else { continue }
          comparisons += 1
          guard automaton.decide(padded, at: at, edges) == expected else {
            return "\(look.pcre) on \(text) at \(at) \(edges.rawValue): not \(expected)"
          }
        }
      }
      return nil
    }
    print("comparisons", comparisons)
  }

  @Test func `Look-behinds hold where PCRE2's do`() throws {
    var comparisons = 0
    Property.check(rounds: 6_000) { random in
      var generator = PatternGenerator(seed: random.next())
      generator.hasConditions = false
      generator.hasUnlimited = false
      let pattern = generator.pattern(depth: 1)
      guard let node = try? PatternNode(parsing: "(?<=\(pattern))"),
        case .look(_, _, let body) = node
      else { return nil }
      let isNegative = generator.random.chance(50)
      let question = Automaton.Question(
        reading: .behind, must: isNegative ? [] : [body], mustNot: isNegative ? [body] : [])
      guard let automaton = AutomatonUnderTest(question) else { return nil }
      let look = PatternNode.look(.behind, negative: isNegative, body)
      let expression = try Expression(pattern: look.pcre, usesInterpreter: true)
      var scratch = try MatchScratch()
      for _ in 0..<4 {
        let text = Self.subject(of: [body], &generator.random)
        let padded = PaddedText(text)
        for at in 0...text.count {
          guard let expected = Self.isFound(expression, padded, at: at, [], &scratch)
          else { continue }
          comparisons += 1
          guard automaton.decideBackwards(padded, at: at) == expected else {
            return "\(look.pcre) on \(text) at \(at): not \(expected)"
          }
        }
      }
      return nil
    }
    print("comparisons", comparisons)
  }

  @Test func `Ends are found where PCRE2 can end`() throws {
    var comparisons = 0
    var single = 0
    Property.check(rounds: 1_500) { random in
      var generator = PatternGenerator(seed: random.next())
      let node = generator.node(depth: 1)
      let other = generator.node(depth: 0)
      let hasOther = generator.random.chance(50)
      let question = Automaton.Question(
        reading: .ends, must: [node], mustNot: hasOther ? [other] : [])
      guard let automaton = AutomatonUnderTest(question) else { return nil }
      let prefix = hasOther ? PatternNode.look(.ahead, negative: true, other).pcre : ""
      var scratch = try MatchScratch()
      for _ in 0..<2 {
        let text = Array(Self.subject(of: [node], &generator.random).prefix(16))
        let padded = PaddedText(text)
        let edges: MatchScratch.Edges = generator.random.chance(50) ? [] : .notBeginning
        let expressions = try (0...text.count).map { rest in
          try Expression(
            pattern: "\(prefix)(?:\(node.pcre))(?=[\\x00-\\xff]{\(rest)}$)",
            usesInterpreter: true)
        }
        for at in 0...text.count {
          var ends: [Int] = []
          for end in at...text.count {
            let found = Self.isFound(
              expressions[text.count - end], padded, at: at, edges, &scratch)
            if found == true { ends.append(end) }
          }
          comparisons += 1
          let isRight =
            switch automaton.findEnd(padded, at: at, edges) {
            case .none: ends.isEmpty
            case .one(let end): ends == [end]
            // The walk stops at the second end, before a look-ahead may have forbidden both.
            case .several: ends.count > 1 || hasOther
            case .undecided: false
            }
          if ends.count == 1 { single += 1 }
          guard isRight else { return "\(prefix)\(node.pcre) on \(text) at \(at): \(ends)" }
        }
      }
      return nil
    }
    print("comparisons", comparisons, "single", single)
  }

  @Test func `Memory is bounded whatever comes`() throws {
    // Every subset of the last twenty bytes is a state of its own.
    let pattern = "a[ab]{18}c|b[^c]{1,300}c[^a]{1,200}d"
    let node = try PatternNode(parsing: pattern)
    let question = Automaton.Question(reading: .search, must: [], mustNot: [node])
    let automaton = try #require(AutomatonUnderTest(question))
    let expression = try Expression(pattern: node.pcre, isSearch: true)
    var scratch = try MatchScratch(matchLimit: .max)
    var random = PatternRandom(seed: 7)
    var answers = 0
    var refusals = 0
    var most = 0
    for _ in 0..<3_000 {
      let text = (0..<400).map { _ in random.pick(Array("aaabbbcd".utf8)) }
      let padded = PaddedText(text)
      if let answer = automaton.decide(padded) {
        answers += 1
        let found = Self.isFound(expression, padded, at: 0, [], &scratch)
        patternCheck(found == !answer, "\(text)")
      } else {
        refusals += 1
      }
      most = max(most, automaton.bytes)
    }
    print("answers", answers, "refusals", refusals, "bytes", most)
    #expect(most <= AutomatonPool.mostBytesOfOne + 256 * 1024)
    #expect(answers > 0)
  }

  @Test func `Caches make room for one another`() throws {
    let pool = AutomatonPool()
    var random = PatternRandom(seed: 11)
    var caches: [AutomatonPool.Reference] = []
    for number in 0..<40 {
      let node = try PatternNode(parsing: "a[ab]{\(12 + number)}c")
      let automaton = try #require(
        Automaton(Automaton.Question(reading: .search, must: [node])))
      caches.append(pool.cache(for: automaton))
    }
    var most = 0
    for _ in 0..<4_000 {
      let text = PaddedText((0..<300).map { _ in random.pick(Array("ab".utf8)) })
      let cache = random.pick(caches)
      _ = text.withBase { cache.pointee.decide($0, count: text.count, at: 0, []) }
      most = max(most, pool.bytes)
    }
    print("bytes", most)
    #expect(most <= AutomatonPool.mostBytes + AutomatonPool.mostBytesOfOne)
  }

  @Test func `What only a matcher that goes back can answer is refused`() throws {
    for pattern in ["a++a", "(?>a|ab)c", "(?<=ab)c", "(?!ab)c", "(?:ab?){1,2}+c"] {
      let node = try PatternNode(parsing: pattern)
      #expect(Automaton(Automaton.Question(reading: .search, must: [node])) == nil, "\(pattern)")
    }
    for pattern in ["a{3}+b", "(?>ab)c", "\\ba", "(?<=[ab])c(?!\\d)", "^a|b$"] {
      let node = try PatternNode(parsing: pattern)
      #expect(Automaton(Automaton.Question(reading: .search, must: [node])) != nil, "\(pattern)")
    }
  }
}
