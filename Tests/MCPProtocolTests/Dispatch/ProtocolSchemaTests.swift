import Foundation
import Testing

@testable import MCPProtocol
@testable import mcp_demo

/// Our messages against the protocol's own schemas, which are read from `../shared/mcp` and never
/// copied.
@Suite struct ProtocolSchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func schema(_ version: String) -> URL? {
    let file = root.appending(path: "../shared/mcp/schema-\(version).json")
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  /// A Python with jsonschema: `MCP_TEST_PYTHON`, or the first of the path.
  private static let python = ProcessInfo.processInfo.environment["MCP_TEST_PYTHON"] ?? "python3"

  /// What the validator says; nil if it can't run here.
  private static func validate(_ items: [(String, JSONValue)], version: String) throws -> String? {
    guard let schema = schema(version) else {
      return skipped("no protocol schema in ../shared/mcp")
    }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "mcp-messages-\(version)-\(ProcessInfo.processInfo.processIdentifier)")
    var text: [UInt8] = []
    for (name, value) in items {
      text += JSONWriter.bytes(of: ["def": .string(name), "value": value]) ?? []
      text.append(0x0A)
    }
    try Data(text).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      python, root.appending(path: "Tests/MCPProtocolTests/Schemas/validate_messages.py").path,
      schema.path,
    ]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 3 || process.terminationStatus == 127 {
      return skipped("\(python) has no jsonschema; set MCP_TEST_PYTHON")
    }
    return process.terminationStatus == 0 ? "" : said
  }

  /// In continuous integration nothing may be left out.
  private static func skipped(_ reason: String) -> String? {
    print("skipped: \(reason)")
    return ProcessInfo.processInfo.environment["CI"] == "true" ? reason : nil
  }

  private static func collect(_ era: Era) async throws -> [(String, JSONValue)] {
    let items = MutexBox<[(String, JSONValue)]>([])
    try await StdioClient.with(try TestServer.dispatcher()) { client in
      func ask(_ message: JSONValue, _ result: String?) async throws {
        try await client.send(message)
        while let answer = try await client.next() {
          if answer["id"] == nil && answer["method"] != nil {
            items.change { $0.append(("ProgressNotification", answer)) }
            continue
          }
          let whole = answer["error"] == nil ? "JSONRPCResultResponse" : "JSONRPCErrorResponse"
          items.change { items in
            items.append((whole, answer))
            items.append(("JSONRPCMessage", answer))
            if let result, let value = answer["result"] { items.append((result, value)) }
            let known: [Int: String] = [
              -32022: "UnsupportedProtocolVersionError", -32601: "MethodNotFoundError",
              -32602: "InvalidParamsError",
            ]
            if era == .modern, let code = answer["error"]?["code"]?.int, let name = known[code] {
              // Two of them describe the error, one the whole answer.
              items.append((name, code == -32022 ? answer : answer["error"] ?? nil))
            }
          }
          return
        }
      }
      if era == .modern {
        try await ask(Message.request("server/discover"), "DiscoverResult")
        var meta = Message.meta
        meta["io.modelcontextprotocol/protocolVersion"] = "1999-01-01"
        try await ask(
          ["jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": ["_meta": .object(meta)]],
          nil)
      } else {
        let params: JSONValue = ["protocolVersion": "2025-11-25", "capabilities": [:]]
        try await ask(Message.request("initialize", params: params, era: era), "InitializeResult")
        try await ask(Message.request("ping", era: era), "EmptyResult")
      }
      try await ask(Message.request("tools/list", id: "a", era: era), "ListToolsResult")
      let calls: [(String, JSONValue)] = [
        ("add", ["a": 1, "b": 2]), ("add", [:]), ("slow", ["n": 2]), ("nope", [:]),
        ("echo", ["value": [nil, 1.5, "x"], "mode": "serialised"]),
        ("echo", ["mode": "failure", "text": "t"]), ("fail", ["how": "throw"]),
        ("fail", ["how": "unauthorised"]), ("hang", ["deaf_ms": 1]),
      ]
      for (tool, arguments) in calls {
        try await ask(Message.call(tool, arguments, era: era, progress: "p"), "CallToolResult")
      }
      try await ask(Message.request("x", era: era), nil)
      try await client.send(line: Array("nonsense".utf8))
      if let fault = try await client.next() {
        items.change { $0.append(("JSONRPCErrorResponse", fault)) }
      }
    }
    return items.value
  }

  @Test func `Messages of 2026-07-28 fit its schema`() async throws {
    let items = try await Self.collect(.modern)
    #expect(items.count > 30)
    #expect(Set(items.map(\.0)).isSuperset(of: ["DiscoverResult", "ProgressNotification"]))
    if let said = try Self.validate(items, version: "2026-07-28") { #expect(said == "") }
  }

  @Test func `Messages of 2025-11-25 fit its schema`() async throws {
    let items = try await Self.collect(.legacy)
    #expect(items.count > 30)
    if let said = try Self.validate(items, version: "2025-11-25") { #expect(said == "") }
  }
}
