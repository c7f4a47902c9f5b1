import Testing

@testable import MCPProtocol
@testable import mcp_demo

@Suite struct HTTPCallTests {
  @Test func `A call gets JSON, and one with progress a stream of events`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let plain = try await HTTPCall.modern(Message.call("add", ["a": 2, "b": 3]), bearer: "x")
        .reply(port: port)
      #expect(plain.headers["content-type"] == "application/json")
      #expect(plain.json?["result"]?["structuredContent"] == ["result": 5])
      #expect(plain.json?["result"]?["resultType"] == "complete")
      let slow = Message.call("slow", ["n": 3], id: "my id", progress: "token 7")
      let stream = try await HTTPCall.modern(slow, bearer: "x").reply(port: port)
      #expect(stream.headers["content-type"] == "text/event-stream")
      #expect(stream.headers["x-accel-buffering"] == "no")
      #expect(stream.events.count == 4)
      #expect(stream.events.dropLast().map { $0["params"]?["progress"]?.int } == [1, 2, 3])
      #expect(stream.events.first?["params"]?["progressToken"] == "token 7")
      #expect(stream.events.last?["id"] == "my id")
      // The same for a client that takes no events, and for one that gives no token.
      let json = try await HTTPCall.modern(slow, bearer: "x") {
        $0.set("Accept", "application/json")
      }
      .reply(port: port)
      #expect(json.json?["result"]?["structuredContent"] == ["result": "done"])
      let silent = try await HTTPCall.modern(Message.call("slow", ["n": 3]), bearer: "x")
        .reply(port: port)
      #expect(silent.headers["content-type"] == "application/json")
      let eventsOnly = try await HTTPCall.modern(
        Message.call("add", ["a": 2, "b": 3]), bearer: "x"
      ) {
        $0.set("Accept", "text/event-stream")
      }.reply(port: port)
      #expect(eventsOnly.events.last?["result"]?["structuredContent"] == ["result": 5])
    }
  }

  @Test func `Before the commitment nothing is sent, so that 401 is a real one`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let early = try await HTTPCall.modern(
        Message.call("fail", ["how": "unauthorised"], progress: 1), bearer: "x"
      ).reply(port: port)
      #expect(early.status == 401)
      #expect(early.headers["www-authenticate"] == #"Bearer error="invalid_token""#)
      #expect(early.json?["error"]?["code"]?.int == -31401)
      let late = try await HTTPCall.modern(
        Message.call("fail", ["how": "unauthorised_late"], progress: 1), bearer: "x"
      ).reply(port: port)
      #expect(late.status == 200)
      #expect(late.message?["result"]?["isError"] == true)
      // Progress before the commitment waits; the last of it comes with the answer at the latest.
      let held = try await HTTPCall.modern(
        Message.call("slow", ["n": 3, "commit": false], progress: 1), bearer: "x"
      ).reply(port: port)
      #expect(held.headers["content-type"] == "application/json")
    }
  }

  @Test func `A silent tool is kept alive with comments after the commitment`() async throws {
    let dispatcher = try TestServer.dispatcher()
    try await TestServer.withHTTP(
      dispatcher,
      configuration: TestServer.configuration { $0.keepAliveInterval = .milliseconds(20) }
    ) { port in
      let connection = try RawConnection(port: port)
      let call = HTTPCall.modern(Message.call("hang", ["commit": true]), bearer: "x")
      try await connection.send(call.bytes)
      #expect(try await connection.read(until: ": working\n\n"))
      #expect(try await connection.read(until: ": working\n\n"))
      connection.end()
    }
  }

  @Test func `Failures say nothing but what is ours`() async throws {
    var random = SeededRandom(seed: 11)
    let secret = DemoSecrets.key(using: &random)
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for (how, text) in [
        ("throw", "failed inside"), ("too_large", "too large"), ("too_large_text", "too large"),
      ] {
        let call = Message.call("fail", ["how": .string(how), "text": .string(secret)])
        let reply = try await HTTPCall.modern(call, bearer: "x").reply(port: port)
        #expect(reply.status == 200)
        #expect(reply.json?["result"]?["isError"] == true)
        let shown = reply.json?["result"]?["content"]?.array?.first?["text"]?.string ?? ""
        #expect(shown.contains(text), "\(how): \(shown)")
        #expect(!reply.text.contains(secret))
      }
    }
  }

  @Test func `A tool that takes too long is stopped`() async throws {
    let tools = DemoTools()
    let dispatcher = try TestServer.dispatcher(tools) { $0.callTimeout = .milliseconds(50) }
    try await TestServer.withHTTP(dispatcher) { port in
      for arguments: JSONValue in [[:], ["deaf_ms": 2_000]] {
        let reply = try await HTTPCall.modern(Message.call("hang", arguments), bearer: "x")
          .reply(port: port)
        #expect(reply.json?["result"]?["isError"] == true)
        #expect(reply.text.contains("took too long"))
      }
      try await until { tools.cancelled > 0 }
    }
  }

  @Test func `A client that goes stops its tool in the modern era, and not before`() async throws {
    let tools = DemoTools()
    try await TestServer.withHTTP(try TestServer.dispatcher(tools)) { port in
      for commit in [true, false] {
        let before = (tools.cancelled, tools.started)
        let connection = try RawConnection(port: port)
        let call = Message.call("hang", ["commit": .bool(commit)], progress: 1)
        try await connection.send(HTTPCall.modern(call, bearer: "x").bytes)
        try await until { tools.started > before.1 }
        connection.end()
        try await until { tools.running == 0 }
        #expect(tools.cancelled == before.0 + 1)
      }
      let connection = try RawConnection(port: port)
      let call = Message.call("hang", ["deaf_ms": 300], era: .legacy)
      try await connection.send(HTTPCall.legacy(call, bearer: "x").bytes)
      try await until { tools.started >= 3 }
      connection.end()
      try await until { tools.running == 0 }
      #expect(tools.cancelled == 2)
    }
  }

  @Test func `A shutdown lets requests end, and does not wait for ever`() async throws {
    let tools = DemoTools()
    let answers = MutexBox<[Int]>([])
    let waiting = MutexBox<[Task<Void, any Error>]>([])
    try await TestServer.withHTTP(
      try TestServer.dispatcher(tools),
      configuration: TestServer.configuration { $0.shutdownTime = .seconds(10) }
    ) { port in
      for message in [
        Message.call("hang", era: .legacy), Message.call("hang", ["deaf_ms": 100], era: .legacy),
      ] {
        let connection = try RawConnection(port: port)
        try await connection.send(HTTPCall.legacy(message, bearer: "x").bytes)
        let task = Task {
          let reply = try await connection.reply()
          answers.change { $0.append(reply.status) }
          connection.end()
        }
        waiting.change { $0.append(task) }
      }
      try await until { tools.started >= 2 }
    }
    for task in waiting.value { try await task.value }
    #expect(answers.value.sorted() == [200, 503])
    try await until { tools.cancelled > 0 }
  }

  @Test func `Too many requests at once are told to come again`() async throws {
    let tools = DemoTools()
    let dispatcher = try TestServer.dispatcher(tools) { $0.concurrentRequests = 2 }
    try await TestServer.withHTTP(dispatcher) { port in
      let held = try [RawConnection(port: port), RawConnection(port: port)]
      for connection in held {
        try await connection.send(HTTPCall.modern(Message.call("hang"), bearer: "x").bytes)
      }
      try await until { tools.started >= 2 }
      let refused = try await HTTPCall.modern(HTTPErrorTests.list).reply(port: port)
      #expect(refused.status == 503)
      #expect(refused.headers["retry-after"] == "1")
      for connection in held { connection.end() }
      try await until { tools.running == 0 }
      // The places come back.
      try await until {
        try await HTTPCall.modern(HTTPErrorTests.list).reply(port: port).status == 200
      }
    }
  }

  @Test func `Fifty callers at once each get their own answers only`() async throws {
    var random = SeededRandom(seed: 12)
    let bearers = (0..<50).map { DemoSecrets.bearer($0, using: &random) }
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (user, bearer) in bearers.enumerated() {
          group.addTask {
            let connection = try RawConnection(port: port)
            defer { connection.end() }
            for round in 0..<6 {
              let id: JSONValue = .integer(round)
              try await connection.send(
                HTTPCall.modern(Message.call("whoami", id: id), bearer: bearer).bytes)
              let reply = try await connection.reply()
              #expect(reply.json?["id"] == id)
              #expect(
                reply.json?["result"]?["structuredContent"] == ["user": .string("user-\(user)")])
              #expect(!bearers.contains { reply.text.contains($0) })
              #expect(reply.text.contains("[REDACTED:registered-secret]"))
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `Tools see only the headers that the operator names`() async throws {
    let dispatcher = try TestServer.dispatcher()
    try await TestServer.withHTTP(
      dispatcher,
      configuration: TestServer.configuration {
        $0.exposedHeaders = ["x-demo", "x-demo-tools"]
      }
    ) { port in
      let call = HTTPCall.modern(Message.call("headers"), bearer: "x") {
        $0.set("X-Demo", "1")
        $0.set("X-Other", "2")
      }
      let reply = try await call.reply(port: port)
      #expect(reply.json?["result"]?["structuredContent"] == ["x-demo": "1"])
      let narrowed = HTTPCall.modern(HTTPErrorTests.list) { $0.set("X-Demo-Tools", "add,slow") }
      let tools = try await narrowed.reply(port: port).json?["result"]?["tools"]?.array
      #expect(tools?.map { $0["name"]?.string } == ["add", "slow"])
      let hidden = HTTPCall.modern(Message.call("echo"), bearer: "x") {
        $0.set("X-Demo-Tools", "add")
      }
      let got1 = try await hidden.reply(port: port)
      #expect(got1.json?["error"]?["code"]?.int == -32602)
    }
  }

  @Test func `The endpoint is where the operator wants it`() async throws {
    let configuration = TestServer.configuration { $0.path = "/airflow/mcp" }
    try await TestServer.withHTTP(try TestServer.dispatcher(), configuration: configuration) {
      port in
      for (path, status) in [("/airflow/mcp", 200), ("/mcp", 404), ("/airflow/mcp/", 404)] {
        let call = HTTPCall.modern(HTTPErrorTests.list) { $0.path = path }
        let reply = try await call.reply(port: port)
        #expect(reply.status == status)
      }
    }
  }

  @Test func `The probe of health needs no host and tells nothing`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      var call = HTTPCall(body: [])
      (call.method, call.path) = ("GET", "/healthz")
      call.set("Host", "10.1.2.3:9")
      let reply = try await call.reply(port: port)
      #expect(reply.status == 200)
      #expect(reply.text == #"{"status":"ok"}"#)
    }
  }
}
