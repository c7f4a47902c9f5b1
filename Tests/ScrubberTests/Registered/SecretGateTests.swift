import CPCRE2
import Testing

@testable import Scrubber

private typealias Support = RegisteredSupport

@Suite struct SecretGateTests {
  @Test(
    arguments: [
      ("abc", .gatedAsShort), ("a\n", .gatedAsShort), ("True", .gatedAsCommon),
      (" postgres ", .gatedAsCommon), ("zzzzzzzzzzzz", .gatedAsCommon), ("1234", .gatedAsCommon),
      (" \n ", .gatedAsBlank), ("hunter2", .wholeTokensOnly), ("", .refusedAsEmpty),
      ("a [REDACTED:x] b", .refusedAsPlaceholder), ("hunter2-correct", nil),
      ("a-good-line\nb\n\nc", .linesSkipped(2)), ("a-good-line\n", nil),
    ] as [(String, SecretReport.Outcome?)])
  func `A value is indexed, gated or refused by its length and words`(
    value: String, outcome: SecretReport.Outcome?
  ) throws {
    let secrets = [
      RegisteredSecret(value: Array("something-else".utf8)),
      RegisteredSecret(value: Array(value.utf8), name: "NAME"),
    ]
    let set = try RegisteredSet(secrets)
    #expect(set.reports.map(\.outcome) == (outcome.map { [$0] } ?? []))
    for report in set.reports {
      #expect(report.index == 1 && report.name == "NAME" && report.length == value.utf8.count)
    }
    let isGated = outcome == .gatedAsShort || outcome == .gatedAsCommon
    #expect(set.rules.isEmpty == !isGated)
    #expect(set.rules.allSatisfy { $0.id == "registered-secret" })
    let index = try #require(set.index)
    let isIndexed = outcome == nil || outcome == .wholeTokensOnly || outcome == .linesSkipped(2)
    let text = Support.Text(Array("<\(value)>".utf8))
    #expect(text.matches(index).isEmpty == !isIndexed)
  }

  @Test func `Reports and errors hold no byte of the value`() throws {
    let secrets = ["q#", "Guest", "vjkzq", "xx\nkzjvq-wpyxf\nyy"].map {
      RegisteredSecret(value: Array($0.utf8))
    }
    for report in try RegisteredSet(secrets).reports {
      for piece in ["q#", "uest", "vjkzq", "kzjvq"] {
        #expect(!report.description.contains(piece))
      }
    }
    let error = #expect(throws: ScrubberError.self) {
      try RegisteredSet([RegisteredSecret(value: Array("q#".utf8), name: "PIN")], policy: .refuse)
    }
    #expect(error?.description.contains("secret 1 \"PIN\"") == true)
    #expect(error?.description.contains("q#") == false)
  }

  @Test func `Exact masks short and common values everywhere`() throws {
    let secrets = ["1", "true", "ab"].map { RegisteredSecret(value: Array($0.utf8)) }
    let set = try RegisteredSet(secrets, policy: .exact)
    #expect(set.reports.isEmpty && set.rules.isEmpty)
    let index = try #require(set.index)
    #expect(
      Support.mask(Support.Text(Array("x1y untrue cab".utf8)).matches(index)) == [
        1, 6, 7, 8, 9, 12, 13,
      ])
  }

  @Test func `Refuse accepts good values and whole tokens`() throws {
    let secrets = ["hunter2", "hunter2-correct"].map { RegisteredSecret(value: Array($0.utf8)) }
    #expect(
      try RegisteredSet(secrets, policy: .refuse).reports.map(\.outcome) == [.wholeTokensOnly])
  }

  @Test func `Values and lists over the limits are errors`() throws {
    let long = [UInt8](repeating: 0x61, count: 65_536) + [0x62]
    #expect(throws: ScrubberError.self) { try RegisteredSet([RegisteredSecret(value: long)]) }
    #expect(try RegisteredSet([RegisteredSecret(value: Array(long.dropFirst()))]).index != nil)
    let many = [RegisteredSecret](repeating: RegisteredSecret(value: [0x61]), count: 100_001)
    #expect(throws: ScrubberError.self) { try RegisteredSet(many) }
  }

  @Test func `No secrets give no index`() throws {
    let set = try RegisteredSet([])
    #expect(set.index == nil && set.rules.isEmpty && set.reports.isEmpty)
  }

  // MARK: - Rules

  @Test(arguments: [
    ("password=abc", true), ("PASSWORD: \"abc\",", true), ("'api_key' => 'abc'", true),
    ("db_password_for_x=abc;", true), (#"\"secret\": \"abc\""#, true), ("cfg['token'] = abc", true),
    ("<passwd>abc</passwd>", true), ("pin: abc", true), ("Authorization: abc", true),
    ("authorize=abc", true), ("access-key:abc", true), ("PrivateKey=abc", true),
    ("postgres://user:abc@host/db", true), ("amqp://:abc@host", true), ("pwd := abc", true),
    ("password=abcd", false), ("password=xabc", false), ("author=abc", false),
    ("mapping: abc", false), ("user=abc", false), ("abc", false), ("http://abc@host", false),
    ("http://host/a:abc@x", false), ("password is abc", false), ("password=Abc", false),
  ])
  func `A gated value is masked beside a sensitive key and in userinfo`(
    text: String, isMasked: Bool
  ) throws {
    let secrets = ["abc", "a", "ab"].map { RegisteredSecret(value: Array($0.utf8)) }
    let rules = try RegisteredSet(secrets).rules
    let masked = try rules.flatMap { try Self.secrets($0, in: text) }
    #expect(Set(masked) == (isMasked ? ["abc"] : []))
  }

  @Test func `The longest of gated values that begin alike is masked`() throws {
    let secrets = ["a-", "a", "a-b"].map { RegisteredSecret(value: Array($0.utf8)) }
    let rules = try RegisteredSet(secrets).rules
    #expect(Set(try rules.flatMap { try Self.secrets($0, in: "token=a-b") }) == ["a-b"])
    #expect(Set(try rules.flatMap { try Self.secrets($0, in: "token=a-;") }) == ["a-"])
  }

  @Test func `Many gated values are spread over rules that compile`() throws {
    let secrets = (0..<2_000).map { RegisteredSecret(value: Array(String($0, radix: 36).utf8)) }
    let rules = try RegisteredSet(secrets).rules
    #expect(Set(try rules.flatMap { try Self.secrets($0, in: "token=5k ") }) == ["5k"])
    #expect(rules.allSatisfy { $0.secret.utf8.count < 10_000 })
  }

  /// The secrets of all matches, at every offset.
  private static func secrets(_ rule: Rule, in text: String) throws -> [String] {
    let pattern = Array("\(rule.before ?? "")(\(rule.secret))\(rule.after ?? "")".utf8)
    var code: Int32 = 0
    var offset = 0
    let compiled = try #require(
      pcre2_compile_8(pattern, pattern.count, UInt32(PCRE2_ANCHORED), &code, &offset, nil))
    defer { pcre2_code_free_8(compiled) }
    let data = pcre2_match_data_create_from_pattern_8(compiled, nil)
    defer { pcre2_match_data_free_8(data) }
    let subject = Array(text.utf8)
    return try subject.indices.compactMap { start in
      guard pcre2_match_8(compiled, subject, subject.count, start, 0, data, nil) > 0 else {
        return nil
      }
      let pairs = try #require(pcre2_get_ovector_pointer_8(data))
      return String(decoding: subject[pairs[2]..<pairs[3]], as: UTF8.self)
    }
  }
}
