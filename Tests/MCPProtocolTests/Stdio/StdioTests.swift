import Testing

@testable import MCPProtocol
@testable import mcp_demo

@Suite struct StdioTests {
  @Test func `Both eras are answered on one pair of pipes`() async throws {
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      try await client.send(
        Message.request(
          "initialize", id: 1,
          params: [
            "protocolVersion": "2025-06-18", "capabilities": [:], "clientInfo": ["name": "x"],
          ],
          era: .legacy))
      #expect(try await client.next()?["result"]?["protocolVersion"] == "2025-06-18")
      try await client.send(["jsonrpc": "2.0", "method": "notifications/initialized"])
      try await client.send(Message.request("ping", id: "p", era: .legacy))
      #expect(try await client.next() == ["jsonrpc": "2.0", "id": "p", "result": [:]])
      try await client.send(Message.request("server/discover", id: 2))
      let discovered = try await client.next()?["result"]
      #expect(discovered?["supportedVersions"] == ["2026-07-28"])
      #expect(discovered?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "mcp-demo")
      try await client.send(Message.call("add", ["a": 1, "b": 2], id: 3, era: .legacy))
      let legacy = try await client.next()?["result"]
      #expect(legacy?["structuredContent"] == ["result": 3])
      #expect(legacy?["resultType"] == nil)
      #expect(legacy?["_meta"] == nil)
      try await client.send(Message.call("add", ["a": 1, "b": 2], id: 4))
      #expect(try await client.next()?["result"]?["resultType"] == "complete")
    }
  }

  @Test func `An unknown version is answered with the newest of its era`() async throws {
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      for (asked, agreed) in [("2025-11-25", "2025-11-25"), ("2024-11-05", "2025-11-25")] {
        let params: JSONValue = ["protocolVersion": .string(asked), "capabilities": [:]]
        try await client.send(Message.request("initialize", params: params, era: .legacy))
        #expect(try await client.next()?["result"]?["protocolVersion"] == .string(agreed))
      }
    }
  }

  @Test func `Bad lines get errors, and the next line is read`() async throws {
    var limits = StdioLimits()
    limits.lineBytes = 10_000
    try await StdioClient.with(try TestServer.dispatcher(), limits: limits) { client in
      let lines: [(String, Int)] = [
        ("{", -32700), ("[]", -32600), (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
        (String(repeating: "x", count: 300_000), -32600), ("\u{0}", -32700),
        (#"{"jsonrpc":"2.0","id":3,"method":"x"}"#, -32601),
        (#"{"jsonrpc":"2.0","id":4,"method":"server/discover"}"#, -32602),
        (#"{"jsonrpc":"2.0","id":5,"result":{}}"#, -32600),
      ]
      for (line, code) in lines {
        try await client.send(line: Array(line.utf8))
        #expect(try await client.next()?["error"]?["code"]?.int == code, "\(line.prefix(60))")
        // Empty lines and line ends of Windows are no fault.
        try await client.send(
          raw: Array("\n\r\n{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\"}\r\n".utf8))
        #expect(try await client.next() == ["jsonrpc": "2.0", "id": 9, "result": [:]])
      }
    }
  }

  @Test func `Calls run beside each other, and a cancelled one is silent`() async throws {
    let tools = DemoTools()
    try await StdioClient.with(try TestServer.dispatcher(tools)) { client in
      try await client.send(Message.call("hang", id: "h", progress: 1))
      try await client.send(Message.call("add", ["a": 1, "b": 2], id: 2))
      #expect(try await client.next()?["id"] == 2)
      try await until { tools.started > 0 }
      try await client.send([
        "jsonrpc": "2.0", "method": "notifications/cancelled",
        "params": ["requestId": "h", "reason": "enough"],
      ])
      try await until { tools.cancelled > 0 }
      // One that does not listen is silent all the same; unknown ids are ignored.
      try await client.send(Message.call("hang", ["deaf_ms": 50], id: 7))
      for id: JSONValue in [7, 99, "7", [], nil] {
        try await client.send([
          "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": id],
        ])
      }
      try await until { tools.running == 0 }
      try await client.send(Message.call("add", ["a": 2, "b": 2], id: 3))
      #expect(try await client.next()?["id"] == 3)
    }
  }

  @Test func `An id may be used again after its answer, and not before`() async throws {
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      try await client.send(Message.call("slow", ["n": 1, "pause_ms": 200], id: 1))
      try await client.send(Message.call("add", ["a": 1, "b": 1], id: 1))
      #expect(try await client.next()?["error"]?["code"]?.int == -32600)
      #expect(try await client.next()?["result"] != nil)
      try await client.send(Message.call("add", ["a": 1, "b": 1], id: 1))
      #expect(try await client.next()?["result"] != nil)
    }
  }

  @Test func `Answers are written after the input has ended`() async throws {
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      for id in 0..<30 {
        try await client.send(Message.call("slow", ["n": 2, "pause_ms": 30], id: .integer(id)))
      }
      try await client.send(
        raw: JSONWriter.bytes(of: Message.call("add", ["a": 1, "b": 1], id: 30)) ?? [])
      client.closeInput()
      var ids: Set<Int> = []
      while let message = try await client.next() {
        if let id = message["id"]?.int { ids.insert(id) }
      }
      #expect(ids == Set(0...30))
    }
  }

  @Test func `The server ends when nobody reads it`() async throws {
    let tools = DemoTools()
    try await StdioClient.with(try TestServer.dispatcher(tools)) { client in
      try await client.send(Message.call("hang", id: 1))
      try await until { tools.started > 0 }
      client.closeOutput()
      // The input stays open: the failed write of this answer is what ends the server.
      try await client.send(Message.call("add", ["a": 1, "b": 1], id: 2))
      try await until { tools.cancelled > 0 }
    }
    #expect(tools.running == 0)
  }

  @Test func `Too many calls at once are refused`() async throws {
    let tools = DemoTools()
    let dispatcher = try TestServer.dispatcher(tools) { $0.concurrentRequests = 3 }
    try await StdioClient.with(dispatcher) { client in
      for id in 1...3 { try await client.send(Message.call("hang", id: .integer(id))) }
      try await client.send(Message.call("add", ["a": 1, "b": 1], id: 4))
      #expect(try await client.next()?["error"]?["code"]?.int == -31503)
      try await client.send([
        "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": 2],
      ])
      try await until { tools.cancelled > 0 }
      var answer: JSONValue?
      repeat {
        try await client.send(Message.call("add", ["a": 1, "b": 1], id: 5))
        answer = try await client.next()
      } while answer?["error"] != nil
      #expect(answer?["result"]?["structuredContent"] == ["result": 2])
      for id in [1, 3] {
        try await client.send([
          "jsonrpc": "2.0", "method": "notifications/cancelled",
          "params": ["requestId": .integer(id)],
        ])
      }
    }
  }

  @Test func `The credential of the environment is masked, and a refusal is an answer`()
    async throws
  {
    var random = SeededRandom(seed: 5)
    let token = DemoSecrets.bearer(3, using: &random)
    try await StdioClient.with(try TestServer.dispatcher(), bearer: BearerToken(token)) {
      client in
      try await client.send(Message.call("whoami", id: 1))
      let line = try await client.line() ?? []
      #expect(!String(decoding: line, as: UTF8.self).contains(token))
      #expect(String(decoding: line, as: UTF8.self).contains("user-3"))
      try await client.send(Message.call("fail", ["how": "unauthorised", "text": .string(token)]))
      let refused = try await client.next()?["result"]
      #expect(refused?["isError"] == true)
      #expect(
        refused?["content"]?.array?.first?["text"] == "refused [REDACTED:registered-secret]")
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `Random lines never silence the server`(seed: UInt64) async throws {
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      var random = SeededRandom(seed: seed)
      for round in 0..<150 {
        var line = Fuzz.message(using: &random).filter { $0 != 0x0A }
        for _ in 0..<Int.random(in: 0..<3, using: &random) where !line.isEmpty {
          line[Int.random(in: 0..<line.count, using: &random)] = .random(
            in: 11...255, using: &random)
        }
        try await client.send(line: line)
        let mark = JSONValue.string("mark \(round)")
        try await client.send(["jsonrpc": "2.0", "id": mark, "method": "ping"])
        #expect(try await client.answer(mark)?["result"] == [:], "seed \(seed) round \(round)")
      }
    }
  }

  @Test func `Lines are cut wherever their bytes come`() {
    var random = SeededRandom(seed: 4)
    let bytes = Array("ab\n\ncd\r\n\(String(repeating: "x", count: 50))\ne".utf8)
    let expected: [InputLine] = [
      .line(Array("ab".utf8)), .line(Array("cd".utf8)), .tooLong, .line(Array("e".utf8)),
    ]
    for _ in 0..<200 {
      var splitter = LineSplitter(limit: 20)
      var lines: [InputLine] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...7, using: &random)
        lines += splitter.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      if let last = splitter.finish() { lines.append(last) }
      #expect(lines == expected)
    }
  }
}
