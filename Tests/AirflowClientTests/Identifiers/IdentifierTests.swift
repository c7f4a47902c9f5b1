import AirflowClient
import Testing

@Suite struct IdentifierTests {
  @Test(arguments: ["a", "fx_big", "a.b-c_1", "…".isEmpty ? "" : "Überlauf_名前", "१२", "½"])
  func airflowsOwnKeysAreTaken(_ text: String) throws {
    #expect(try DagID(text).text == text)
    #expect(try TaskID(text).text == text)
  }

  @Test(
    arguments: [
      "a/b", "a\\b", "a%2Fb", "a?b", "a#b", "a b", "a\nb", "a\n", "a\u{0}", "../x", "a:b", "a+b",
      "e\u{301}", "a\u{200B}", "a\u{202E}b", "a\u{FF0F}b", "~",
    ])
  func whatIsNoKeyIsRefused(_ text: String) {
    #expect(throws: IdentifierError.self) { try DagID(text) }
    #expect(throws: IdentifierError.self) { try TaskID(text) }
    #expect(throws: IdentifierError.self) { try DagIDPrefix(text) }
  }

  @Test func lengthsAreCountedInCharacters() throws {
    let longest = String(repeating: "é", count: 250)
    #expect(try DagID(longest).text == longest)
    #expect(try RunID(longest).text == longest)
    #expect(throws: IdentifierError.self) { try DagID(longest + "a") }
    #expect(throws: IdentifierError.self) { try RunID(longest + "a") }
    #expect(throws: IdentifierError.self) { try DagID(String(repeating: "a", count: 10_240)) }
    #expect(try XComKey(String(repeating: "k", count: 512)).text.count == 512)
    #expect(throws: IdentifierError.self) { try XComKey(String(repeating: "k", count: 513)) }
  }

  @Test(arguments: ["", ".", "..", "~"])
  func namesThatMeanSomethingElseAreRefused(_ text: String) {
    #expect(throws: IdentifierError.self) { try DagID(text) }
    #expect(throws: IdentifierError.self) { try TaskID(text) }
    #expect(throws: IdentifierError.self) { try RunID(text) }
    #expect(throws: IdentifierError.self) { try XComKey(text) }
  }

  @Test(
    arguments: [
      "scheduled__2026-11-22T00:00:00+00:00", "manual run 1", "a;b", "a~b", "...", "a@b", "日付",
    ])
  func runIDsMayHaveMoreCharacters(_ text: String) throws {
    #expect(try RunID(text).text == text)
  }

  @Test(
    arguments: [
      "a/b", "a\\b", "a%2Fb", "a?b", "a#b", "a\nb", "a\r\nHost: x", "a\u{0}b", "a\u{7F}",
      "a\u{85}", "a\u{2028}b", "a\u{E0041}", "a\u{202E}b",
    ])
  func charactersThatEndASegmentAreRefused(_ text: String) {
    #expect(throws: IdentifierError.self) { try RunID(text) }
    #expect(throws: IdentifierError.self) { try XComKey(text) }
  }

  @Test func numbersHaveRanges() throws {
    #expect(try MapIndex(-1) == .unmapped)
    #expect(try MapIndex(0).number == 0)
    #expect(throws: IdentifierError.self) { try MapIndex(-2) }
    #expect(throws: IdentifierError.self) { try MapIndex(Int(Int32.max) + 1) }
    #expect(throws: IdentifierError.self) { try TryNumber(0) }
    #expect(throws: IdentifierError.self) { try DagVersionNumber(0) }
    #expect(throws: IdentifierError.self) { try AssetID(0) }
    #expect(throws: IdentifierError.self) { try Page(limit: 0) }
    #expect(throws: IdentifierError.self) { try Page(limit: 101) }
    #expect(throws: IdentifierError.self) { try Page(offset: -1) }
    #expect(throws: IdentifierError.self) { try PageLimit(101) }
    #expect(try Page(limit: 100, offset: 3).offset == 3)
  }

  @Test func errorsNameFieldAndRuleAndNothingElse() {
    let hostile = "x\u{1B}[31m/secret-part"
    let error = #expect(throws: IdentifierError.self) { try RunID(hostile) }
    #expect(error?.field == "run_id")
    #expect(error?.rule == .forbiddenCharacter)
    let text = error.map { "\($0) \(String(reflecting: $0))" } ?? ""
    #expect(text.contains("run_id"))
    #expect(!text.contains("secret-part") && !text.contains("\u{1B}"))
  }

  @Test func opaqueTokensAreVisibleASCII() throws {
    _ = try PageCursor("eyJhIjoxfQ==")
    #expect(throws: IdentifierError.self) { try PageCursor("") }
    #expect(throws: IdentifierError.self) { try PageCursor("a b") }
    #expect(throws: IdentifierError.self) { try LogToken("a\r\nb") }
    #expect(throws: IdentifierError.self) { try LogToken(String(repeating: "a", count: 4097)) }
  }

  @Test func requestIDsAreHeaderSafeAndDiffer() throws {
    #expect(throws: IdentifierError.self) { try RequestID("a\r\nX: y") }
    #expect(throws: IdentifierError.self) { try RequestID("") }
    #expect(throws: IdentifierError.self) { try RequestID(String(repeating: "a", count: 129)) }
    #expect(try RequestID("a-1_b.C").text == "a-1_b.C")
    #expect(Set((0..<100).map { _ in RequestID.random() }).count == 100)
    #expect(RequestID.random().text.utf8.count == 32)
  }
}
