import Testing

@testable import RandomCases
@testable import Scrubber

@Suite struct AlternativeSearchTests {
  @Test func `A sieve with its searches finds what PCRE2 finds`() throws {
    var comparisons = 0
    Property.check(rounds: 4_000) { random in
      var generator = PatternGenerator(seed: random.next())
      let nodes = (0..<(1 + generator.random.below(4))).map { _ in generator.node(depth: 2) }
      let required = generator.random.below(nodes.count + 1)
      let sieve = SecretSieve(must: Array(nodes[..<required]), mustNot: Array(nodes[required...]))
      let expressions = try nodes.map {
        try Expression(pattern: $0.pcre, isSearch: true, usesInterpreter: true)
      }
      var scratch = try MatchScratch()
      var matcher = NativeMatcher()
      let caches: [AutomatonPool.Reference?] = [nil]
      for _ in 0..<6 {
        var text = generator.random.text(length: generator.random.below(4))
        for _ in 0..<generator.random.below(3) {
          text += generator.random.sample(of: generator.random.pick(nodes))
        }
        text = Array(text.prefix(300)) + generator.random.text(length: generator.random.below(3))
        if text.isEmpty { continue }
        let padded = PaddedText(text)
        let found = expressions.map { expression -> Bool? in
          let outcome = padded.withBase {
            scratch.match(expression, subject: $0, count: text.count, at: 0)
          }
          return outcome == .match ? true : outcome == .some(.none) ? false : nil
        }
        if found.contains(nil) { continue }
        let expected = !found[..<required].contains(false) && !found[required...].contains(true)
        let verdict = padded.withBase { base in
          let secret = UnsafeBufferPointer(start: base, count: text.count)
          return sieve.verdict(secret) { bit in
            guard let search = sieve.search(bit) else { return nil }
            return caches.withUnsafeBufferPointer { caches in
              caches.baseAddress.flatMap {
                AlternativeSearch.isFound(search.code, in: secret, &matcher, noCaches: $0)
              }
            }
          }
        }
        guard let verdict, verdict != .undecided else { continue }
        comparisons += 1
        if (verdict == .accept) != expected {
          return "\(nodes.map(\.pcre)) \(required) on \(text): not \(expected)"
        }
      }
      return nil
    }
    #expect(Property.seed != nil || comparisons > 1_000)
  }
}
