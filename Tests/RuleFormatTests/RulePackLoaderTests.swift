import Scrubber
import Testing

@testable import RuleFormat

@Suite("Loading rule packs")
struct RulePackLoaderTests {
  @Test("every key of a rule reaches the model")
  func everyKey() throws {
    let pack = try RulePackLoader.load(
      packText(
        #"""
        [[rules]]
        id = "acme-token"
        description = "Acme token"
        kind = "expression"
        before = '''acme["']'''
        secret = '[a-z]{8,20}'
        after = '(?![0-9])'
        eater = "quoted"
        must = '[a-f]'
        must_not = ['x', 'y']
        entropy = 3
        randomness = 0.5
        validator = "hex"
        confidence = "context"
        allowlist.values = ["one"]
        allowlist.stopwords = ["two"]
        placeholder = "<gone>"
        tags = ["a", "b"]
        enabled = false
        examples = ["acme'abcdefgh'", { text = "acme'bcdefghi'", secret = "bcdefghi" }]
        counter_examples = ["acme"]
        """#, head: "minimum_engine = \"0.1.0\"\nallowlist.values = [\"none\"]"),
      file: "acme.toml")
    let rule = try #require(pack.rules.first)
    var expected = Rule(
      id: "acme-token", description: "Acme token", before: #"acme["']"#, secret: "[a-z]{8,20}",
      after: "(?![0-9])", eater: .quoted, confidence: .context)
    expected.must = ["[a-f]"]
    expected.mustNot = ["x", "y"]
    expected.minimumEntropy = 3
    expected.minimumRandomness = 0.5
    expected.validator = .hex
    expected.allowedValues = ["one", "none"]
    expected.stopwords = ["two"]
    expected.placeholder = "<gone>"
    expected.tags = ["a", "b"]
    expected.isEnabled = false
    #expect(rule == expected)
    #expect(pack.fileName == "acme.toml")
    #expect(pack.minimumEngine == EngineVersion(0, 1, 0))
    let examples = try #require(pack.examples["acme-token"])
    #expect(examples.positive.map(\.secret) == [nil, "bcdefghi"])
    #expect(examples.negative.map(\.text) == ["acme"])
  }

  @Test("the kinds without patterns need nothing but an id")
  func kinds() throws {
    let pack = try RulePackLoader.load(
      packText("[[rules]]\nid = 'a'\nkind = 'pem'\n[[rules]]\nid = 'b'\nkind = 'entropy'"),
      file: "test.toml")
    #expect(pack.rules.map(\.kind) == [.pem, .entropy])
    #expect(pack.rules.map(\.confidence) == [.structure, .entropy])
  }

  @Test("a named pattern is put in as a group, in every kind of pattern")
  func namedPatterns() throws {
    let pack = try RulePackLoader.load(
      packText(
        #"""
        [patterns]
        hex-8 = 'a|b'
        [[rules]]
        id = "a"
        before = 'k(?&hex-8)='
        secret = '(?&hex-8)(?&hex-8)'
        must = '^(?&hex-8)'
        must_not = ['(?&hex-8)$', '\((?:x)']
        """#), file: "test.toml")
    let rule = try #require(pack.rules.first)
    #expect(rule.before == "k(?:a|b)=")
    #expect(rule.secret == "(?:a|b)(?:a|b)")
    #expect(rule.must == ["^(?:a|b)"])
    #expect(rule.mustNot == ["(?:a|b)$", #"\((?:x)"#])
  }

  @Test("lines with CR and LF load like lines with LF")
  func carriageReturns() throws {
    let text = packText("[[rules]]\nid = 'a'\nsecret = 'abc'")
    let unix = try RulePackLoader.load(text, file: "a")
    let windows = try RulePackLoader.load(
      String(text.flatMap { $0 == "\n" ? "\r\n" : String($0) }), file: "a")
    #expect(unix == windows)
  }
}
