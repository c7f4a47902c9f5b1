import TestSupport
import Testing

@testable import AirflowClient

/// A server that means harm, or a broken one: each gets the right failure, and soon.
@Suite struct HostileUpstreamTests {
  private func kind(
    _ upstream: FakeUpstream, _ endpoint: Endpoint = .health,
    _ change: (inout ClientConfiguration) -> Void = { _ in }
  ) async throws -> UpstreamFailure.Kind? {
    let client = try upstream.client(change)
    let token = try BearerToken("t0ken")
    defer { upstream.stop() }
    return await failure { () async throws(UpstreamFailure) in
      try await client.fetch(endpoint, bearer: token)
    }?.kind
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func redirectsAreNotFollowed(_ status: Int) async throws {
    let other = try FakeUpstream.answering(answer())
    defer { other.stop() }
    let upstream = try FakeUpstream.answering(
      answer(
        "\(status) Moved", headers: ["Location: http://127.0.0.1:\(other.port)/api/v2/x"]))
    #expect(try await kind(upstream) == .redirected)
    #expect(other.seen.accepted == 0)
    #expect(upstream.seen.requests.count == 1)
  }

  @Test(
    arguments: [
      "text/html; charset=utf-8", "application/jsonx", "application/problem+json", "text/plain",
      "application/x-ndjson", nil,
    ])
  func otherContentTypesAreRefused(_ type: String?) async throws {
    let upstream = try FakeUpstream.answering(answer(type: type, body: "<!doctype html>"))
    #expect(try await kind(upstream) == .unexpectedContentType)
  }

  @Test func twoContentTypesAreRefused() async throws {
    let upstream = try FakeUpstream.answering(answer(headers: ["Content-Type: text/html"]))
    #expect(try await kind(upstream) == .malformedAnswer)
  }

  @Test func endlessBodiesAreCut() async throws {
    let sent = Shared(0)
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
      let piece = [UInt8](repeating: 0x20, count: 65_536)
      while connection.send(piece) { sent.change { $0 += piece.count } }
    }
    let found = try await kind(upstream) { $0.maximumBodyLength = 1_000_000 }
    #expect(found == .tooLarge(limit: 1_000_000))
    #expect(await eventually { upstream.seen.open == 0 })
    #expect(sent.current < 32 << 20)
  }

  @Test func aBodyOfExactlyTheLimitIsTaken() async throws {
    let body = String(repeating: " ", count: 1000)
    let good = try FakeUpstream.answering(answer(body: body))
    #expect(try await kind(good) { $0.maximumBodyLength = 1000 } == nil)
    let large = try FakeUpstream.answering(answer(body: body))
    #expect(try await kind(large) { $0.maximumBodyLength = 999 } == .tooLarge(limit: 999))
  }

  @Test func gzipBombsAreCutByTheirDecodedLength() async throws {
    let bomb = Gzip.bomb(length: 64 << 20)
    #expect(bomb.count < 1 << 20)
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
      + "Content-Length: \(bomb.count)\r\n\r\n"
    let upstream = try FakeUpstream.answering(Array(head.utf8) + bomb)
    let found = try await kind(upstream) { $0.acceptsGzip = true }
    #expect(found == .tooLarge(limit: 8 << 20))
  }

  @Test(arguments: ["gzip, gzip", "br", "deflate", "x-gzip", "gzip,"])
  func encodingsThatWereNotAskedForAreRefused(_ encoding: String) async throws {
    let upstream = try FakeUpstream.answering(answer(headers: ["Content-Encoding: \(encoding)"]))
    #expect(try await kind(upstream) { $0.acceptsGzip = true } == .unexpectedContentEncoding)
  }

  @Test func brokenGzipIsMalformed() async throws {
    let upstream = try FakeUpstream.answering(
      answer(headers: ["Content-Encoding: gzip"], body: "this is not gzip at all"))
    #expect(try await kind(upstream) { $0.acceptsGzip = true } == .malformedAnswer)
  }

  @Test func manyHeadersAreRefused() async throws {
    let upstream = try FakeUpstream.answering(
      answer(headers: (0..<10_000).map { "X-\($0): 1" }))
    #expect(try await kind(upstream) == .headersTooLarge)
  }

  @Test(arguments: [70_000, 150_000, 2_000_000])
  func aHugeHeaderIsRefused(_ length: Int) async throws {
    let upstream = try FakeUpstream.answering(
      answer(headers: ["X-Big: " + String(repeating: "a", count: length)]))
    #expect(try await kind(upstream) == .headersTooLarge)
  }

