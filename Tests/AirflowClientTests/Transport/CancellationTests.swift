import TestSupport
import Testing

@testable import AirflowClient

/// Cancelling ends a transfer in every phase: the call returns although the limits are minutes
/// away, and the server sees the connection closed. The limit of the suite is a guard against hanging.
@Suite(.timeLimit(.minutes(10))) struct CancellationTests {
  private func cancelled(
    _ client: AirflowClient, when isReady: @escaping @Sendable () async -> Bool
  ) async -> UpstreamFailure? {
    let task = Task {
      await failure { () async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: nil)
      }
    }
    #expect(await eventually(isReady))
    task.cancel()
    return await task.value
  }

  @Test func beforeTheFirstByte() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    // libcurl has timers of its own that would notice a cancellation: one of 200 ms is waited for,
    // that of connecting is set far away.
    let client = try upstream.client { $0.timeLimits.connect = .seconds(600) }
    let problem = await cancelled(client) {
      guard upstream.seen.requests.count == 1 else { return false }
      try? await Task.sleep(for: .milliseconds(400))
      return true
    }
    #expect(problem?.kind == .cancelled)
    #expect(await eventually { upstream.seen.open == 0 })
  }

  @Test func inTheHead() async throws {
    let isSent = Shared(false)
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: appl")
      isSent.change { $0 = true }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    let problem = await cancelled(try upstream.client()) { isSent.current }
    #expect(problem?.kind == .cancelled)
    #expect(await eventually { upstream.seen.open == 0 })
  }

  @Test func inTheBody() async throws {
    let isSent = Shared(false)
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
      isSent.change { $0 = true }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    let problem = await cancelled(try upstream.client()) { isSent.current }
    #expect(problem?.kind == .cancelled)
    #expect(await eventually { upstream.seen.open == 0 })
  }

  @Test func whileItConnects() async throws {
    let upstream = try StuckListener()
    defer { upstream.stop() }
    var configuration = ClientConfiguration()
    configuration.timeLimits.connect = .seconds(600)
    configuration.timeLimits.firstByte = .seconds(600)
    let client = AirflowClient(
      baseURL: try BaseURL("http://127.0.0.1:\(upstream.port)"), configuration: configuration)
    let task = Task {
      await failure { () async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: nil)
      }
    }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
  }

  @Test func whileItWaitsForAThread() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 1 }
    let first = Task {
      await failure { () async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: nil)
      }
    }
    #expect(await eventually { upstream.seen.requests.count == 1 })
    let second = Task {
      await failure { () async throws(UpstreamFailure) in
        try await client.fetch(.version, bearer: nil)
      }
    }
    try await Task.sleep(for: .milliseconds(20))
    second.cancel()
    #expect(await second.value?.kind == .cancelled)
    #expect(upstream.seen.open == 1)
    first.cancel()
    #expect(await first.value?.kind == .cancelled)
    #expect(upstream.seen.requests.count == 1)
  }

  @Test func beforeItBegins() async throws {
    let upstream = try FakeUpstream.answering(answer())
    defer { upstream.stop() }
    let client = try upstream.client()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await failure { () async throws(UpstreamFailure) in
        try await client.fetch(.health, bearer: nil)
      }
    }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    #expect(upstream.seen.accepted == 0)
  }

  @Test func atRandomMoments() async throws {
    let upstream = try FakeUpstream { connection in
      while connection.readRequest() != nil { connection.send(answer(body: "[1]")) }
    }
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 3 }
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of atRandomMoments: \(seed)")
    var random = SeededRandom(seed: seed)
    var tasks: [Task<UpstreamFailure.Kind?, Never>] = []
    for _ in 0..<400 {
      let task = Task {
        await failure { () async throws(UpstreamFailure) in
          try await client.fetch(.health, bearer: nil)
        }?.kind
      }
      tasks.append(task)
      let pause = Int.random(in: 0...400, using: &random)
      if pause < 300 { try await Task.sleep(for: .microseconds(pause)) }
      if Bool.random(using: &random) { task.cancel() }
    }
    for task in tasks {
      let kind = await task.value
      #expect(kind == nil || kind == .cancelled)
    }
    #expect(try await client.fetch(.health, bearer: nil).unscrubbedBytes == Array("[1]".utf8))
  }

  @Test func shuttingDownEndsWhatWaitsAndWhatRuns() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 2 }
    let tasks = (0..<5).map { _ in
      Task {
        await failure { () async throws(UpstreamFailure) in
          try await client.fetch(.health, bearer: nil)
        }?.kind
      }
    }
    #expect(await eventually { upstream.seen.requests.count == 2 })
    client.shutDown()
    for task in tasks { #expect(await task.value == .closed) }
    #expect(await eventually { upstream.seen.open == 0 })
    let late = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: nil)
    }
    #expect(late?.kind == .closed)
  }
}
