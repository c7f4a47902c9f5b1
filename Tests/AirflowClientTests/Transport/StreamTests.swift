import TestSupport
import Testing

@testable import AirflowClient

@Suite struct StreamTests {
  private static let head =
    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"

  private static func chunk(_ text: String) -> String {
    String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
  }

  private func log() throws -> Endpoint {
    let place = TaskPlace(dag: try DagID("d"), run: try RunID("r"), task: try TaskID("t"))
    return .taskLog(place, try TryNumber(1), .lines)
  }

  @Test func linesArriveInOrderAfterTheHead() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(Self.head)
      for number in 0..<1000 { connection.send(Self.chunk("{\"event\":\"\(number)\"}\n")) }
      connection.send("0\r\n\r\n")
    }
    defer { upstream.stop() }
    let seen = Shared<[String]>([])
    let summary = try await upstream.client().stream(
      try log(), bearer: try BearerToken("t"),
      onHead: { head in seen.change { $0.append("\(head.status) \(head.contentType)\n") } },
      onChunk: { bytes in
        seen.change { $0.append(String(decoding: bytes, as: UTF8.self)) }
        return .proceed
      })
    let expected = (0..<1000).map { "{\"event\":\"\($0)\"}\n" }.joined()
    #expect(seen.current.joined() == "200 application/x-ndjson\n" + expected)
    #expect(seen.current.first == "200 application/x-ndjson\n")
    #expect(
      summary
        == StreamSummary(
          length: expected.utf8.count, wasStopped: false, endIsCertain: true))
    #expect(upstream.seen.requests.first?.values("accept") == ["application/x-ndjson"])
  }

  @Test func theHeadIsToldBeforeTheBodyBegins() async throws {
    let isTold = Shared(false)
    let wasToldInTime = Shared(false)
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(Self.head)
      for _ in 0..<12_000 where !isTold.current { connection.waitForEnd(milliseconds: 5) }
      wasToldInTime.change { $0 = isTold.current }
      connection.send(Self.chunk("{}\n") + "0\r\n\r\n")
    }
    defer { upstream.stop() }
    _ = try await upstream.client().stream(
      try log(), bearer: nil, onHead: { _ in isTold.change { $0 = true } },
      onChunk: { _ in .proceed })
    #expect(wasToldInTime.current)
  }

  @Test func aConsumerCanStop() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(Self.head)
      while connection.send(Self.chunk(String(repeating: "x", count: 4096))) {}
    }
    defer { upstream.stop() }
    let count = Shared(0)
    let summary = try await upstream.client().stream(try log(), bearer: nil) { _ in
      count.change { $0 += 1 }
      return count.current < 3 ? .proceed : .stop
    }
    #expect(summary.wasStopped && !summary.endIsCertain)
    #expect(count.current == 3)
    #expect(await eventually { upstream.seen.open == 0 })
  }

  @Test func errorsReachNoConsumer() async throws {
    let called = Shared(false)
    for (text, kind): (String, UpstreamFailure.Kind) in [
      (
        answer("404 Not Found", body: #"{"detail":"TaskInstance not found"}"#),
        .notFound(.taskInstance)
      ),
      (answer("403 Forbidden", body: #"{"detail":"Forbidden"}"#), .forbidden),
      (answer("200 OK", type: "application/json", body: "{}"), .unexpectedContentType),
      (answer("200 OK", type: "text/html", body: "<html>"), .unexpectedContentType),
    ] {
      let upstream = try FakeUpstream.answering(text)
      defer { upstream.stop() }
      let client = try upstream.client()
      let endpoint = try log()
      let problem = await failure { () async throws(UpstreamFailure) in
        try await client.stream(
          endpoint, bearer: nil, onHead: { _ in called.change { $0 = true } },
          onChunk: { _ in
            called.change { $0 = true }
            return .proceed
          })
      }
      #expect(problem?.kind == kind)
    }
    #expect(!called.current)
  }

  @Test func aBrokenStreamIsAFailureAfterSomePieces() async throws {
    let upstream = try FakeUpstream.answering(Self.head + Self.chunk("{}\n"))
    defer { upstream.stop() }
    let got = Shared(0)
    let client = try upstream.client()
    let endpoint = try log()
    let problem = await failure { () async throws(UpstreamFailure) in
      try await client.stream(endpoint, bearer: nil) { bytes in
        got.change { $0 += bytes.count }
        return .proceed
      }
    }
    #expect(problem?.kind == .connectionLost)
    #expect(got.current == 3)
  }

  @Test func anUnmarkedEndIsToldApart() async throws {
    let upstream = try FakeUpstream.answering(
      "HTTP/1.0 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n{}\n")
    defer { upstream.stop() }
    let summary = try await upstream.client().stream(try log(), bearer: nil) { _ in .proceed }
    #expect(summary == StreamSummary(length: 3, wasStopped: false, endIsCertain: false))
  }

  @Test func theLimitHoldsForStreams() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(Self.head)
      while connection.send(Self.chunk(String(repeating: "x", count: 4096))) {}
    }
    defer { upstream.stop() }
    let client = try upstream.client { $0.maximumStreamLength = 100_000 }
    let endpoint = try log()
    let got = Shared(0)
    let problem = await failure { () async throws(UpstreamFailure) in
      try await client.stream(endpoint, bearer: nil) { bytes in
        got.change { $0 += bytes.count }
        return .proceed
      }
    }
    #expect(problem?.kind == .tooLarge(limit: 100_000))
    #expect(got.current <= 100_000)
  }

  /// What the server can send while the consumer does nothing is what the two sockets and one
  /// buffer of libcurl hold, and so is also what this process holds.
  @Test func aSlowConsumerHoldsTheServerBack() async throws {
    let stuckAfter = Shared<Int?>(nil)
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n")
      let piece = [UInt8](repeating: 0x61, count: 65_536)
      let sent = connection.sendUntilStuck(piece, limit: 200 << 20, pause: 300)
      stuckAfter.change { $0 = sent }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    let client = try upstream.client()
    let endpoint = try log()
    let task = Task {
      try? await client.stream(endpoint, bearer: nil) { _ in
        for _ in 0..<24_000 where stuckAfter.current == nil { usleepMilliseconds(5) }
        return .stop
      }
    }
    #expect(await task.value?.wasStopped == true)
    #expect((stuckAfter.current ?? Int.max) < 32 << 20)
  }

  @Test func packedStreamsArriveInSmallPieces() async throws {
    let bomb = Gzip.bomb(length: 64 << 20)
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
      + "Content-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
    let upstream = try FakeUpstream.answering(Array(head.utf8) + bomb)
    defer { upstream.stop() }
    let client = try upstream.client { $0.acceptsGzip = true }
    let sizes = Shared((sum: 0, largest: 0))
    let summary = try await client.stream(try log(), bearer: nil) { bytes in
      sizes.change {
        $0.sum += bytes.count
        $0.largest = max($0.largest, bytes.count)
      }
      return sizes.current.sum < 60_000_000 ? .proceed : .stop
    }
    #expect(summary.wasStopped)
    #expect(summary.length == sizes.current.sum)
    #expect(sizes.current.largest <= 16_384)
  }

  @Test func aSlowConsumerIsNoIdleServer() async throws {
    let upstream = try FakeUpstream.answering(
      Self.head + Self.chunk("a\n") + Self.chunk("b\n") + "0\r\n\r\n")
    defer { upstream.stop() }
    let client = try upstream.client { $0.timeLimits.idle = .milliseconds(1_000) }
    let got = Shared(0)
    _ = try await client.stream(try log(), bearer: nil) { bytes in
      usleepMilliseconds(1_500)
      got.change { $0 += bytes.count }
      return .proceed
    }
    #expect(got.current == 4)
  }

  @Test func cancellingEndsAStream() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(Self.head)
      while connection.send(Self.chunk(String(repeating: "x", count: 4096))) {}
    }
    defer { upstream.stop() }
    let client = try upstream.client()
    let endpoint = try log()
    let calls = Shared(0)
    let task = Task {
      await failure { () async throws(UpstreamFailure) in
        try await client.stream(endpoint, bearer: nil) { _ in
          calls.change { $0 += 1 }
          return .proceed
        }
      }
    }
    #expect(await eventually { calls.current > 0 })
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    let after = calls.current
    #expect(await eventually { upstream.seen.open == 0 })
    #expect(calls.current == after)
  }

  /// Prints how fast bytes pass; the speed is looked at by people, not asserted.
  @Test func aLongLogPassesWhole() async throws {
    let total = 96 << 20
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(Self.head)
      let piece = Array(Self.chunk(String(repeating: "x", count: 65_536)).utf8)
      for _ in 0..<(total / 65_536) where !connection.send(piece) { return }
      connection.send("0\r\n\r\n")
    }
    defer { upstream.stop() }
    let client = try upstream.client()
    let start = ContinuousClock.now
    let summary = try await client.stream(try log(), bearer: nil) { _ in .proceed }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print("aLongLogPassesWhole: \(Int(Double(total) / seconds / 1e6)) MB/s")
    #expect(summary == StreamSummary(length: total, wasStopped: false, endIsCertain: true))
  }

  @Test func longStreamsLeaveThreadsForShortRequests() async throws {
    let upstream = try FakeUpstream { connection in
      guard let request = connection.readRequest() else { return }
      guard request.values("accept") == ["application/json"] else {
        connection.waitForEnd()
        return
      }
      connection.send(answer())
    }
    defer { upstream.stop() }
    let client = try upstream.client {
      $0.streamThreads = 1
      $0.fetchThreads = 1
    }
    let endpoint = try log()
    let stream = Task { try? await client.stream(endpoint, bearer: nil) { _ in .proceed } }
    #expect(await eventually { upstream.seen.requests.count == 1 })
    _ = try await client.fetch(.health, bearer: nil)
    stream.cancel()
    _ = await stream.value
  }
}
