import Testing

@testable import AirflowClient

@Suite struct TokenLifetimeTests {
  @Test func aFifthOfTheLifetimeIsLeftOut() throws {
    let day = try #require(TokenLifetime(try token(issued: 1000, expires: 87_400), now: 1000))
    #expect(day.end == 87_400)
    #expect(day.renewal == 87_400 - 86_400 / 5)
  }

  @Test func atLeastAMinuteIsLeftOut() throws {
    let short = try #require(TokenLifetime(try token(issued: 1000, expires: 1200), now: 1000))
    #expect(short.renewal == 1140)
  }

  @Test func veryShortTokensAreUsedForHalfOfTheirTime() throws {
    let short = try #require(TokenLifetime(try token(issued: 1000, expires: 1060), now: 1000))
    #expect(short.renewal == 1030)
    let tiny = try #require(TokenLifetime(try token(issued: 1000, expires: 1001), now: 1000))
    #expect(tiny.renewal > 1000)
  }

  @Test func tokensWithoutAUsableEndHaveNoLifetime() throws {
    #expect(TokenLifetime(try token(), now: 5) == nil)
    #expect(TokenLifetime(try token(issued: 0, expires: 5), now: 5) == nil)
    for text in ["abc", "a.b", "a.b.c", "a.e30.c", "..", "a.!.c".replacing("!", with: "_")] {
      #expect(TokenLifetime(try BearerToken(text), now: 0) == nil)
    }
    for claims in [
      #"{"exp":"5"}"#, #"{"exp":1e300}"#, #"{"exp":-5}"#, #"{"exp":null}"#, "[]", "{",
    ] {
      let text = "a." + base64URL(Array(claims.utf8)) + ".c"
      #expect(TokenLifetime(try BearerToken(text), now: 0) == nil, "\(claims)")
    }
  }

  @Test func theTokenOfARealAirflowIsRead() throws {
    // Payload of a token of 3.3.2 (recorded in auth_token_ok.json), without its signature.
    let payload =
      #"{"sub":"viewer","role":"viewer","teams":[],"jti":"x","aud":"apache-airflow","#
      + #""nbf":1795345068,"exp":1795431468,"iat":1795345068}"#
    let text = "eyJhbGciOiJIUzUxMiJ9." + base64URL(Array(payload.utf8)) + ".x"
    let lifetime = try #require(TokenLifetime(try BearerToken(text), now: 1_795_345_068))
    #expect(lifetime.end == 1_795_431_468)
    #expect(lifetime.renewal == 1_795_431_468 - 17_280)
  }
}
