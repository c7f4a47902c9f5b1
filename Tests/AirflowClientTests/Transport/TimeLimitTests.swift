import TestSupport
import Testing

@testable import AirflowClient

/// Each time limit, one at a time; the others are far away.
@Suite struct TimeLimitTests {
  private func kind(
    _ upstream: FakeUpstream, _ change: (inout ClientConfiguration.TimeLimits) -> Void
  ) async throws -> UpstreamFailure.Kind? {
    let client = try upstream.client { change(&$0.timeLimits) }
    defer { upstream.stop() }
    return await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: nil)
    }?.kind
  }

  private static let head =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"

  @Test func aSilentServerReachesTheLimitOfTheFirstByte() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    #expect(try await kind(upstream) { $0.firstByte = .milliseconds(200) } == .timedOut(.firstByte))
    #expect(await eventually { upstream.seen.open == 0 })
  }

  @Test func aHeadWithoutABodyReachesTheLimitOfTheFirstByte() async throws {
    let upstream = try FakeUpstream.answering(Self.head, thenWait: true)
    let found = try await kind(upstream) {
      $0.firstByte = .milliseconds(200)
      $0.idle = .milliseconds(1)
    }
    #expect(found == .timedOut(.firstByte))
  }

  @Test func aBodyThatStopsReachesTheIdleLimit() async throws {
    let upstream = try FakeUpstream.answering(Self.head + "{", thenWait: true)
    #expect(try await kind(upstream) { $0.idle = .milliseconds(200) } == .timedOut(.idle))
    #expect(await eventually { upstream.seen.open == 0 })
  }

  @Test func aDrippingBodyReachesTheTotalLimit() async throws {
    let upstream = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
      while connection.send(" ") { _ = connection.waitForEnd(milliseconds: 20) }
    }
    let found = try await kind(upstream) {
      $0.idle = .seconds(10)
      $0.total = .milliseconds(400)
    }
    #expect(found == .timedOut(.total))
  }

  @Test func anAddressThatDoesNotAnswerReachesTheLimitForConnecting() async throws {
    // A listener whose queue is full: Linux then drops the first packet of a connection.
    let upstream = try StuckListener()
    defer { upstream.stop() }
    var configuration = ClientConfiguration()
    configuration.timeLimits.connect = .milliseconds(300)
    let client = AirflowClient(
      baseURL: try BaseURL("http://127.0.0.1:\(upstream.port)"), configuration: configuration)
    let problem = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: nil)
    }
    #expect(problem?.kind == .timedOut(.connect))
  }

  @Test func theClockNamesTheNextLimit() {
    var limits = ClientConfiguration.TimeLimits()
    limits.firstByte = .seconds(10)
    limits.idle = .seconds(2)
    limits.total = .seconds(15)
    var clock = TransferClock(limits, now: 0)
    #expect(clock.deadline == (10_000_000_000, .firstByte))
    clock.progress(now: 9_000_000_000)
    #expect(clock.deadline == (11_000_000_000, .idle))
    clock.progress(now: 14_000_000_000)
    #expect(clock.deadline == (15_000_000_000, .total))
    limits.total = .seconds(Int64.max)
    #expect(TransferClock(limits, now: 0).deadline.phase == .firstByte)
  }
}
