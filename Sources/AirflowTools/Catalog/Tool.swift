internal import MCPProtocol

/// A tool: what the model sees of it, and what it does.
struct Tool: Sendable {
  let toolset: Toolset
  let description: ToolDescription
  let run: @Sendable (ToolCall) async throws(ToolFailure) -> Answer

  /// The name as a string.
  var name: String { "\(description.name)" }

  /// Creates a tool. Its answers have the members that all answers have beside those named here; the
  /// server's instructions tell of them once, for `tools/list` costs every conversation its size.
  init(
    _ name: StaticString, in toolset: Toolset, title: StaticText, _ description: StaticText,
    input: [Schema.Field] = [], output: [Schema.Field],
    run: @escaping @Sendable (ToolCall) async throws(ToolFailure) -> Answer
  ) {
    self.toolset = toolset
    self.description = ToolDescription(
      name: name, title: title, description: description, input: input,
      output: .object(fields: [.required("summary", .string())] + output, isOpen: true))
    self.run = run
  }

  /// All tools, in the order of `tools/list`.
  static let all: [Tool] = [
    DiagnoseRun.tool, ListFailures.tool, GetLogTail.tool, GetTaskLog.tool, ListTaskTries.tool,
    GetTaskInstance.tool, ListTaskInstances.tool, ListDagRuns.tool, GetDagRun.tool, ListDags.tool,
    GetDag.tool, GetDagStructure.tool, ListImportErrors.tool, GetHealth.tool, GetDagSource.tool,
    ListAssets.tool, ListAssetEvents.tool, GetXCom.tool, ListEvents.tool, ListVariables.tool,
    ListConnections.tool,
  ]
}
