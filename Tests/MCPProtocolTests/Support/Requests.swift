import MCPProtocol

/// Requests as a client would send them.
struct HTTPCall {
  var method = "POST"
  var path = "/mcp"
  var fields: [(String, String)] = [
    ("Host", "127.0.0.1"), ("Content-Type", "application/json"),
    ("Accept", "application/json, text/event-stream"),
  ]
  var body: [UInt8]

  init(body: [UInt8]) { self.body = body }

  /// A request of the modern era with the headers that belong to it.
  static func modern(
    _ message: JSONValue, bearer: String? = nil, change: (inout HTTPCall) -> Void = { _ in }
  ) -> HTTPCall {
    var call = HTTPCall(body: JSONWriter.bytes(of: message) ?? [])
    call.set("MCP-Protocol-Version", "2026-07-28")
    call.set("Mcp-Method", message["method"]?.string ?? "")
    if let name = message["params"]?["name"]?.string { call.set("Mcp-Name", name) }
    if let bearer { call.set("Authorization", "Bearer " + bearer) }
    change(&call)
    return call
  }

  static func legacy(_ message: JSONValue, bearer: String? = nil) -> HTTPCall {
    var call = HTTPCall(body: JSONWriter.bytes(of: message) ?? [])
    call.set("MCP-Protocol-Version", "2025-11-25")
    if let bearer { call.set("Authorization", "Bearer " + bearer) }
    return call
  }

  /// Sets or, with nil, removes a header.
  mutating func set(_ name: String, _ value: String?) {
    fields.removeAll { $0.0.lowercased() == name.lowercased() }
    if let value { fields.append((name, value)) }
  }

  var bytes: [UInt8] {
    var text = "\(method) \(path) HTTP/1.1\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    if method == "POST", !fields.contains(where: { $0.0.lowercased() == "content-length" }) {
      text += "Content-Length: \(body.count)\r\n"
    }
    return Array((text + "\r\n").utf8) + body
  }

  /// Sends it over a connection of its own.
  func reply(port: Int) async throws -> RawReply {
    let connection = try RawConnection(port: port)
    defer { connection.end() }
    try await connection.send(bytes)
    return try await connection.reply()
  }
}

/// Messages of clients.
enum Message {
  static let meta: JSONObject = {
    let meta: JSONValue = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": ["name": "tests", "version": "1"],
      "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    return meta.object ?? JSONObject()
  }()

  static func request(
    _ method: String, id: JSONValue = 1, params: JSONValue = [:], era: Era = .modern,
    progress: JSONValue? = nil
  ) -> JSONValue {
    var params = params.object ?? JSONObject()
    var meta = era == .modern ? self.meta : JSONObject()
    if let progress { meta["progressToken"] = progress }
    if meta.count > 0 { params["_meta"] = .object(meta) }
    return ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
  }

  static func call(
    _ tool: String, _ arguments: JSONValue = [:], id: JSONValue = 1, era: Era = .modern,
    progress: JSONValue? = nil
  ) -> JSONValue {
    request(
      "tools/call", id: id, params: ["name": .string(tool), "arguments": arguments], era: era,
      progress: progress)
  }
}
