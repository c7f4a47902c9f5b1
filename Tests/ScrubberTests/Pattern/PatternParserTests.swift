import Testing

@testable import Scrubber

@Suite struct PatternParserTests {
  @Test(arguments: [
    ("abc", "abc"),
    ("a.c", "a[\\x01-\\x09\\x0b-\\xff]c"),
    ("(?s).", "[\\x01-\\xff]"),
    ("(?i)k1", "[Kk]1"),
    ("(?i:a)b", "[Aa]b"),
    ("(?i)a(?-i)b", "[Aa]b"),
    ("(?:a(?i)b|c)d", "(?:a[Bb]|[Cc])d"),
    ("(?i)[^a]", "[\\x01-\\x40B-\\x60b-\\xff]"),
    ("(?i)[[:upper:]]", "[A-Za-z]"),
    ("[^\\n]{3,}+", "[\\x01-\\x09\\x0b-\\xff]{3,}+"),
    ("[[:xdigit:]]{2}?", "[0-9A-Fa-f]{2}"),
    ("[a-\\x63]", "[a-c]"),
    ("[]-]", "[\\x2d\\x5d]"),
    ("[\\b]", "\\x08"),
    ("x{,y}", "x\\x7b\\x2cy\\x7d"),
    ("x{1}", "x"),
    ("(?:ab){1}+", "(?>ab)"),
    ("(?:a|b|)", "(?:a|b|)"),
    ("a|b", "(?:a|b)"),
    ("(?<=a|bc)d", "(?<=a|bc)d"),
    ("(?<=(?:a|bc))d", "(?<=a|bc)d"),
    ("é+", "\\xc3\\xa9+"),
    ("\\t\\e\\a\\f\\r\\x{9}", "\\x09\\x1b\\x07\\x0c\\x0d\\x09"),
    ("^\\bx\\B$", "^\\bx\\B$"),
    ("[^\\D]", "[0-9]"),
    ("", ""),
  ])
  func `Accepted patterns are printed with flags resolved`(pattern: String, printed: String) throws
  {
    #expect(try PatternNode(parsing: pattern).pcre == printed)
  }

  @Test(arguments: [
    ("(a)", 0), ("x(?<n>a)", 1), ("(?'n'a)", 0), ("(?P<n>a)", 0), ("(?|a|b)", 0), ("a\\1", 1),
    ("\\k{n}", 0), ("\\g1", 0), ("(?P=n)", 0), ("(?R)", 0), ("(?0)", 0), ("(?+1)", 0),
    ("(?-1)", 0), ("(?&n)", 0), ("(?P>n)", 0), ("a\\Kb", 1), ("(?C1)", 0), ("(*ACCEPT)", 0),
    ("(*pla:a)", 0), ("\\C", 0), ("\\pL", 0), ("\\X", 0), ("\\R", 0), ("\\z", 0), ("\\Z", 0),
    ("\\A", 0), ("\\G", 0), ("\\Qa\\E", 0), ("\\N", 0), ("\\o{12}", 0), ("\\012", 0), ("\\cA", 0),
    ("[é]", 1), ("[a", 0), ("a[", 1), ("[]", 0), ("[b-a]", 1), ("[a-\\d]", 1), ("[\\d-z]", 1),
    ("[[:foo:]]", 1), ("[[.a.]]", 1), ("[[:alpha:]-z]", 1), ("[^\\s\\S]", 0),
    ("a{,3}", 1), ("a{ 1}", 1), ("a{1, 2}", 1), ("a{1,2,3}", 1), ("a{3,2}", 1), ("a{0}", 1),
    ("a{65536}", 1), ("a**", 2), ("a+*", 2), ("*a", 0), ("{2}a", 0), ("(?:+a)", 3), ("a|?", 2),
    ("(?i)*", 4), ("^*", 0), ("\\b+", 0), ("(?=a)+", 0), ("(?:a?)*", 0), ("(?:a|)+", 0),
    ("(?=a*)", 0), ("(?!a+b)", 0), ("(?<=a+)", 0), ("(?<!a{1,2})", 0), ("(?<=a(?:b|cd))", 0),
    ("(?<=.{129})", 0), ("(?(1)a)", 0), ("(?#x)", 0), ("(?x)a", 0), ("(?m)^", 0), ("(?^)", 0),
    ("(?)", 0), ("(?i", 0), ("(?:a", 0), ("a)", 1), ("a\\", 1), ("\\x4", 0), ("\\x{100}", 0),
    ("\\x00", 0), ("[\\x00-a]", 1), ("a\u{0}", 1), ("\\q", 0), ("\\é", 0), ("[\\B]", 1),
  ])
  func `Refused patterns name the place and what to do`(pattern: String, offset: Int) {
    let error = #expect(throws: PatternError.self) { try PatternNode(parsing: pattern) }
    #expect(error?.offset == offset, "\(pattern): \(error?.description ?? "")")
    #expect(error?.advice.isEmpty == false)
  }

  @Test func `Nesting and length have limits`() {
    let deep = String(repeating: "(?:", count: 65) + "a" + String(repeating: ")", count: 65)
    #expect(throws: PatternError.self) { try PatternNode(parsing: deep) }
    let long = String(repeating: "a", count: 16_385)
    #expect(throws: PatternError.self) { try PatternNode(parsing: long) }
  }

  @Test func `Random bytes are parsed or refused without a trap`() {
    let seed: UInt64 = 21
    print("seed", seed)
    var random = PatternRandom(seed: seed)
    let pieces = Array("()[]{}\\?*+|^$.-,:=!<>isaxd019P#C&' \u{e9}").map(String.init)
    for _ in 0..<8_000 {
      let pattern = (0..<random.below(14)).map { _ in random.pick(pieces) }.joined()
      guard let node = try? PatternNode(parsing: pattern) else { continue }
      #expect(throws: Never.self) { try Expression(pattern: node.pcre) }
      // What is accepted here is accepted by PCRE2 too, so that the texts mean the same.
      if !pattern.contains("(?<") {
        #expect(throws: Never.self, "\(pattern)") { try Expression(pattern: pattern) }
      }
    }
  }
}
