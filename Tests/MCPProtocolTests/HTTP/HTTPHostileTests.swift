import Testing

@testable import MCPProtocol
@testable import mcp_demo

/// Clients that do not keep to HTTP.
@Suite struct HTTPHostileTests {
  private static func isAlive(_ port: Int) async throws -> Bool {
    // The machine may be too busy for a server with short times.
    try await until {
      let reply = try? await HTTPCall.modern(HTTPErrorTests.list).reply(port: port)
      return reply?.status == 200
    }
    return true
  }

  @Test func `Pipelined requests are answered in order`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let connection = try RawConnection(port: port)
      var bytes: [UInt8] = []
      for id in 0..<20 {
        let message =
          id % 2 == 0
          ? Message.call("add", ["a": .integer(id), "b": 0], id: .integer(id))
          : Message.call("slow", ["n": 1], id: .integer(id), progress: 1)
        bytes += HTTPCall.modern(message, bearer: "x").bytes
      }
      try await connection.send(bytes)
      for id in 0..<20 {
        let reply = try await connection.reply()
        #expect(reply.message?["id"]?.int == id)
      }
      connection.end()
    }
  }

  @Test func `Requests that come byte by byte are answered`() async throws {
    let configuration = TestServer.configuration {
      $0.headTimeout = .seconds(600)
      $0.bodyTimeout = .seconds(600)
    }
    try await TestServer.withHTTP(try TestServer.dispatcher(), configuration: configuration) {
      port in
      let connection = try RawConnection(port: port)
      for byte in HTTPCall.modern(HTTPErrorTests.list).bytes { try await connection.send([byte]) }
      let got1 = try await connection.reply()
      #expect(got1.status == 200)
      connection.end()
    }
  }

  @Test func `Chunked bodies are read, and over the limit refused`() async throws {
    try await TestServer.withHTTP(
      try TestServer.dispatcher(),
      configuration: TestServer.configuration { $0.bodyBytes = 2_000 }
    ) { port in
      let body = JSONWriter.bytes(of: HTTPErrorTests.list) ?? []
      var call = HTTPCall.modern(HTTPErrorTests.list) {
        $0.set("Transfer-Encoding", "chunked")
        $0.set("Content-Length", nil)
      }
      func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + [0x0D, 0x0A]
      }
      func head() -> [UInt8] {
        Array(
          ("POST /mcp HTTP/1.1\r\n" + call.fields.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n")
            .utf8)
      }
      call.body = []
      let good = try RawConnection(port: port)
      try await good.send(head() + chunk(Array(body[..<9])) + chunk(Array(body[9...])) + chunk([]))
      let got2 = try await good.reply()
      #expect(got2.status == 200)
      good.end()
      let large = try RawConnection(port: port)
      try await large.send(head())
      for _ in 0..<3 { try await large.send(chunk([UInt8](repeating: 0x20, count: 1_000))) }
      let got3 = try await large.reply()
      #expect(got3.status == 413)
      large.end()
      #expect(try await Self.isAlive(port))
    }
  }

  @Test(arguments: [
    "GARBAGE\r\n\r\n", "POST /mcp HTTP/9.9\r\n\r\n", "\0\0\0\0\r\n\r\n",
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\rb\r\n\r\n",
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX\0Y: b\r\n\r\n",
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX : b\r\nContent-Length: 1, 2\r\n\r\n",
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET http://evil.example/mcp HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
  ])
  func `Bad HTTP is refused or cut off, and others are served`(text: String) async throws {
    try await TestServer.withHTTP(
      try TestServer.dispatcher(),
      configuration: TestServer.configuration {
        $0.headTimeout = .milliseconds(400)
        $0.bodyTimeout = .milliseconds(400)
        $0.idleTimeout = .milliseconds(400)
      }
    ) { port in
      let connection = try RawConnection(port: port)
      try await connection.send(text)
      let answer = String(decoding: try await connection.readToEnd(), as: UTF8.self)
      #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
      connection.end()
      #expect(try await Self.isAlive(port))
    }
  }

  /// A server with one short time; what takes longer for other reasons must not be cut off.
  private static func with(
    _ short: WritableKeyPath<HTTPConfiguration, Duration>,
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let configuration = TestServer.configuration {
      $0.headTimeout = .seconds(600)
      $0.bodyTimeout = .seconds(600)
      $0.idleTimeout = .seconds(600)
      $0[keyPath: short] = .milliseconds(300)
    }
    try await TestServer.withHTTP(
      try TestServer.dispatcher(), configuration: configuration, body)
  }

  @Test func `A client that says nothing is cut off`() async throws {
    try await Self.with(\.headTimeout) { port in
      let silent = try RawConnection(port: port)
      #expect(try await silent.readToEnd().isEmpty)
    }
  }

  @Test func `A head that comes a byte at a time and never ends is cut off`() async throws {
    try await Self.with(\.headTimeout) { port in
      let slow = try RawConnection(port: port)
      try await slow.send("POST /mcp HTTP/1.1\r\nX: ")
      var sent = 0
      await #expect(throws: RawConnection.Failed.self) {
        // Fewer than a head may have: it is the time that runs out.
        while sent < 12_000 {
          try await slow.send([0x79])
          sent += 1
          try await Task.sleep(for: .milliseconds(10))
        }
      }
    }
  }

  @Test func `A body that does not come is not waited for`() async throws {
    try await Self.with(\.bodyTimeout) { port in
      let truncated = try RawConnection(port: port)
      try await truncated.send(Array(HTTPCall.modern(HTTPErrorTests.list).bytes.dropLast(10)))
      let answer = String(decoding: try await truncated.readToEnd(), as: UTF8.self)
      #expect(!answer.contains("200 OK"))
    }
  }

  @Test func `A connection is closed if no other request comes`() async throws {
    try await Self.with(\.idleTimeout) { port in
      let idle = try RawConnection(port: port)
      try await idle.send(HTTPCall.modern(HTTPErrorTests.list).bytes)
      let got4 = try await idle.reply()
      #expect(got4.status == 200)
      #expect(try await idle.readToEnd().isEmpty)
    }
  }

  @Test func `A tool may take longer than a pause between requests`() async throws {
    try await Self.with(\.idleTimeout) { port in
      let call = HTTPCall.modern(Message.call("slow", ["n": 1, "pause_ms": 900]), bearer: "x")
      let got5 = try await call.reply(port: port)
      #expect(got5.status == 200)
    }
  }

  @Test func `A refused client that goes on sending is cut off`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let connection = try RawConnection(port: port)
      try await connection.send(
        HTTPCall.modern(HTTPErrorTests.list) { $0.set("Content-Length", "99999999") }.bytes)
      let got6 = try await connection.reply()
      #expect(got6.status == 413)
      #expect(try await connection.readToEnd().isEmpty)
    }
  }

  @Test func `A client that sends and does not read is cut off`() async throws {
    let configuration = TestServer.configuration { $0.writeTimeout = .milliseconds(300) }
    try await TestServer.withHTTP(try TestServer.dispatcher(), configuration: configuration) {
      port in
      let connection = try RawConnection(port: port)
      let text = JSONValue.string(String(repeating: "word ", count: 18_000))
      let bytes = HTTPCall.modern(Message.call("echo", ["text": text]), bearer: "x").bytes
      var wasCut = false
      // What both ends buffer is bounded: far fewer requests fill it.
      for _ in 0..<3_000 where !wasCut {
        do {
          try await connection.send(bytes)
        } catch {
          wasCut = true
        }
      }
      #expect(wasCut)
      connection.end()
      #expect(try await Self.isAlive(port))
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `Random messages get JSON-RPC answers, and the server lives`(seed: UInt64) async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      var random = SeededRandom(seed: seed)
      let connection = try RawConnection(port: port)
      for round in 0..<120 {
        var body = Fuzz.message(using: &random)
        if Bool.random(using: &random), !body.isEmpty {
          body[Int.random(in: 0..<body.count, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        var call = HTTPCall.modern(.null, bearer: "user-1.x")
        call.body = body
        call.set("Accept", "application/json")
        let value = try? JSONParser.parse(body)
        call.set("Mcp-Method", Fuzz.header(value?["method"]))
        call.set("Mcp-Name", Fuzz.header(value?["params"]?["name"]))
        try await connection.send(call.bytes)
        let reply = try await connection.reply()
        #expect([200, 202, 400, 401, 404].contains(reply.status), "seed \(seed) round \(round)")
        if reply.status == 202 { continue }
        #expect(reply.json?["jsonrpc"] == "2.0", "seed \(seed) round \(round): \(reply.text)")
        #expect(
          (reply.json?["result"] == nil) != (reply.json?["error"] == nil),
          "seed \(seed) round \(round)")
        if let id = value?["id"], reply.json?["id"] != nil {
          #expect(reply.json?["id"] == id, "seed \(seed) round \(round)")
        }
      }
      connection.end()
      #expect(try await Self.isAlive(port))
    }
  }
}

/// Messages that are almost right.
enum Fuzz {
  static func message(using random: inout SeededRandom) -> [UInt8] {
    let methods = [
      "tools/list", "tools/call", "server/discover", "initialize", "ping", "x", "",
      "notifications/cancelled",
    ]
    let ids: [JSONValue?] = [1, "a", nil, .null, 1.5, [], "\u{0}😀", -7]
    func pick<Element>(_ list: [Element]) -> Element {
      list[Int.random(in: 0..<list.count, using: &random)]
    }
    var message = JSONObject()
    if Int.random(in: 0..<12, using: &random) > 0 { message["jsonrpc"] = "2.0" }
    if let id = pick(ids) { message["id"] = id }
    if Int.random(in: 0..<12, using: &random) > 0 { message["method"] = .string(pick(methods)) }
    var params = JSONObject()
    if Int.random(in: 0..<5, using: &random) > 0 { params["_meta"] = .object(Message.meta) }
    if Bool.random(using: &random) {
      params["name"] = .string(pick(["add", "echo", "whoami", "nope", ""]))
      params["arguments"] = pick([
        ["a": 1, "b": 2], RandomJSON.value(depth: 3, using: &random),
        ["value": RandomJSON.value(depth: 3, using: &random)],
      ])
    }
    message["params"] =
      Int.random(in: 0..<8, using: &random) > 0
      ? .object(params) : RandomJSON.value(depth: 2, using: &random)
    return JSONWriter.bytes(of: .object(message)) ?? []
  }

  /// What a client would put into a header for a value, if it can.
  static func header(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return text
  }
}
