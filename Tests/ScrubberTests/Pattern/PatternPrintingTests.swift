import Testing

@testable import Scrubber

@Suite struct PatternPrintingTests {
  @Test(arguments: [31, 32, 33] as [UInt64])
  func `A printed pattern matches what the original matches`(seed: UInt64) throws {
    print("seed", seed)
    var generator = PatternGenerator(seed: seed)
    var scratch = try MatchScratch()
    var compared = 0
    for _ in 0..<700 {
      let pattern = generator.pattern()
      let node: PatternNode
      do { node = try PatternNode(parsing: pattern) } catch { continue }
      let original = try Expression(pattern: pattern)
      let printed = try Expression(pattern: node.pcre)
      for _ in 0..<4 {
        let sample = generator.random.sample(of: node)
        let text =
          generator.random.text(length: generator.random.below(4)) + sample
          + generator.random.text(length: generator.random.below(8))
        for start in 0...text.count {
          let expected = matchEnd(original, text, at: start, &scratch)
          let actual = matchEnd(printed, text, at: start, &scratch)
          compared += expected >= 0 ? 1 : 0
          patternCheck(actual == expected, "\(pattern) -> \(node.pcre) on \(text) at \(start)")
        }
      }
    }
    #expect(compared > 2_000)
  }

  @Test(arguments: [34] as [UInt64])
  func `No match holds the byte 0`(seed: UInt64) throws {
    print("seed", seed)
    var generator = PatternGenerator(seed: seed)
    var scratch = try MatchScratch()
    for _ in 0..<700 {
      guard let node = try? PatternNode(parsing: generator.pattern()) else { continue }
      let expression = try Expression(pattern: node.pcre)
      var text = generator.random.sample(of: node) + generator.random.text(length: 4)
      text[generator.random.below(text.count)] = 0
      for start in 0..<text.count {
        let end = matchEnd(expression, text, at: start, &scratch)
        if end > start { patternCheck(!text[start..<end].contains(0), node.pcre) }
      }
    }
  }

  @Test(arguments: [
    ("[a-f]{2,9}z", "[a-f]{2,9}+z"), ("[a-f]*[0-9]?z", "[a-f]*+[0-9]?+z"),
    ("[a-f]+?z", "[a-f]++z"), ("[a-f]+?", "[a-f]+?"), ("[a-f]+", "[a-f]++"),
    ("[a-f]+(?![a-z])", "[a-f]++(?![a-z])"), ("[a-f]+(?![a-c])", "[a-f]+(?![a-c])"),
    ("[ab]+$", "[ab]++$"), ("[ab]+\\b", "[ab]+\\b"), ("(?>[ab]+?)c", "(?>[ab]+?)c"),
    ("(?:[ab]+c)+a", "(?:[ab]++c)+a"), ("(?:[ab]+){2}c", "(?:[ab]+){2}c"),
    ("[ab]+(?:c|d)?", "[ab]++(?:c|d)?"), ("[ab]{2}c", "[ab]{2}c"),
    ("}*(?>a?|b)}", "\\x7d*(?>a?+|b)\\x7d"),
  ])
  func `Repeats become possessive where no other count can match`(
    pattern: String, printed: String
  ) throws {
    #expect(try PatternNode(parsing: pattern).possessified.pcre == printed)
  }

  @Test(arguments: [36, 37] as [UInt64])
  func `Possessive repeats change no match`(seed: UInt64) throws {
    print("seed", seed)
    var generator = PatternGenerator(seed: seed)
    var scratch = try MatchScratch()
    for _ in 0..<700 {
      let parts = (0..<3).map { _ in generator.pattern(depth: 1) }
      let nodes = parts.compactMap { try? PatternNode(parsing: $0) }
      guard nodes.count == 3 else { continue }
      let pattern = nodes[0].pcre + "(" + nodes[1].pcre + ")" + nodes[2].pcre
      let rewritten = PatternNode.pcre(before: nodes[0], secret: nodes[1], after: nodes[2])
      let expressions = try [pattern, rewritten].map { try Expression(pattern: $0) }
      for _ in 0..<4 {
        let sample = nodes.flatMap { generator.random.sample(of: $0) }
        let text = sample + generator.random.text(length: generator.random.below(8))
        for start in 0...text.count {
          let found = expressions.map { expression in
            let end = matchEnd(expression, text, at: start, &scratch)
            return end < 0 ? [end] : [end, scratch.start(of: 1) ?? -1, scratch.end(of: 1) ?? -1]
          }
          patternCheck(found[0] == found[1], "\(pattern) -> \(rewritten) on \(text) at \(start)")
        }
      }
    }
  }

  @Test func `Printing and parsing again changes nothing`() throws {
    var generator = PatternGenerator(seed: 35)
    for _ in 0..<1_000 {
      guard let node = try? PatternNode(parsing: generator.pattern()) else { continue }
      patternCheck(try PatternNode(parsing: node.pcre).pcre == node.pcre, node.pcre)
    }
  }
}
