import TestSupport
import Testing

@testable import AirflowClient

@Suite struct RequestTests {
  @Test func aRequestHasTheseHeadersAndNoOthers() async throws {
    let upstream = try FakeUpstream.answering(answer(body: #"{"version":"3.3.2"}"#))
    defer { upstream.stop() }
    let client = try upstream.client()
    let id = try RequestID("abc-1")
    let body = try await client.fetch(.version, bearer: try BearerToken("tok.en"), requestID: id)
    #expect(String(decoding: body.unscrubbedBytes, as: UTF8.self) == #"{"version":"3.3.2"}"#)
    let request = try #require(upstream.seen.requests.first)
    #expect(request.line == "GET /api/v2/version HTTP/1.1")
    #expect(request.values("authorization") == ["Bearer tok.en"])
    #expect(request.values("x-request-id") == ["abc-1"])
    #expect(request.values("accept") == ["application/json"])
    #expect(request.values("accept-encoding") == ["identity"])
    #expect(request.values("user-agent") == ["scrub-mcp/0.1.0"])
    #expect(request.values("host") == ["127.0.0.1:\(upstream.port)"])
    #expect(
      Set(request.headers.map(\.name)) == [
        "authorization", "x-request-id", "accept", "accept-encoding", "user-agent", "host",
      ])
  }

  @Test func withoutATokenThereIsNoAuthorization() async throws {
    let upstream = try FakeUpstream.answering(answer())
    defer { upstream.stop() }
    _ = try await upstream.client().fetch(.health, bearer: nil)
    #expect(upstream.seen.requests.first?.values("authorization") == [])
  }

  @Test func sourceIsAskedForAsText() async throws {
    let upstream = try FakeUpstream.answering(
      answer(type: "text/plain; charset=utf-8", body: "import x"))
    defer { upstream.stop() }
    let client = try upstream.client()
    let body = try await client.fetch(.dagSource(try DagID("d")), bearer: nil)
    #expect(String(decoding: body.unscrubbedBytes, as: UTF8.self) == "import x")
    #expect(upstream.seen.requests.first?.values("accept") == ["text/plain"])
  }

  @Test func anEmptySourceIsFineButNoJSONIsEmpty() async throws {
    let upstream = try FakeUpstream { connection in
      while let request = connection.readRequest() {
        let isText = request.values("accept") == ["text/plain"]
        connection.send(answer(type: isText ? "text/plain" : "application/json", body: ""))
      }
    }
    defer { upstream.stop() }
    let client = try upstream.client()
    #expect(try await client.fetch(.dagSource(try DagID("d")), bearer: nil).unscrubbedBytes == [])
    let problem = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.version, bearer: nil)
    }
    #expect(problem?.kind == .malformedAnswer)
  }

  @Test func pathPrefixesAreKept() async throws {
    let upstream = try FakeUpstream.answering(answer())
    defer { upstream.stop() }
    let client = AirflowClient(baseURL: try upstream.base(prefix: "/team/airflow/"))
    _ = try await client.fetch(.health, bearer: nil)
    #expect(
      upstream.seen.requests.first?.line == "GET /team/airflow/api/v2/monitor/health HTTP/1.1")
  }

  @Test func gzipIsDecodedWhenItWasAskedFor() async throws {
    let content = Array(#"{"a":"b"}"#.utf8)
    let packed = Gzip.stored(content)
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
      + "Content-Length: \(packed.count)\r\n\r\n"
    let upstream = try FakeUpstream.answering(Array(head.utf8) + packed)
    defer { upstream.stop() }
    let client = try upstream.client { $0.acceptsGzip = true }
    #expect(try await client.fetch(.health, bearer: nil).unscrubbedBytes == content)
    #expect(upstream.seen.requests.first?.values("accept-encoding") == ["gzip"])
    let plain = try upstream.client()
    let problem = await failure { () async throws(UpstreamFailure) in
      try await plain.fetch(.health, bearer: nil)
    }
    #expect(problem?.kind == .unexpectedContentEncoding)
  }

  @Test func interimAnswersAreSkipped() async throws {
    let upstream = try FakeUpstream.answering(
      "HTTP/1.1 103 Early Hints\r\nContent-Type: text/html\r\n\r\n" + answer(body: "[1]"))
    defer { upstream.stop() }
    let body = try await upstream.client().fetch(.health, bearer: nil)
    #expect(body.unscrubbedBytes == Array("[1]".utf8))
  }

  @Test func aProxyTunnelsAndDoesNotSeeTheToken() async throws {
    // The proxy plays the upstream as well, once the tunnel stands.
    let proxy = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 Established\r\nContent-Type: text/html\r\n\r\n")
      guard connection.readRequest() != nil else { return }
      connection.send(answer(body: "[1]"))
    }
    defer { proxy.stop() }
    let base = try BaseURL("http://airflow.invalid:8080/x", allowsPlainHTTP: true)
    var configuration = ClientConfiguration()
    configuration.proxy = try proxy.base()
    let client = AirflowClient(baseURL: base, configuration: configuration)
    let body = try await client.fetch(.health, bearer: try BearerToken("tok"))
    #expect(body.unscrubbedBytes == Array("[1]".utf8))
    let requests = proxy.seen.requests
    #expect(requests.first?.line == "CONNECT airflow.invalid:8080 HTTP/1.1")
    #expect(requests.first?.values("authorization") == [])
    #expect(requests.first?.values("x-request-id") == [])
    #expect(requests.last?.line == "GET /x/api/v2/monitor/health HTTP/1.1")
    #expect(requests.last?.values("authorization") == ["Bearer tok"])
  }

  @Test func aNameThatDoesNotExistIsNotFound() async throws {
    let client = AirflowClient(baseURL: try BaseURL("https://airflow.invalid"))
    let problem = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: nil)
    }
    // Without any network a resolver may wait instead of saying no.
    #expect([.hostNotFound, .timedOut(.connect)].contains(problem?.kind))
  }

  @Test func theVersionIsFoundOrTheReasonIsNamed() async throws {
    let good = try FakeUpstream.answering(answer(body: #"{"version":"3.1.7","git_version":null}"#))
    defer { good.stop() }
    #expect(try await good.client().supportedVersion().description == "3.1.7")

    let cases: [(String, UpstreamFailure.Kind)] = [
      (answer(body: #"{"version":"2.10.5"}"#), .unsupportedVersion(AirflowVersion("2.10.5"))),
      (answer("404 Not Found", body: "{}"), .unsupportedVersion(nil)),
      (answer(type: "text/html", body: "<html>"), .unsupportedVersion(nil)),
      (answer("500 Error", body: "{}"), .serverError),
    ]
    for (text, kind) in cases {
      let upstream = try FakeUpstream.answering(text)
      let client = try upstream.client()
      let problem = await failure { () async throws(UpstreamFailure) in
        try await client.supportedVersion()
      }
      #expect(problem?.kind == kind)
      upstream.stop()
    }
  }
}
