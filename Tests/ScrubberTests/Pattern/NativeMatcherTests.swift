import Testing

@testable import RandomCases
@testable import Scrubber

@Suite struct NativeMatcherTests {
  private struct Tally {
    var programs = 0
    var comparisons = 0
    var matches = 0
    var undecided = 0
  }

  /// Compares a program with PCRE2 at every start of the texts; returns what differs.
  private static func compare(
    _ nodes: [PatternNode], _ texts: [[UInt8]], _ tally: inout Tally
  ) throws -> String? {
    let pattern = nodes[0].pcre + "(" + nodes[1].pcre + ")" + nodes[2].pcre
    guard
      let program = ProgramUnderTest(before: nodes[0], secret: nodes[1], after: nodes[2])
    else { return nil }
    tally.programs += 1
    let expression = try Expression(pattern: pattern, usesInterpreter: true)
    var scratch = try MatchScratch()
    for text in texts {
      let padded = PaddedText(text)
      for edges in MatchScratch.Edges.allCases {
        for at in 0...text.count {
          let native = program.match(padded, count: text.count, at: at, edges)
          let outcome = padded.withBase {
            scratch.match(expression, subject: $0, count: text.count, at: at, edges: edges)
          }
          tally.comparisons += 1
          let expected: NativeMatcher.Outcome
          switch outcome {
          case .some(.none): expected = .none
          case .match:
            expected = .match(start: scratch.start(of: 1) ?? -1, end: scratch.end(of: 1) ?? -1)
            tally.matches += 1
          case .failed, nil: continue
          }
          if native == .undecided {
            tally.undecided += 1
          } else if native != expected {
            return "\(pattern) on \(text) at \(at) \(edges.rawValue): \(native), not \(expected)"
          }
        }
      }
    }
    return nil
  }

  private static func subject(
    of nodes: [PatternNode], _ random: inout PatternRandom
  ) -> [UInt8] {
    var text = random.text(length: random.below(3)) + nodes.flatMap { random.sample(of: $0) }
    for _ in 0..<random.below(3) where !text.isEmpty {
      let index = random.below(text.count)
      switch random.below(3) {
      case 0: text[index] = random.text(length: 1)[0]
      case 1: text.remove(at: index)
      default: text.insert(text[index], at: index)
      }
    }
    text += random.text(length: random.below(4))
    if random.chance(5) { text.append(0) }
    return Array(text.prefix(48))
  }

  @Test func `Random patterns match as PCRE2 matches them`() {
    var tally = Tally()
    Property.check(rounds: 6_000) { random in
      var generator = PatternGenerator(seed: random.next())
      generator.hasUnlimited = generator.random.chance(30)
      let depths = [2, 1, 1]
      let nodes = depths.map { generator.node(depth: $0) }
      let texts = (0..<4).map { _ in Self.subject(of: nodes, &generator.random) }
      return try Self.compare(nodes, texts, &tally)
    }
    print(tally)
    #expect(Property.seed != nil || tally.undecided * 1_000 < tally.comparisons)
  }

  /// Patterns as rules have them: names with look-arounds, operators, quotes, runs.
  private static let pieces = [
    "(?:(?<=pa)ss|(?<=k)ey|(?i:ke)y)", "(?:(?<=a)b|(?<=ab)c|(?<!a)b|bc)",
    "(?![a-c]{0,3}?(?:b|ca)s?)", "(?<=ab)", "(?<=a)b[_-]c(?=a)[a-c]", "(?=abc)[a-c]{2}",
    "(?:(?<=ab)a[bc]|(?<=ab)ab|b|(?<=ab)ac)", "(?<=(?i:a)b)c",
    "(?:[_-][\\w-]{0,4}|[A-C]\\w{0,3}|s)?", "(?:(?:s?[_-]\\w{0,3}|[0-9]{1,2})[\"']?[ ]{0,2})?",
    "(?:=>|:=|={1,2}|:)[ ]{0,3}", "[\"']?", "[ ]{0,2}", "(?:a|ab|abc)", "(?:a|b?c){1,2}", "\\b",
    "(?=[a-c]{2})[a-c]", "(?:(?<=a)|(?<=bc)|(?<![a-c]))", "(?:(?=a)|(?<=b)(?=c)|(?<!c)(?!b))",
    "(?>a{1,2}|ab)", "[a-c]{1,3}?", "[^\\s\"']{0,4}", "(?:a{1,2}|[ab]{2,3})?", "[a-c]{2,3}+",
    "(?:[abc]{0,3}=){0,2}", "(?<=[\"'])", "(?:ab|[a-c]{2}|cb)", "(?i)Ab", "(?:a|)", "(?:|b)",
  ]

  @Test func `Patterns as rules have them match as PCRE2 matches them`() {
    var tally = Tally()
    Property.check(rounds: 8_000) { random in
      var generator = PatternRandom(seed: random.next())
      func pattern(_ most: Int) -> String {
        let parts = (0..<(1 + generator.below(most))).map { _ in generator.pick(Self.pieces) }
        guard parts.count > 2, generator.chance(40) else { return parts.joined() }
        let middle = 1 + generator.below(parts.count - 1)
        let isGroup = generator.chance(50)
        let text =
          parts[..<middle].joined() + "|" + parts[middle...].joined()
        return isGroup ? "(?:\(text))" + generator.pick(Self.pieces) : text
      }
      let secrets = [
        "[^\\s\"']{2,6}", "(?:(?<=\")[^\"]{1,5}|(?<=')[^']{1,5})", "(?:[^=@]{0,3}@){0,2}[^@]{1,5}",
        "[a-c]{1,3}", pattern(2),
      ]
      let afters = ["", "", "(?=@)", "(?![a-c])", "(?=[\"'])", pattern(1)]
      let nodes = try [pattern(5), generator.pick(secrets), generator.pick(afters)].map {
        try PatternNode(parsing: $0)
      }
      let texts = (0..<5).map { _ in Self.subject(of: nodes, &generator) }
      return try Self.compare(nodes, texts, &tally)
    }
    print(tally)
    #expect(Property.seed != nil || tally.undecided * 1_000 < tally.comparisons)
  }

  @Test func `An attempt that would take too long is left to PCRE2`() throws {
    let nodes = try ["(?:a{1,20}b?){1,20}", "[a-c]", "d"].map { try PatternNode(parsing: $0) }
    let program = try #require(
      ProgramUnderTest(before: nodes[0], secret: nodes[1], after: nodes[2]))
    let text = PaddedText(Array(repeating: UInt8(ascii: "a"), count: 200))
    let outcome = program.match(text, count: text.count, at: 0, [])
    #expect(outcome == .undecided || outcome == .none)
  }

  @Test func `A program that would be too large is refused`() throws {
    let node = try PatternNode(parsing: "(?:ab?c|d){1,3000}")
    #expect(NativeProgram(before: .empty, secret: node, after: .empty) == nil)
  }
}
