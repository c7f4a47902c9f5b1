import Testing

@testable import RandomCases
@testable import Scrubber

@Suite struct PrefilterTests {
  @Test func `A relaxed pattern may match wherever PCRE2 matches`() throws {
    var matches = 0
    var rejections = 0
    Property.check(rounds: 4_000) { random in
      var generator = PatternGenerator(seed: random.next())
      let node = generator.node(depth: 2)
      let question = Automaton.Question(reading: .ahead, must: [node.relaxed])
      guard let automaton = Automaton(question), !automaton.usesPrevious else { return nil }
      let pool = AutomatonPool()
      let cache = pool.cache(for: automaton)
      let expression = try Expression(pattern: node.pcre, usesInterpreter: true)
      var scratch = try MatchScratch()
      for _ in 0..<8 {
        var text = generator.random.text(length: generator.random.below(4))
        let at = text.count
        text += generator.random.sample(of: node)
        text += generator.random.text(length: generator.random.below(4))
        let padded = PaddedText(text)
        let outcome = padded.withBase {
          scratch.match(expression, subject: $0, count: text.count, at: at)
        }
        let answer = padded.withBase { cache.pointee.mayMatch($0, from: at, to: text.count) }
        if answer == .some(false) { rejections += 1 }
        guard outcome == .match else { continue }
        matches += 1
        if answer == .some(false) { return "\(node.pcre) on \(text) at \(at)" }
      }
      return nil
    }
    print("matches", matches, "rejections", rejections)
    #expect(Property.seed != nil || matches > 1_000 && rejections > 100)
  }

  @Test func `A cache that sleeps answers after it is woken`() throws {
    let node = try PatternNode(parsing: "[a-c]{1,9}=x")
    let question = Automaton.Question(reading: .ahead, must: [node.relaxed])
    let automaton = try #require(Automaton(question))
    let pool = AutomatonPool()
    let cache = pool.cache(for: automaton)
    cache.pointee.refusals = 100
    let padded = PaddedText(Array("abc=y".utf8))
    #expect(padded.withBase { cache.pointee.mayMatch($0, from: 0, to: 5) } == .some(.none))
    cache.pointee.wake()
    #expect(padded.withBase { cache.pointee.mayMatch($0, from: 0, to: 5) } == .some(.some(false)))
  }
}
