import MCPProtocol
import Testing

@testable import AirflowTools

@Suite struct SelectionTests {
  private let optIn = ["get_xcom", "list_events", "list_variables", "list_connections"]

  @Test func optInToolsAreNotThereByDefault() async throws {
    let caller = try Caller(try FakeAirflow(), toolsets: nil)
    let names = try await caller.list().names
    #expect(names.count == 17)
    for name in optIn {
      #expect(!names.contains(name))
      let called = try await caller.call(name, ["dag_id": "a", "run_id": "b", "task_id": "c"])
      #expect(called.code == -32602, "\(name)")
    }
  }

  @Test func theListIsSmallAndAlwaysTheSame() async throws {
    let caller = try Caller(try FakeAirflow())
    let first = try await caller.list()
    print("tools/list of all tools:", first.bytes, "bytes")
    #expect(first.bytes < 24_000)
    #expect(first.names == Tool.all.map(\.name))
    for _ in 0..<5 { #expect(try await caller.list().names == first.names) }
  }

  @Test func excludeWinsOverAll() throws {
    let selection = try ToolSelection(
      toolsets: ["core"], tools: ["get_xcom", "get_health"], excluded: ["get_health"])
    let names = selection.tools(narrowedBy: [:]).map(\.name)
    #expect(names.contains("get_xcom"))
    #expect(!names.contains("get_health"))
    #expect(!names.contains("get_dag_source"))
  }

  @Test func toolsAloneMeanNothingElse() throws {
    let names = try ToolSelection(tools: ["get_dag"]).tools(narrowedBy: [:]).map(\.name)
    #expect(names == ["get_dag"])
  }

  @Test func headersOnlyNarrow() throws {
    let selection = try ToolSelection(toolsets: ["core"])
    func names(_ headers: [String: String]) -> [String] {
      selection.tools(narrowedBy: headers).map(\.name)
    }
    let all = names([:])
    #expect(names(["x-mcp-toolsets": "core, admin"]) == all)
    #expect(names(["x-mcp-toolsets": "admin"]).isEmpty)
    #expect(names(["x-mcp-toolsets": ""]).isEmpty)
    #expect(names(["x-mcp-tools": "get_dag ,list_variables,nonsense"]) == ["get_dag"])
    #expect(names(["x-mcp-exclude-tools": "get_dag"]) == all.filter { $0 != "get_dag" })
  }

  @Test func unknownNamesAreRefused() {
    #expect(throws: ToolSelection.Unknown.self) { try ToolSelection(toolsets: ["everything"]) }
    #expect(throws: ToolSelection.Unknown.self) { try ToolSelection(tools: ["logout"]) }
    #expect(throws: ToolSelection.Unknown.self) { try ToolSelection(excluded: ["x"]) }
  }
}
