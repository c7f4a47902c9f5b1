import Testing

@testable import Scrubber

@Suite struct PatternAnalysisTests {
  @Test(arguments: [
    ("abc", 3, 3), ("a?b{2,4}", 2, 5), ("(?:ab|c)d", 2, 3), ("(?:a{2}){3}", 6, 6),
    ("(?=abc)a", 1, 1), ("é", 2, 2), ("", 0, 0), ("(?>a|bc)", 1, 2),
    ("(?:(?:a{65535}){65535}){65535}", 1 << 30, 1 << 30),
  ])
  func `Widths are the bytes that a match takes`(pattern: String, least: Int, most: Int) throws {
    let node = try PatternNode(parsing: pattern)
    #expect(node.minimumWidth == least)
    #expect(node.maximumWidth == most)
  }

  @Test func `An unlimited repeat anywhere has no greatest width`() throws {
    for pattern in ["a+", "(?:a|b+)c", "(?>a*)b", "(?:a+b){2}"] {
      #expect(try PatternNode(parsing: pattern).maximumWidth == nil)
    }
  }

  @Test(arguments: [
    ("abc", 0, 0), ("\\ba", 1, 1), ("^a$", 1, 1), ("(?<=ab|c)d", 2, 0), ("a(?!b{1,5})", 0, 5),
    ("a(?=b(?<=ab)\\b)", 2, 2), ("(?<![a-z](?!x))a", 1, 1),
  ])
  func `Look-around widths are upper bounds`(pattern: String, behind: Int, ahead: Int) throws {
    let node = try PatternNode(parsing: pattern)
    #expect(node.lookBehind == behind)
    #expect(node.lookAhead == ahead)
  }

  @Test(arguments: [41, 42] as [UInt64])
  func `Matches keep to widths and positions and depend on nothing beyond`(seed: UInt64) throws {
    print("seed", seed)
    var generator = PatternGenerator(seed: seed)
    var scratch = try MatchScratch()
    var matches = 0
    for _ in 0..<700 {
      let pattern = generator.pattern()
      guard let node = try? PatternNode(parsing: pattern) else { continue }
      let expression = try Expression(pattern: node.pcre)
      let positions = node.positionSets(limit: 12)
      let first = node.firstSet
      #expect(positions.count == min(12, node.minimumWidth))
      let sample = generator.random.sample(of: node)
      let text =
        generator.random.text(length: 5) + sample + generator.random.text(length: 8)
      for start in text.indices {
        let end = matchEnd(expression, text, at: start, &scratch)
        if let width = node.maximumWidth {
          // Other bytes out of the window, at the same distances from the ends of the text.
          var other = text
          for index in other.indices
          where index < start - node.lookBehind || index >= start + width + node.lookAhead {
            other[index] = generator.random.text(length: 1)[0]
          }
          let otherEnd = matchEnd(expression, other, at: start, &scratch)
          patternCheck(otherEnd == end, "\(pattern) on \(text) and \(other) at \(start)")
        }
        guard end >= 0 else { continue }
        matches += 1
        patternCheck(end - start >= node.minimumWidth, pattern)
        patternCheck(end - start <= node.maximumWidth ?? .max, pattern)
        if end > start { patternCheck(first.contains(text[start]), pattern) }
        for (offset, set) in positions.enumerated() {
          patternCheck(set.contains(text[start + offset]), "\(pattern) at \(offset)")
        }
      }
    }
    #expect(matches > 1_000)
  }

  @Test func `The least and greatest widths are reached`() throws {
    var generator = PatternGenerator(seed: 43)
    generator.hasConditions = false
    generator.hasUnlimited = false
    for _ in 0..<300 {
      let pattern = generator.pattern(depth: 1)
      let node = try PatternNode(parsing: pattern)
      let lengths = Self.lengths(of: node)
      #expect(lengths.min() == node.minimumWidth, "\(pattern)")
      #expect(lengths.max() == node.maximumWidth, "\(pattern)")
    }
  }

  /// Every length that a match can have, by counting.
  private static func lengths(of node: PatternNode) -> Set<Int> {
    switch node {
    case .empty, .look, .wordBoundary, .start, .end: return [0]
    case .set: return [1]
    case .sequence(let parts):
      return parts.reduce([0]) { sums, part in
        let lengths = lengths(of: part)
        return Set(sums.flatMap { sum in lengths.map { $0 + sum } })
      }
    case .alternation(let branches): return Set(branches.flatMap { lengths(of: $0) })
    case .atomic(let body): return lengths(of: body)
    case .repeated(let body, let min, let max, _):
      let one = lengths(of: body)
      var sums: Set<Int> = [0]
      var all: Set<Int> = min == 0 ? [0] : []
      for count in 1...(max ?? min) {
        sums = Set(sums.flatMap { sum in one.map { $0 + sum } })
        if count >= min { all.formUnion(sums) }
      }
      return all
    }
  }

  @Test(arguments: [
    ("AKIA[A-Z2-7]{16}", "[A-Z2-7]"), ("x[a-f]{3,}={0,2}", "[a-f=]"), ("abc", ""), ("-{5}", ""),
    ("[ab]{2}\\.[cd]{2}", "[cd]"), ("(?:[ab]{2}|x[0-9]+y)", "[ab0-9y]"),
    ("[ab]{5}(?:-[0-9]{2})?", "[ab0-9]"), ("(?:-[A-Z]{5}){3}", "[A-Z]"),
    ("[a-z]{20}AA(?![a-z])", "[a-zA]"), ("[a-z]{2}[0-9]", "[a-z0-9]"), ("[ab]?c", ""),
    ("(?>[ab]+)", "[ab]"), ("(?:ab|[xy]{2})z", "[xyz]"),
  ])
  func `The tail set is that of the last repeat`(pattern: String, set: String) throws {
    let expected = set.isEmpty ? ByteSet() : try PatternNode(parsing: set).firstSet
    #expect(try PatternNode(parsing: pattern).tailSet == expected)
  }

  @Test(arguments: [
    ("eyJ[\\w-]{10,}", "eyJ[\\x2d0-9A-Z_a-z]{10,99}"), ("x[ab]+={0,2}", "x[ab]{1,99}\\x3d{0,2}"),
    ("x(?:y[ab]*+)", "xy[ab]{0,99}+"), ("(?>x[ab]+?)", "(?>x[ab]{1,99}?)"),
    ("[ab]{200,}", "[ab]{200}"), ("a+b+", "a+b{1,99}"),
  ])
  func `A trailing unlimited repeat can be bounded`(pattern: String, bounded: String) throws {
    let result = try PatternNode(parsing: pattern).trailingUnboundedRepeat(boundedTo: 99)
    #expect(result?.bounded.pcre == bounded)
  }

  @Test(arguments: ["abc", "[ab]+c", "[ab]{2,5}", "[ab]+(?:cd)?", "(?:ab)+", "[ab]+(?!c)", "a+|b+"])
  func `Other ends are no trailing unlimited repeat`(pattern: String) throws {
    #expect(try PatternNode(parsing: pattern).trailingUnboundedRepeat(boundedTo: 9) == nil)
  }
}
