import Testing

@testable import RuleFormat

@Suite("Refused rule packs")
struct RulePackErrorTests {
  @Test("an unknown key names file, line, rule and the key that was meant")
  func unknownKey() throws {
    let error = try #require(
      loadError(packText("[[rules]]\nid = 'one'\nsecret = 'abc'\nmust_nt = 'x'")))
    #expect(error.kind == .unknownKey)
    #expect(
      error.description
        == "test.toml:9: rule \"one\": unknown key `must_nt`; did you mean `must_not`?")
  }

  @Test("an unknown key that resembles none lists the keys")
  func strangeKey() throws {
    let error = try #require(loadError(packText("", head: "colour = 'red'")))
    #expect(error.kind == .unknownKey)
    #expect(error.line == 4)
    #expect(error.advice.contains("minimum_engine"))
  }

  @Test("broken TOML is located")
  func brokenSyntax() throws {
    let error = try #require(loadError(packText("[[rules]]\nid = 'a\n")))
    #expect(error.kind == .syntax)
    #expect(error.line == 7)
  }

  @Test(
    "the faults of a rule are told apart",
    arguments: [
      ("secret = 'abc'", RulePackError.Kind.missingKey, "`id` is missing"),
      ("id = 'A b'\nsecret = 'abc'", .invalidValue, "no rule id"),
      ("id = '-a'\nsecret = 'abc'", .invalidValue, "no rule id"),
      ("id = 'a'", .missingKey, "`secret` is missing"),
      ("id = 'a'\nsecret = ''", .invalidValue, "`secret` is empty"),
      ("id = 'a'\nsecret = 3", .wrongType, "`secret` is of the type integer"),
      ("id = 'a'\nsecret = 'abc'\nmust = ['x', 3]", .wrongType, "`must`"),
      ("id = 'a'\nsecret = 'abc'\nmust_not = ''", .invalidValue, "empty text"),
      ("id = 'a'\nsecret = 'abc'\nallowlist.stopwords = ['']", .invalidValue, "empty text"),
      ("id = 'a'\nsecret = 'abc'\ntags = 'x'", .wrongType, "`tags`"),
      ("id = 'a'\nsecret = 'abc'\nentropy = 9", .invalidValue, "`entropy` is 9"),
      ("id = 'a'\nsecret = 'abc'\nrandomness = -0.1", .invalidValue, "`randomness`"),
      ("id = 'a'\nsecret = 'abc'\nenabled = 'yes'", .wrongType, "`enabled`"),
      ("id = 'a'\nsecret = 'abc'\nkind = 'expresion'", .invalidValue, "no kind"),
      ("id = 'a'\nsecret = 'abc'\nvalidator = 'crc'", .invalidValue, "no validator"),
      ("id = 'a'\nsecret = 'abc'\nconfidence = 'sure'", .invalidValue, "no confidence"),
      ("id = 'a'\nsecret = 'abc'\neater = 'quoted'", .missingKey, "without `before`"),
      ("id = 'a'\nkind = 'pem'\nsecret = 'abc'", .invalidValue, "takes no `secret`"),
      ("id = 'a'\nsecret = '(?&hexx)'", .invalidValue, "names no pattern"),
      ("id = 'a'\nsecret = 'abc'\nexamples = [3]", .wrongType, "`examples`"),
      ("id = 'a'\nsecret = 'a'\nexamples = [{ text = 'x', secret = 'y' }]", .invalidValue, "stand"),
      ("id = 'a'\nsecret = 'abc'\nexamples = [{ txt = 'x' }]", .unknownKey, "`txt`"),
    ])
  func faults(rule: String, kind: RulePackError.Kind, reason: String) throws {
    let head = "[patterns]\nhex = '[0-9a-f]'\n[[rules]]\n"
    let error = try #require(loadError(packText(head + rule)))
    #expect(error.kind == kind, "\(error)")
    #expect(error.reason.contains(reason), "\(error)")
    #expect(!error.advice.isEmpty)
    #expect((error.line ?? 0) >= 8, "\(error)")
  }

  @Test("one bad rule refuses the whole pack")
  func wholePack() throws {
    let error = try #require(
      loadError(packText("[[rules]]\nid = 'a'\nsecret = 'abc'\n[[rules]]\nid = 'b'")))
    #expect(error.ruleID == "b")
    #expect(error.line == 9)
  }

  @Test("two rules with one id are refused at the second")
  func duplicateID() throws {
    let rule = "[[rules]]\nid = 'a'\nsecret = 'abc'\n"
    let error = try #require(loadError(packText(rule + rule)))
    #expect(error.kind == .duplicateID)
    #expect(error.line == 10)
  }

  @Test(
    "faults of the head are found",
    arguments: [
      ("", RulePackError.Kind.missingKey), ("minimum_engine = '1'", .invalidValue),
      ("minimum_engine = '99.0.0'", .engineTooOld), ("rules = 3", .wrongType),
      ("rules = ['a']", .wrongType), ("[patterns]\nBig = 'x'", .invalidValue),
      ("[patterns]\nsmall = 3", .wrongType),
    ])
  func heads(extra: String, kind: RulePackError.Kind) throws {
    let error = try #require(loadError(packText("", head: extra)))
    #expect(error.kind == kind, "\(error)")
    #expect(error.ruleID == nil)
  }

  @Test("a version that is not three numbers is refused")
  func version() throws {
    let text = packText("[[rules]]\nid = 'a'\nsecret = 'abc'")
      .split(separator: "\n").map { $0.hasPrefix("version") ? "version = '1.0'" : String($0) }
    let error = try #require(loadError(text.joined(separator: "\n")))
    #expect(error.kind == .invalidValue)
    #expect(error.line == 2)
  }

  @Test("NUL bytes are refused, plain and escaped, before they could cut a value short")
  func nulBytes() throws {
    let plain = try #require(loadError(packText("[[rules]]\nid = 'a'\nsecret = 'ab\0c'")))
    #expect(plain.kind == .syntax)
    #expect(plain.line == 8)
    let escaped = try #require(loadError(packText("[[rules]]\nid = 'a'\nsecret = \"a\\u0000\"")))
    #expect(escaped.kind == .syntax)
  }

  @Test(
    "keys of very many parts are refused before they take the parser's stack",
    arguments: ["a", "\"a\"", "a "])
  func deepKeys(part: String) throws {
    let key = Array(repeating: part, count: 200_000).joined(separator: ".")
    for text in ["\(key) = 1", "[\(key)]", "x = { y = '$', \(key) = 1 }"] {
      let error = try #require(loadError(text))
      #expect(error.kind == .syntax)
      #expect(error.line == 1)
    }
    #expect(Array("a.b.c = '....'".utf8).withUnsafeBufferPointer(KeyDepth.first) == nil)
  }

  @Test("bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: RulePackError.self) {
      try RulePackLoader.load(bytes: [0x61, 0xFF], file: "a")
    }
  }
}
