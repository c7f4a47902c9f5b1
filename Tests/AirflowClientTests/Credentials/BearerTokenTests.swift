import AirflowClient
import Testing

@Suite struct BearerTokenTests {
  @Test(arguments: ["a", "abc.def-ghi_jkl~m+n/o==", "eyJhbGciOiJIUzUxMiJ9.e30.x"])
  func tokensOfTheStandardAreTaken(_ text: String) throws {
    #expect(try BearerToken(text).secret == text)
  }

  @Test(
    arguments: [
      "", "=", "a b", "a\r\nX-Evil: 1", "a\n", "\u{0}", "a\u{0}b", "a=b", "é", "Bearer abc", "a,b",
      "a\tb", "a\u{7F}",
    ])
  func whatCouldEndAHeaderIsRefused(_ text: String) {
    let error = #expect(throws: BearerTokenError.self) { try BearerToken(text) }
    #expect(error.map { "\($0)".contains("Evil") } == false)
  }

  @Test func tokensHaveAMaximumLength() throws {
    let longest = String(repeating: "a", count: BearerToken.maximumLength)
    _ = try BearerToken(longest)
    let error = #expect(throws: BearerTokenError.self) { try BearerToken(longest + "a") }
    #expect(error == .tooLong)
  }
}
