import Testing

@testable import MCPProtocol
@testable import mcp_demo

/// Secrets in every part of what a tool says, over both transports, never reach the wire.
@Suite struct SecretsTests {
  /// Calls with secrets in arguments, texts, keys, progress, errors and refused arguments.
  private static func calls(_ seed: UInt64) -> (calls: [JSONValue], secrets: [String]) {
    var random = SeededRandom(seed: seed)
    var secrets: [String] = []
    func secret() -> JSONValue {
      let key = DemoSecrets.key(using: &random)
      secrets.append(key)
      return .string(key)
    }
    func inKey() -> JSONValue {
      let key = DemoSecrets.key(using: &random)
      secrets.append(key)
      return .object(
        {
          var object = JSONObject()
          object[key] = 1
          return object
        }())
    }
    let password = "hunter-" + DemoSecrets.letters(8, using: &random)
    secrets.append(password)
    var echo: [JSONValue] = []
    for mode in ["result", "failure", "serialised"] {
      echo.append([
        "value": ["a": [secret()], "b": inKey()], "text": secret(), "mode": .string(mode),
      ])
      echo.append(["value": ["password": .string(password)], "mode": .string(mode)])
    }
    var calls = echo.map { Message.call("echo", $0) }
    calls.append(Message.call("slow", ["n": 3, "text": secret()], progress: 1))
    for how in ["throw", "unauthorised", "unauthorised_late"] {
      calls.append(Message.call("fail", ["how": .string(how), "text": secret()]))
    }
    // Arguments that are refused: as values, as choices and as keys.
    calls.append(Message.call("add", ["a": secret(), "b": 1]))
    calls.append(Message.call("fail", ["how": secret()]))
    calls.append(Message.call("echo", inKey()))
    calls.append(Message.call("echo", ["tags": [secret()]]))
    // Names that are not there.
    calls.append(Message.call(secret().string ?? ""))
    calls.append(Message.request(secret().string ?? ""))
    calls.append(Message.request("tools/list", params: ["cursor": secret()]))
    return (calls, secrets)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `over HTTP`(seed: UInt64) async throws {
    let (calls, secrets) = Self.calls(seed)
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for call in calls {
        let reply = try await HTTPCall.modern(call, bearer: "user-1.abc").reply(port: port)
        #expect(reply.message != nil, "seed \(seed)")
        let shown = reply.text + reply.headers.values.joined()
        for secret in secrets { #expect(!shown.contains(secret), "seed \(seed): \(shown)") }
      }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `over stdio`(seed: UInt64) async throws {
    let (calls, secrets) = Self.calls(seed)
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      for (index, call) in calls.enumerated() {
        var call = call.object ?? JSONObject()
        call["id"] = .integer(index)
        try await client.send(.object(call))
        while let line = try await client.line() {
          let shown = String(decoding: line, as: UTF8.self)
          for secret in secrets { #expect(!shown.contains(secret), "seed \(seed): \(shown)") }
          if try JSONParser.parse(line)["id"]?.int == index { break }
        }
      }
    }
  }

  @Test func `Versions that are refused are repeated without their secrets`() async throws {
    var random = SeededRandom(seed: 6)
    let secret = DemoSecrets.key(using: &random)
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      for version in [secret, String(repeating: secret + " ", count: 9)] {
        var message = Message.request("tools/list").object ?? JSONObject()
        var meta = Message.meta
        meta["io.modelcontextprotocol/protocolVersion"] = .string(version)
        message["params"] = ["_meta": .object(meta)]
        try await client.send(.object(message))
        let line = try await client.line() ?? []
        #expect(!String(decoding: line, as: UTF8.self).contains(secret))
        #expect(try JSONParser.parse(line)["error"]?["code"]?.int == -32022)
      }
    }
  }
}

@Suite struct ProgressTests {
  private final class Sent: Sendable {
    private let values = MutexBox<[Int]>([])
    func add(_ message: OutgoingMessage) {
      let progress = (try? JSONParser.parse(message.bytes))?["params"]?["progress"]?.int
      values.change { $0.append(progress ?? -1) }
    }
    var all: [Int] { values.value }
  }

  @Test func `Progress goes up strictly, and only with a token`() {
    let sent = Sent()
    let token = ProgressToken("t")
    let reporter = ProgressReporter(token: token, interval: .zero) { sent.add($0) }
    for value in [1, 2, 2, 1, 5, 4, 6] { reporter.report(value) }
    #expect(sent.all == [1, 2, 5, 6])
    let silent = ProgressReporter(token: nil, interval: .zero) { sent.add($0) }
    silent.report(9)
    #expect(!silent.isWanted)
    #expect(sent.all.count == 4)
  }

  @Test func `Progress keeps its distance`() {
    let sent = Sent()
    let reporter = ProgressReporter(token: ProgressToken(1), interval: .seconds(3_600)) {
      sent.add($0)
    }
    for value in 1...100 { reporter.report(value) }
    #expect(sent.all == [1])
  }

  @Test func `What is reported before the commitment waits, and nothing comes after the end`() {
    let sent = Sent()
    let commitment = Commitment(onCommit: {}, deliver: { sent.add($0) })
    let reporter = ProgressReporter(token: ProgressToken(1), interval: .zero) {
      commitment.notify($0)
    }
    reporter.report(1)
    reporter.report(2)
    #expect(sent.all.isEmpty)
    commitment.commit()
    reporter.report(3)
    #expect(sent.all == [2, 3])
    #expect(commitment.end())
    reporter.report(4)
    #expect(sent.all == [2, 3])
    let never = Commitment(
      onCommit: { Issue.record("committed after the end") }, deliver: { _ in })
    #expect(!never.end())
    never.commit()
  }
}
