import Synchronization
import TestSupport
import Testing

@testable import AirflowClient

@Suite struct PasswordCredentialTests {
  /// A small Airflow: makes tokens `t1`, `t2`, … and accepts only those that are not in `refused`.
  private func airflow(
    status: String = "201 Created", refused: Set<String> = []
  ) throws -> FakeUpstream {
    let made = Shared(0)
    return try FakeUpstream { connection in
      while let request = connection.readRequest() {
        if request.line.hasPrefix("POST /auth/token ") {
          made.change { $0 += 1 }
          connection.send(answer(status, body: #"{"access_token":"t\#(made.current)"}"#))
        } else if refused.contains(request.values("authorization").joined()) {
          connection.send(answer("403 Forbidden", body: #"{"detail":"Invalid JWT token"}"#))
        } else {
          connection.send(answer(body: "\"\(request.values("authorization").joined())\""))
        }
      }
    }
  }

  private let login = PasswordLogin(username: "viewer", password: "p\"w\n\u{1F511}")

  @Test func userAndPasswordAreSentAsJSONAndNowhereElse() async throws {
    let upstream = try airflow()
    defer { upstream.stop() }
    let endpoint = TokenEndpoint(try upstream.client())
    let made = try await endpoint.token(for: login, requestID: try RequestID("r1"))
    #expect(made.secret == "t1")
    let request = try #require(upstream.seen.requests.first)
    #expect(request.line == "POST /auth/token HTTP/1.1")
    #expect(request.values("content-type") == ["application/json"])
    #expect(request.values("authorization") == [])
    #expect(request.values("x-request-id") == ["r1"])
    #expect(request.values("expect") == [])
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(
      [
        #"{"username":"viewer","password":"p\"w\n🔑"}"#,
        #"{"password":"p\"w\n🔑","username":"viewer"}"#,
      ].contains(body))
  }

  @Test func answersAreToldApart() async throws {
    let login = login
    let cases: [(String, CredentialError)] = [
      (answer("401 Unauthorized", body: #"{"detail":"Invalid credentials"}"#), .wrongPassword),
      (answer("404 Not Found", body: #"{"error":"API route not found"}"#), .noTokenEndpoint),
      (answer("405 Method Not Allowed", body: "{}"), .noTokenEndpoint),
      (
        answer("201 Created", body: "{}"), .upstream(UpstreamFailure(.malformedAnswer, status: 201))
      ),
      (
        answer("201 Created", body: #"{"access_token":"a b"}"#), .notAToken(.forbiddenCharacter)
      ),
      (
        answer("200 OK", body: #"{"access_token":"abc"}"#),
        .upstream(UpstreamFailure(.unexpectedStatus, status: 200))
      ),
      (
        answer("307 Moved", headers: ["Location: http://127.0.0.1:1/"]),
        .upstream(UpstreamFailure(.redirected, status: 307))
      ),
    ]
    for (text, expected) in cases {
      let upstream = try FakeUpstream.answering(text)
      let endpoint = TokenEndpoint(try upstream.client())
      await #expect(throws: expected) { try await endpoint.token(for: login) }
      #expect(!"\(expected)".contains("p\"w"))
      upstream.stop()
    }
  }

  @Test func aRefusedTokenIsReplacedOnce() async throws {
    let upstream = try airflow(refused: ["Bearer t1"])
    defer { upstream.stop() }
    let client = try upstream.client()
    let credential = PasswordCredential(login, client: client)
    let body = try await credential.authorized { token async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: token)
    }
    #expect(String(decoding: body.unscrubbedBytes, as: UTF8.self) == "\"Bearer t2\"")
    #expect(upstream.seen.requests.map { $0.line.prefix(4) } == ["POST", "GET ", "POST", "GET "])
    _ = try await credential.authorized { token async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: token)
    }
    #expect(upstream.seen.requests.count == 5)
  }

  @Test func aSecondRefusalIsTheAnswer() async throws {
    let upstream = try airflow(refused: ["Bearer t1", "Bearer t2"])
    defer { upstream.stop() }
    let client = try upstream.client()
    let credential = PasswordCredential(login, client: client)
    let expected = AuthorizedFailure.upstream(
      UpstreamFailure(.tokenInvalid, status: 403, detail: UnscrubbedText("Invalid JWT token")))
    await #expect(throws: expected) {
      try await credential.authorized { token async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: token)
      }
    }
    #expect(upstream.seen.requests.count == 4)
  }

  @Test func aFixedTokenIsNotTriedTwice() async throws {
    let upstream = try airflow(refused: ["Bearer fixed"])
    defer { upstream.stop() }
    let client = try upstream.client()
    let credential = FixedCredential(try BearerToken("fixed"))
    await #expect(throws: AuthorizedFailure.self) {
      try await credential.authorized { token async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: token)
      }
    }
    #expect(upstream.seen.requests.count == 1)
  }

  @Test func otherFailuresAreNotTriedAgain() async throws {
    let upstream = try FakeUpstream { connection in
      while connection.readRequest() != nil {
        connection.send(answer("403 Forbidden", body: #"{"detail":"Forbidden"}"#))
      }
    }
    defer { upstream.stop() }
    let client = try upstream.client()
    let credential = CommandCredential(["/bin/echo", "tok"])
    await #expect(throws: AuthorizedFailure.self) {
      try await credential.authorized { token async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: token)
      }
    }
    #expect(upstream.seen.requests.count == 1)
  }
}
