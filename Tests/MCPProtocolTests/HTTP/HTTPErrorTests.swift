import Testing

@testable import MCPProtocol
@testable import mcp_demo

/// Every refusal with its status and code.
@Suite struct HTTPErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var call: HTTPCall
    var status: Int
    var code: Int?
    var testDescription: String { name }

    init(_ name: String, _ call: HTTPCall, _ status: Int, _ code: Int? = nil) {
      (self.name, self.call, self.status, self.code) = (name, call, status, code)
    }
  }

  static let list = Message.request("tools/list")

  private static func body(_ text: String) -> HTTPCall {
    var call = HTTPCall(body: Array(text.utf8))
    call.set("MCP-Protocol-Version", "2026-07-28")
    return call
  }

  private static func meta(_ change: (inout JSONObject) -> Void) -> JSONValue {
    var meta = Message.meta
    change(&meta)
    return [
      "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": ["_meta": .object(meta)],
    ]
  }

  static let messages: [Case] = [
    Case("no JSON", body("{"), 400, -32700), Case("empty", body(""), 400, -32700),
    Case("a batch", body("[{}]"), 400, -32600), Case("a string", body("\"x\""), 400, -32600),
    Case("no version of JSON-RPC", body(#"{"id":1,"method":"x"}"#), 400, -32600),
    Case("id null", body(#"{"jsonrpc":"2.0","id":null,"method":"x"}"#), 400, -32600),
    Case("id of an object", body(#"{"jsonrpc":"2.0","id":{},"method":"x"}"#), 400, -32600),
    Case("id 1.5", body(#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#), 400, -32600),
    Case(
      "a huge id",
      body(#"{"jsonrpc":"2.0","id":"\#(String(repeating: "x", count: 300))","method":"x"}"#), 400,
      -32600),
    Case("an answer", body(#"{"jsonrpc":"2.0","id":1,"result":{}}"#), 400, -32600),
    Case(
      "params of an array", body(#"{"jsonrpc":"2.0","id":1,"method":"x","params":[]}"#), 400, -32602
    ),
    Case("a duplicate key", body(#"{"jsonrpc":"2.0","id":1,"id":2,"method":"x"}"#), 400, -32600),
    Case("deep nesting", body(String(repeating: "[", count: 100_000)), 400, -32600),
    Case("NUL", body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\0b\"}"), 400, -32700),
    Case("no _meta", .modern(["jsonrpc": "2.0", "id": 1, "method": "tools/list"]), 400, -32602),
    Case(
      "no version in _meta",
      .modern(meta { $0["io.modelcontextprotocol/protocolVersion"] = nil }), 400, -32602),
    Case(
      "no capabilities",
      .modern(meta { $0["io.modelcontextprotocol/clientCapabilities"] = nil }), 400, -32602),
    Case(
      "capabilities of a string",
      .modern(meta { $0["io.modelcontextprotocol/clientCapabilities"] = "x" }), 400, -32602),
    Case(
      "an unknown version",
      .modern(meta { $0["io.modelcontextprotocol/protocolVersion"] = "1999-01-01" }) {
        $0.set("MCP-Protocol-Version", "1999-01-01")
      }, 400, -32022),
    Case("no version header", .modern(list) { $0.set("MCP-Protocol-Version", nil) }, 400, -32020),
    Case(
      "another version header", .modern(list) { $0.set("MCP-Protocol-Version", "2025-11-25") }, 400,
      -32020),
    Case("no method header", .modern(list) { $0.set("Mcp-Method", nil) }, 400, -32020),
    Case(
      "a method header in other case", .modern(list) { $0.set("Mcp-Method", "Tools/List") }, 400,
      -32020),
    Case(
      "two method headers", .modern(list) { $0.fields.append(("mcp-method", "tools/list")) }, 400,
      -32020),
    Case(
      "no name header", .modern(Message.call("add"), bearer: "x") { $0.set("Mcp-Name", nil) }, 400,
      -32020),
    Case(
      "another name header", .modern(Message.call("add"), bearer: "x") { $0.set("Mcp-Name", "ad") },
      400, -32020),
    Case(
      "a broken name header",
      .modern(Message.call("add"), bearer: "x") { $0.set("Mcp-Name", "=?base64?YWR?=") }, 400,
      -32020),
    Case("an unknown method", .modern(Message.request("x/y")), 404, -32601),
    Case("ping is gone", .modern(Message.request("ping")), 404, -32601),
    Case("initialize is gone", .modern(Message.request("initialize")), 404, -32601),
    Case("no listening", .modern(Message.request("subscriptions/listen")), 404, -32601),
    Case("an unknown tool", .modern(Message.call("nope"), bearer: "x"), 400, -32602),
    Case(
      "a cursor", .modern(Message.request("tools/list", params: ["cursor": "abc"])), 400, -32602),
    Case(
      "arguments of an array", .modern(Message.call("add", []), bearer: "x"), 400, -32602),
    Case(
      "a progress token of an array",
      .modern(Message.call("add", ["a": 1, "b": 1], progress: [1]), bearer: "x"), 400, -32602),
    Case("a call without a bearer", .modern(Message.call("add")), 401, -31401),
    Case("a legacy call without a bearer", .legacy(Message.call("add", era: .legacy)), 401, -31401),
    Case("an unknown legacy method", .legacy(Message.request("x", era: .legacy)), 200, -32601),
    Case(
      "an unknown legacy version",
      {
        var call = HTTPCall.legacy(Message.request("tools/list", era: .legacy))
        call.set("MCP-Protocol-Version", "2024-01-01")
        return call
      }(), 400, -32022),
    Case(
      "initialize without a version", .legacy(Message.request("initialize", era: .legacy)), 200,
      -32602),
  ]

  @Test func `Every bad message gets its code and its status, and its id where it has one`()
    async throws
  {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for item in Self.messages {
        let reply = try await item.call.reply(port: port)
        #expect(reply.status == item.status, "\(item.name)")
        #expect(reply.json?["error"]?["code"]?.int == item.code, "\(item.name): \(reply.text)")
        #expect(reply.headers["content-type"] == "application/json", "\(item.name)")
        #expect(reply.json?["id"] != .null, "\(item.name)")
        if item.status == 401 { #expect(reply.headers["www-authenticate"] == "Bearer") }
      }
    }
  }

  private static func changed(_ change: (inout HTTPCall) -> Void) -> HTTPCall {
    .modern(list, change: change)
  }

  static let heads: [Case] = [
    Case("GET", changed { $0.method = "GET" }, 405),
    Case("PUT", changed { $0.method = "PUT" }, 405),
    Case("DELETE", changed { $0.method = "DELETE" }, 405),
    Case("OPTIONS", changed { $0.method = "OPTIONS" }, 405),
    Case("another path", changed { $0.path = "/" }, 404),
    Case("a path that goes up", changed { $0.path = "/x/../mcp" }, 404),
    Case("a token in the query", changed { $0.path = "/mcp?access_token=x" }, 400),
    Case("another host", changed { $0.set("Host", "evil.example") }, 403),
    Case("another host with our port", changed { $0.set("Host", "evil.example:8000") }, 403),
    Case("a host with a user", changed { $0.set("Host", "x@127.0.0.1") }, 403),
    Case("no host", changed { $0.set("Host", nil) }, 403),
    Case("two hosts", changed { $0.fields.append(("Host", "evil.example")) }, 403),
    Case("another origin", changed { $0.set("Origin", "http://evil.example") }, 403),
    Case("no real origin", changed { $0.set("Origin", "null") }, 403),
    Case(
      "an origin that begins like ours",
      changed { $0.set("Origin", "http://localhost.evil.example") }, 403),
    Case("another type", changed { $0.set("Content-Type", "text/plain") }, 415),
    Case("no type", changed { $0.set("Content-Type", nil) }, 415),
    Case("an encoding", changed { $0.set("Content-Encoding", "gzip") }, 415),
    Case("other answers wanted", changed { $0.set("Accept", "text/html") }, 406),
    Case("a large body", changed { $0.set("Content-Length", "1048577") }, 413),
    Case("many headers", changed { for n in 0..<120 { $0.set("x-\(n)", "y") } }, 431),
    Case("large headers", changed { $0.set("x-y", String(repeating: "z", count: 50_000)) }, 431),
    Case("basic credentials", changed { $0.set("Authorization", "Basic eDp5") }, 401),
    Case("a bearer with blanks", changed { $0.set("Authorization", "Bearer a b") }, 401),
    Case(
      "two bearers",
      changed {
        $0.set("Authorization", "Bearer a")
        $0.fields.append(("Authorization", "Bearer b"))
      }, 400),
  ]

  @Test func `Every bad head gets its status`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for item in Self.heads {
        let reply = try await item.call.reply(port: port)
        #expect(reply.status == item.status, "\(item.name)")
        #expect(!reply.text.contains("evil"), "\(item.name)")
        #expect(reply.json?["error"]?["message"]?.string?.isEmpty == false, "\(item.name)")
        if item.status == 405 { #expect(reply.headers["allow"] == "POST") }
        #expect(reply.headers["set-cookie"] == nil)
        #expect(reply.headers["access-control-allow-origin"] == nil)
      }
    }
  }

  static let good: [Case] = [
    Case("plain", .modern(list), 200),
    Case("our own origin", changed { $0.set("Origin", "http://localhost:3000") }, 200),
    Case("localhost", changed { $0.set("Host", "LOCALHOST:1234") }, 200),
    Case("IPv6", changed { $0.set("Host", "[::1]:80") }, 200),
    Case(
      "type with a charset", changed { $0.set("Content-Type", "Application/JSON; charset=utf-8") },
      200),
    Case("any answer", changed { $0.set("Accept", "*/*") }, 200),
    Case("no Accept", changed { $0.set("Accept", nil) }, 200),
    Case(
      "header names in other case, values in blanks",
      changed {
        $0.set("Mcp-Method", nil)
        $0.set("MCP-METHOD", "  tools/list \t")
      }, 200),
    Case(
      "a wrapped name",
      .modern(Message.call("add", ["a": 1, "b": 2]), bearer: "x") {
        $0.set("Mcp-Name", "=?base64?YWRk?=")
      }, 200),
    Case("a session id is ignored", changed { $0.set("Mcp-Session-Id", "x") }, 200),
    Case("a lower-case scheme", changed { $0.set("Authorization", "bearer abc") }, 200),
    Case("ping", .legacy(Message.request("ping", era: .legacy)), 200),
    Case("a cursor of null", .modern(Message.request("tools/list", params: ["cursor": nil])), 200),
    Case("discover", .modern(Message.request("server/discover", id: "an id")), 200),
  ]

  @Test func `What differs in form only is answered`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for item in Self.good {
        let reply = try await item.call.reply(port: port)
        #expect(reply.status == item.status, "\(item.name): \(reply.text)")
        #expect(reply.json?["result"] != nil, "\(item.name): \(reply.text)")
        #expect(reply.headers["x-request-id"]?.utf8.count == 36)
      }
    }
  }

  @Test func `Notifications are taken without an answer`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for method in ["notifications/initialized", "notifications/cancelled", "x"] {
        let note: JSONValue = ["jsonrpc": "2.0", "method": .string(method), "params": [:]]
        for call in [HTTPCall.legacy(note), .modern(note)] {
          let reply = try await call.reply(port: port)
          #expect(reply.status == 202)
          #expect(reply.body.isEmpty)
        }
      }
    }
  }

  @Test func `Request ids are kept if they are plain`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let kept = try await Self.changed { $0.set("x-request-id", "job-1.2_3") }.reply(port: port)
      #expect(kept.headers["x-request-id"] == "job-1.2_3")
      let made = try await Self.changed { $0.set("x-request-id", "a;b") }.reply(port: port)
      #expect(made.headers["x-request-id"]?.utf8.count == 36)
    }
  }

  @Test func `The answer to an unknown version says what is known`() async throws {
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let call = HTTPCall.modern(
        Self.meta { $0["io.modelcontextprotocol/protocolVersion"] = "2031-01-01" }
      ) { $0.set("MCP-Protocol-Version", "2031-01-01") }
      let data = try await call.reply(port: port).json?["error"]?["data"]
      #expect(data == ["supported": ["2026-07-28"], "requested": "2031-01-01"])
    }
  }
}
