import Testing

@testable import Scrubber

@Suite struct LinearProgramTests {
  private func program(
    _ before: String, _ secret: String, _ after: String = ""
  ) throws -> LinearProgram? {
    try LinearProgram(
      before: PatternNode(parsing: before), secret: PatternNode(parsing: secret),
      after: PatternNode(parsing: after))
  }

  @Test(arguments: [
    ("(?<![A-Za-z0-9])", "AKIA[A-Z2-7]{16}", "(?![A-Z0-9])"), ("\\b", "eyJ[\\w-]{10,}", ""),
    ("", "(?:a|b){3}=?", ""), ("key\\s{0,3}[=:]\\s*+", "[^\\s;]{4,64}", ";"),
    ("x", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "\\b"), ("", "a+?b", ""),
    ("(?>a{1,3})b", "c", "(?=[,;])"), ("", "[ab]{2,5}", "(?![abc])"),
  ])
  func `One pass is enough`(before: String, secret: String, after: String) throws {
    #expect(try program(before, secret, after) != nil)
  }

  @Test(arguments: [
    ("", "a{1,3}ab", ""), ("", "a+?", ""), ("", "[ab]{2,5}", "(?!a)"), ("", "(?:ab|c)", ""),
    ("", "a*", "(?=a)"), ("^", "a", ""), ("", "(?:ab)?c", ""), ("b", "a?", "(?<!c)"),
    ("(?>a+?)", "b", ""), ("", "a?\\bb", ""), ("\\b", "[a-]", ""), ("a{0,3}", "", "(?<=a)b"),
    ("", "a{1,2}b?", "a"),
  ])
  func `Patterns that need to go back are left to PCRE2`(
    before: String, secret: String, after: String
  ) throws {
    #expect(try program(before, secret, after) == nil)
  }

  @Test(arguments: [61, 62] as [UInt64])
  func `A program matches what PCRE2 matches`(seed: UInt64) throws {
    print("seed", seed)
    var generator = PatternGenerator(seed: seed)
    var scratch = try MatchScratch()
    var programs = 0
    var matches = 0
    for _ in 0..<3_000 {
      let parts = (0..<3).map { _ in generator.pattern(depth: 1) }
      let nodes = parts.compactMap { try? PatternNode(parsing: $0) }
      guard nodes.count == 3,
        let program = LinearProgram(before: nodes[0], secret: nodes[1], after: nodes[2])
      else { continue }
      programs += 1
      let pattern = nodes[0].pcre + "(" + nodes[1].pcre + ")" + nodes[2].pcre
      let expression = try Expression(pattern: pattern)
      for _ in 0..<4 {
        let sample = nodes.flatMap { generator.random.sample(of: $0) }
        let text =
          generator.random.text(length: 2) + sample
          + generator.random.text(length: generator.random.below(5))
        for start in 0...text.count {
          let end = matchEnd(expression, text, at: start, &scratch)
          let match = program.match(subject: text + [0], count: text.count, at: start)
          patternCheck(match?.end ?? -1 == end, "\(pattern) on \(text) at \(start)")
          guard end >= 0, let match else { continue }
          matches += 1
          if program.operations.contains(where: { $0.isInSecret && $0.kind == .take }) {
            patternCheck(match.secretStart == scratch.start(of: 1), pattern)
            patternCheck(match.secretEnd == scratch.end(of: 1), pattern)
          }
        }
      }
    }
    print("programs", programs, "matches", matches)
    #expect(programs > 100 && matches > 300)
  }
}
