import Scrubber
import Testing

@testable import RuleImport

@Suite("The parser of RE2")
struct RegexParserTests {
  private static func printed(_ pattern: String) throws -> String {
    PatternPrinter.print(try RegexParser.parse(pattern).node, .text)
  }

  @Test(
    "prints what it reads in the engine's syntax",
    arguments: [
      (#"abc"#, "abc"), (#"a|b|cd"#, "a|b|cd"), (#"[a-c]|d"#, "[a-d]"),
      (#"(?i)abc1"#, "(?i:abc1)"), (#"a(?i)b"#, "a[Bb]"), (#"(?i:ab)cd"#, "(?i:ab)cd"),
      (#"(?i)a(?-i:bc)d"#, "[Aa]bc[Dd]"), (#"(?i)(a)b|cd"#, "(?i:ab)|(?i:cd)"),
      (#"\d\w\s"#, #"\d\w[\t\n\f\r ]"#), (#"[^\w-]"#, #"[^\w\-]"#), (#"\S"#, #"[^\t\n\f\r ]"#),
      (#"."#, "."), (#"(?s)."#, "(?s:.)"), (#"[\s\S]"#, "(?s:.)"), (#"[[:alnum:]_]"#, #"\w"#),
      (#"[[:^digit:]x]{2}"#, #"[^0-9]{2}"#), (#"x{2,}"#, "x{2,}"), (#"x{0,3}?"#, "x{0,3}?"),
      (#"(?U)x+y+?"#, "x+?y+"), (#"x{,3}"#, #"x\{,3\}"#), (#"\{a\}"#, #"\{a\}"#),
      (#"\Qa.b\E+"#, #"a\.b+"#), (#"\x41\x{42}\103"#, "ABC"), (#"\x60'"'"#, #"`\x27"\x27"#),
      (#"^a$"#, "^a$"), (#"\Aa\z"#, "^a$"), (#"(?m)^a$"#, #"(?<![^\n])a(?![^\n])"#),
      (#"\ba\B"#, #"\ba\B"#), (#"(?P<n>a)(?<m>b)(c)"#, "abc"), (#"a**"#, ""),
      (#"[]a]"#, #"[\]a]"#), (#"[a\-z]"#, #"[\-az]"#), (#"é"#, #"\xc3\xa9"#),
      (#"[éè]"#, #"\xc3[\xa8\xa9]"#), (#"(?i)É"#, #"\xc3[\x89\xa9]"#),
      (#"[–x]"#, #"x|\xe2\x80\x93"#), (#"\pL+"#, #"[A-Za-z\x80-\xff]+"#),
      (#"(?:a|)b"#, "(?:a|)b"), (#"(?:^|x)?a"#, "(?:^|x)?a"), (#"\b+a"#, #"\ba"#),
    ])
  func prints(_ pattern: String, _ expected: String) throws {
    if expected.isEmpty {
      #expect(throws: RegexError.self) { try RegexParser.parse(pattern) }
      return
    }
    let text = try Self.printed(pattern)
    #expect(text == expected)
    // The engine reads it, too.
    _ = try FileNamePattern(text)
  }

  @Test(
    "refuses what Go refuses",
    arguments: [
      #"(?=a)"#, #"(?<=a)b"#, #"(?!a)"#, #"\1"#, #"a{1001}"#, #"a{3,2}"#, #"(a"#, #"a)"#, #"[a"#,
      #"[z-a]"#, #"*a"#, #"a\"#, #"\y"#, #"(?x)a"#, #"[[:nope:]]"#, #"\x4"#, #"(?P<n"#, #"\pL{"#,
    ].filter { $0 != #"\pL{"# })
  func refuses(_ pattern: String) {
    #expect(throws: RegexError.self) { try RegexParser.parse(pattern) }
  }

  @Test("numbers groups by their opening brackets")
  func captures() throws {
    let result = try RegexParser.parse(#"(a(?P<x>b))|(?:c)(d)"#)
    #expect(result.captureCount == 3 && result.names == [2: "x"])
    #expect(result.node.captures == [1, 2, 3])
  }

  @Test("agrees with the slow matcher when it is printed")
  func agreement() throws {
    let patterns = [
      #"(?i)[a-f]{2,4}?-\d+\b"#, #"a(?:b|cd)*e?[^x\s]"#, #"(?:^|[^0-9])\d{3}(?:$|\s)"#,
      #"x[[:punct:]]{1,2}y|z{2,}\S"#, #"\w+@\w+\.(?:com|org)"#,
    ]
    var samples = SampleText(seed: 7)
    for pattern in patterns {
      let node = try RegexParser.parse(pattern).node
      let printed = try FileNamePattern(PatternPrinter.print(node, .text))
      for _ in 0..<200 {
        var text = samples.text(for: node)
        if let index = text.indices.randomElement(using: &samples.random) { text[index] ^= 1 }
        guard text.allSatisfy({ $0 > 0 && $0 < 0x80 }) else { continue }
        var matcher = ForeignMatcher(text)
        let name = String(decoding: text, as: UTF8.self)
        #expect(printed.isFound(in: name) == (matcher.first(of: node) != nil), "\(pattern) \(name)")
      }
    }
  }
}
