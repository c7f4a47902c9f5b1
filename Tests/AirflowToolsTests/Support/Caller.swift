import AirflowClient
import Logging
import RuleFormat
import Scrubber
import TestSupport
import Testing

@testable import AirflowTools
@testable import MCPProtocol

/// The default rules, compiled once.
struct Rules: ScrubberSource {
  static let standard = Result { try Rules() }

  let rules: [Rule]
  let scrubber: SecretScrubber

  init() throws {
    rules = try DefaultPacks.load(withExamples: false).flatMap(\.rules)
    scrubber = try SecretScrubber(rules: rules)
  }

  func scrubber(registering secrets: [RegisteredSecret]) throws -> SecretScrubber {
    try SecretScrubber(rules: rules, secrets: secrets)
  }
}

/// What came back of a call.
struct Called: Sendable {
  /// The whole message, as it is sent.
  var message: String
  var structured: JSONValue?
  var isError: Bool
  /// The text block, parsed.
  var text: JSONValue?
  /// HTTP status.
  var status: Int
  var code: Int?

  subscript(_ key: String) -> JSONValue? { structured?[key] }

  /// `cause` of a failure.
  var cause: String? { text?["cause"]?.string }
}

/// Calls tools the way a transport does, over the whole protocol layer.
final class Caller: Sendable {
  static let everything = Toolset.allCases.map(\.rawValue)

  let dispatcher: Dispatcher
  let tools: AirflowTools
  /// Goes on answering as long as there is a caller.
  private let airflow: FakeAirflow
  private let client: AirflowClient

  init(
    _ airflow: FakeAirflow, toolsets: [String]? = Caller.everything,
    _ change: (inout AirflowTools.Services) -> Void = { _ in },
    client: (inout ClientConfiguration) -> Void = { _ in }
  ) throws {
    self.airflow = airflow
    let rules = try Rules.standard.get()
    var services = AirflowTools.Services(
      client: try airflow.upstream.client(client), source: rules)
    change(&services)
    self.client = services.client
    tools = AirflowTools(services, selection: try ToolSelection(toolsets: toolsets))
    dispatcher = Dispatcher(
      info: ServerInfo(name: "test", version: "1", title: "Test", instructions: "None"),
      tools: tools, gate: ScrubGate(source: rules, maximumBytes: 700 << 10),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  // Its connections would stay open until the process ends.
  deinit { client.shutDown() }

  func call(
    _ tool: String, _ arguments: JSONValue = [:], bearer: String = "tok-alice",
    headers: [String: String] = [:], onProgress: @escaping @Sendable () -> Void = {}
  ) async throws -> Called {
    let answer = try await send(
      "tools/call",
      [
        "name": .string(tool), "arguments": arguments,
        "_meta": [
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": [:], "progressToken": 1,
        ],
      ], bearer: bearer, headers: headers, onProgress: onProgress)
    let message = try JSONParser.parse(answer.message.bytes, limits: JSONLimits(bytes: 2 << 20))
    let result = message["result"]
    let text = result?["content"]?.array?.first?["text"]?.string
    let called = Called(
      message: String(decoding: answer.message.bytes, as: UTF8.self),
      structured: result?["structuredContent"], isError: result?["isError"]?.bool ?? true,
      text: text.flatMap {
        try? JSONParser.parse(Array($0.utf8), limits: JSONLimits(bytes: 2 << 20))
      },
      status: answer.status, code: message["error"]?["code"]?.int)
    if !called.isError {
      let known = await tools.tools(for: context(headers))
      let tool = try #require(known.first { "\($0.name)" == tool })
      try tool.output?.check(#require(called.structured))
    }
    return called
  }

  /// The names of `tools/list`, and the size of its answer.
  func list(headers: [String: String] = [:]) async throws -> (names: [String], bytes: Int) {
    let answer = try await send("tools/list", [:], bearer: nil, headers: headers)
    let message = try JSONParser.parse(answer.message.bytes)
    let names = message["result"]?["tools"]?.array?.compactMap { $0["name"]?.string } ?? []
    return (names, answer.message.bytes.count)
  }

  private func send(
    _ method: String, _ params: JSONValue, bearer: String?, headers: [String: String],
    onProgress: @escaping @Sendable () -> Void = {}
  ) async throws -> MCPProtocol.Answer {
    let body: JSONValue = [
      "jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params,
    ]
    let bytes = try #require(JSONWriter.bytes(of: body))
    guard case .request(let request) = try IncomingMessage(parsing: bytes, limits: JSONLimits())
    else { throw Unexpected() }
    let origin = RequestOrigin(
      transport: .http, requestID: "req-1", bearer: bearer.flatMap { BearerToken($0) },
      headers: headers)
    let commitment = Commitment(onCommit: {}, deliver: { _ in onProgress() })
    let answer = await dispatcher.answer(
      request, era: params["_meta"] == nil ? .legacy : .modern, origin: origin,
      commitment: commitment)
    return try #require(answer)
  }

  private func context(_ headers: [String: String]) -> RequestContext {
    RequestContext(
      era: .modern, transport: .http, requestID: "req-1", bearer: nil, headers: headers,
      clientName: nil)
  }

  struct Unexpected: Error {}
}
