import Testing

@testable import AirflowClient

/// Nothing that prints a value may print a secret or upstream's text.
@Suite struct RedactionTests {
  private func everyPrint<Value>(_ value: Value) -> String {
    var text = "\(value) \(String(reflecting: value)) \(String(describing: Optional(value)))"
    dump(value, to: &text)
    text += Mirror(reflecting: value).children.map { "\($0)" }.joined()
    return text
  }

  @Test func tokensPrintAsRedacted() throws {
    let token = try BearerToken("abc.SECRET.def")
    #expect("\(token)" == "<redacted>")
    #expect(!everyPrint(token).contains("SECRET"))
    #expect(!everyPrint([token]).contains("SECRET"))
    #expect(!everyPrint(FixedCredential(token)).contains("SECRET"))
    #expect(!everyPrint(PasswordLogin(username: "SECRET", password: "SECRET")).contains("SECRET"))
  }

  @Test func upstreamTextPrintsAsItsLength() throws {
    let text = UnscrubbedText("SECRET")
    #expect("\(text)" == "<unscrubbed text, 6 bytes>")
    #expect(!everyPrint(text).contains("SECRET"))
    let body = UpstreamBody(status: 200, bytes: Array("SECRET".utf8))
    #expect(!everyPrint(body).contains("SECRET"))
    #expect(!everyPrint(body).contains("83, 69"))
  }

  @Test func longUpstreamTextIsCutBetweenCharacters() {
    let text = UnscrubbedText("a" + String(repeating: "é", count: 5000))
    #expect(text.unscrubbed.utf8.count == 1999)
    #expect(text.unscrubbed.last == "é")
  }
}
