import TestSupport
import Testing

@testable import AirflowClient

/// One user's token and answers never reach another one.
@Suite struct IsolationTests {
  /// Answers with the token it was shown, after a pause that mixes the order.
  private func echo() throws -> FakeUpstream {
    try FakeUpstream { connection in
      var owner: String?
      while let request = connection.readRequest() {
        let shown = request.values("authorization").joined(separator: ",")
        // A connection must not change hands.
        let isShared = owner != nil && owner != shown
        owner = shown
        _ = connection.waitForEnd(milliseconds: Int32.random(in: 0...3))
        connection.send(
          answer(
            type: request.values("accept").first,
            body: isShared ? "shared connection" : "\"\(shown)\""))
      }
    }
  }

  @Test func twoHundredUsersAtOnceGetTheirOwnAnswers() async throws {
    let upstream = try echo()
    defer { upstream.stop() }
    let client = try upstream.client()
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask {
          let token = try BearerToken("token-of-user-\(number)")
          let expected = Array("\"Bearer token-of-user-\(number)\"".utf8)
          var wrong = 0
          for round in 0..<3 {
            let body = try await client.fetch(
              round == 1 ? .version : .health, bearer: token)
            if body.unscrubbedBytes != expected { wrong += 1 }
          }
          return wrong
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
    #expect(upstream.seen.requests.count == 600)
    #expect(upstream.seen.requests.allSatisfy { $0.values("authorization").count == 1 })
  }

  @Test func streamsOfManyUsersDoNotMix() async throws {
    let upstream = try echo()
    defer { upstream.stop() }
    let client = try upstream.client()
    let place = TaskPlace(
      dag: try DagID("d"), run: try RunID("r"), task: try TaskID("t"))
    let log = Endpoint.taskLog(place, try TryNumber(1), .lines)
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<60 {
        group.addTask {
          let got = Shared<[UInt8]>([])
          _ = try await client.stream(log, bearer: try BearerToken("t\(number)")) { bytes in
            got.change { $0.append(contentsOf: bytes) }
            return .proceed
          }
          return got.current == Array("\"Bearer t\(number)\"".utf8) ? 0 : 1
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test func oneUserKeepsTheConnection() async throws {
    let upstream = try echo()
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 1 }
    let token = try BearerToken("one")
    for _ in 0..<5 { _ = try await client.fetch(.health, bearer: token) }
    // On a busy machine the upstream may give an idle connection up.
    #expect(upstream.seen.accepted < 5)
  }

  @Test func anotherUserGetsAnotherConnection() async throws {
    let upstream = try echo()
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 1 }
    for name in ["one", "two", "one", "one"] {
      let body = try await client.fetch(.health, bearer: try BearerToken(name))
      #expect(body.unscrubbedBytes == Array("\"Bearer \(name)\"".utf8))
    }
    #expect(upstream.seen.accepted == 3)
  }

  @Test func bytesLeftOnAConnectionAreNobodysAnswer() async throws {
    let upstream = try FakeUpstream { connection in
      while let request = connection.readRequest() {
        let shown = request.values("authorization").joined()
        // A second answer that nobody asked for follows the first.
        connection.send(answer(body: "\"\(shown)\"") + answer(body: "\"of \(shown)\""))
      }
    }
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 1 }
    for name in ["one", "two", "one", "two"] {
      let body = try await client.fetch(.health, bearer: try BearerToken(name))
      #expect(body.unscrubbedBytes == Array("\"Bearer \(name)\"".utf8))
    }
  }

  @Test func noMoreThanTheThreadsRunAtOnce() async throws {
    let running = Shared((now: 0, most: 0))
    let upstream = try FakeUpstream { connection in
      while connection.readRequest() != nil {
        running.change {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        _ = connection.waitForEnd(milliseconds: 5)
        running.change { $0.now -= 1 }
        connection.send(answer())
      }
    }
    defer { upstream.stop() }
    let client = try upstream.client { $0.fetchThreads = 4 }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<80 { group.addTask { _ = try await client.fetch(.health, bearer: nil) } }
      try await group.waitForAll()
    }
    #expect(running.current.most <= 4)
    #expect(running.current.most >= 2)
    #expect(upstream.seen.accepted <= 4)
  }

  @Test func tooManyThatWaitAreRefused() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    defer { upstream.stop() }
    let client = try upstream.client {
      $0.fetchThreads = 1
      $0.maximumWaiting = 2
    }
    let first = Task { try? await client.fetch(.health, bearer: nil) }
    #expect(await eventually { upstream.seen.requests.count == 1 })
    let results = Shared<[UpstreamFailure.Kind?]>([])
    let others = (0..<5).map { _ in
      Task {
        let problem = await failure { () async throws(UpstreamFailure) in
          try await client.fetch(.health, bearer: nil)
        }
        results.change { $0.append(problem?.kind) }
      }
    }
    #expect(await eventually { results.current.count == 3 })
    #expect(results.current.allSatisfy { $0 == .busy })
    first.cancel()
    for task in others { task.cancel() }
    for task in others { await task.value }
    #expect(results.current.count == 5)
  }
}