  @Test func endlessInterimAnswersAreRefused() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      while connection.send("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n") {}
    }
    #expect(try await kind(upstream) == .headersTooLarge)
  }

  @Test func endlessTrailersAreRefused() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "2\r\n{}\r\n0\r\n")
      while connection.send("X-Trailer: y\r\n") {}
    }
    #expect(try await kind(upstream) == .headersTooLarge)
  }

  @Test func aHeaderThatNeverEndsIsRefused() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nX: ")
      let piece = [UInt8](repeating: 0x61, count: 10_000)
      while connection.send(piece) {}
    }
    #expect(try await kind(upstream) == .headersTooLarge)
  }

  @Test func truncatedBodiesAreNotTakenForWholeOnes() async throws {
    let lengths = try FakeUpstream.answering(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{}")
    #expect(try await kind(lengths) == .connectionLost)
    let chunks = try FakeUpstream.answering(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "2\r\n{}\r\n")
    #expect(try await kind(chunks) == .connectionLost)
  }

  @Test(arguments: ["zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n", "ffffffffffffffffff\r\n{}\r\n"])
  func chunkedGarbageIsMalformed(_ chunks: String) async throws {
    let upstream = try FakeUpstream.answering(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunks)
    #expect(try await kind(upstream) == .malformedAnswer)
  }

  @Test(
    arguments: [
      "{\"no\": \"head\"}", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\r\n\r\n",
      "HTTP/1.1 abc\r\nContent-Type: application/json\r\n\r\n{}",
    ])
  func whatIsNoHTTPIsMalformed(_ text: String) async throws {
    let upstream = try FakeUpstream.answering(text)
    #expect(try await kind(upstream) == .malformedAnswer)
  }

  @Test func connectionsThatEndEarlyAreLost() async throws {
    let silent = try FakeUpstream { _ = $0.readRequest() }
    #expect(try await kind(silent) == .connectionLost)
    let reset = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{")
      connection.reset()
    }
    #expect(try await kind(reset) == .connectionLost)
    let half = try FakeUpstream.answering("HTTP/1.1 200 OK\r\nContent-Ty")
    #expect([.connectionLost, .malformedAnswer].contains(try await kind(half)))
  }

  @Test func noListenerIsAFailedConnection() async throws {
    let upstream = try FakeUpstream.answering(answer())
    upstream.stop()
    let client = try upstream.client()
    #expect(
      await eventually {
        let problem = await failure { () async throws(UpstreamFailure) in
          try await client.fetch(.health, bearer: nil)
        }
        return problem?.kind == .connectionFailed
      })
  }

  @Test(arguments: ["204 No Content", "206 Partial Content", "201 Created", "101 Switching"])
  func otherGoodStatusesAreUnexpected(_ status: String) async throws {
    let upstream = try FakeUpstream.answering(
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    #expect(try await kind(upstream) == .unexpectedStatus)
  }

  @Test func cookiesAreNotKept() async throws {
    let upstream = try FakeUpstream { connection in
      while connection.readRequest() != nil {
        connection.send(answer(headers: ["Set-Cookie: _token=stolen; Path=/"]))
      }
    }
    defer { upstream.stop() }
    let client = try upstream.client()
    let token = try BearerToken("one")
    for _ in 0..<3 { _ = try await client.fetch(.health, bearer: token) }
    _ = try await client.fetch(.health, bearer: nil)
    #expect(upstream.seen.requests.count == 4)
    #expect(upstream.seen.requests.allSatisfy { $0.values("cookie") == [] })
  }

  @Test func longErrorsAreKnownByTheirStatus() async throws {
    let upstream = try FakeUpstream.answering(
      answer("500 Error", body: String(repeating: "x", count: 3_000_000)))
    #expect(try await kind(upstream) == .serverError)
    let html = try FakeUpstream.answering(answer("502 Bad", type: "text/html", body: "<html>"))
    #expect(try await kind(html) == .serverError)
    let cut = try FakeUpstream.answering("HTTP/1.1 403 No\r\nContent-Length: 50\r\n\r\n{\"det")
    #expect(try await kind(cut) == .forbidden)
  }

  @Test func anErrorOverHTTPIsClassified() async throws {
    let upstream = try FakeUpstream.answering(
      answer("403 Forbidden", body: #"{"detail":"Invalid JWT token"}"#))
    #expect(try await kind(upstream) == .tokenInvalid)
  }
}
