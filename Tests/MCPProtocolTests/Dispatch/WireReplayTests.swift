import Testing

@testable import MCPProtocol
@testable import mcp_demo

/// The real clients' own bytes, sent again.
@Suite struct WireReplayTests {
  /// Whether an answer is what the request asks for.
  private static func check(_ request: JSONValue, _ answer: JSONValue?, _ name: String) {
    #expect(answer?["jsonrpc"] == "2.0", "\(name)")
    #expect(answer?["id"] == request["id"], "\(name)")
    let result = answer?["result"]
    let isModern =
      request["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"] == "2026-07-28"
    switch request["method"]?.string {
    case "tools/list":
      #expect(result?["tools"]?.array?.count == 7, "\(name)")
      #expect((result?["ttlMs"] != nil) == isModern, "\(name)")
    case "server/discover":
      #expect(result?["supportedVersions"] == ["2026-07-28"], "\(name)")
    case "initialize":
      #expect(result?["protocolVersion"] == "2025-11-25", "\(name)")
    default:
      let arguments = request["params"]?["arguments"]
      switch request["params"]?["name"]?.string {
      case "add" where arguments?["b"] != nil:
        #expect(result?["structuredContent"] == ["result": 3], "\(name)")
      case "add": #expect(result?["isError"] == true, "\(name)")
      case "slow":
        #expect(result?["structuredContent"] == ["result": "done"], "\(name)")
      default: #expect(answer?["error"]?["code"]?.int == -32602, "\(name)")
      }
    }
    #expect(result == nil || (result?["resultType"] == "complete") == isModern, "\(name)")
  }

  @Test(arguments: ["2026-07-28", "auto", "legacy"])
  func `Clients over stdio get what they ask for`(name: String) async throws {
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      for line in try Capture.lines("stdio-\(name)-c2s.jsonl") {
        let request = try JSONParser.parse(line)
        try await client.send(line: line)
        guard request["id"] != nil else { continue }
        var progress: [Int] = []
        var answer: JSONValue?
        while answer == nil, let message = try await client.next() {
          if message["id"] != nil {
            answer = message
          } else {
            progress.append(message["params"]?["progress"]?.int ?? -1)
          }
        }
        Self.check(request, answer, name)
        let wantsProgress = request["params"]?["_meta"]?["progressToken"] != nil
        #expect(progress == (wantsProgress ? [1, 2] : []), "\(name)")
      }
    }
  }

  @Test(arguments: [
    "http-2026-07-28.txt", "http-auto.txt", "http-legacy.txt", "http-fastmcp412.txt",
  ])
  func `Clients over HTTP get what they ask for`(name: String) async throws {
    let requests = try Capture.requests(name)
    #expect(requests.count >= 3)
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      for request in requests {
        for bearer in [false, true] {
          let connection = try RawConnection(port: port)
          defer { connection.end() }
          var text = String(decoding: request, as: UTF8.self)
          let hasBearer = text.contains("Authorization: Bearer")
          if bearer && !hasBearer {
            text = text.replacing(
              "User-Agent:", with: "Authorization: Bearer tok-123\r\nUser-Agent:")
          }
          try await connection.send(text)
          let reply = try await connection.reply()
          let message = Capture.body(of: request)
          if !text.hasPrefix("POST") {
            #expect(reply.status == 405, "\(name)")
          } else if message?["id"] == nil {
            #expect(reply.status == 202, "\(name)")
          } else if message?["method"] == "tools/call" && !bearer && !hasBearer {
            #expect(reply.status == 401, "\(name)")
          } else {
            Self.check(message ?? nil, reply.message, name)
          }
        }
      }
    }
  }
}
