public import AirflowClient
public import AirflowLogs
public import MCPProtocol

/// The tools in front of one Airflow. Keeps nothing of a user but the count of log reads under way.
public struct AirflowTools: ToolService {
  /// What tools work with.
  public struct Services: Sendable {
    /// The Airflow.
    public var client: AirflowClient
    /// Where scrubbers come from; the gate has the same.
    public var source: any ScrubberSource
    /// Whose token is used where requests bring none (stdio); nil where each request brings its own.
    public var credential: (any UpstreamCredential)?
    /// Keys of the cursors of logs.
    public var cursorKeys = CursorKeys()
    /// Limits of reading logs.
    public var logs = LogReadLimits()
    /// Whether the text beside structured content repeats it, for clients that show only text.
    public var repeatsContentAsText = true

    /// Creates services with the default limits.
    public init(
      client: AirflowClient, source: any ScrubberSource,
      credential: (any UpstreamCredential)? = nil
    ) {
      self.client = client
      self.source = source
      self.credential = credential
    }
  }

  private let selection: ToolSelection
  private let backend: Backend

  /// Creates the tools.
  public init(_ services: Services, selection: ToolSelection) {
    self.selection = selection
    backend = Backend(services)
  }

  /// The tools that are switched on, in an order that does not change.
  public func tools(for context: RequestContext) async -> [ToolDescription] {
    selection.tools(narrowedBy: context.headers).map(\.description)
  }

  /// Runs a tool.
  ///
  /// - Throws: `GateError` where an answer can't be checked for secrets.
  public func call(
    _ name: String, arguments: JSONObject, context: CallContext
  ) async throws -> ToolOutcome {
    let known = selection.tools(narrowedBy: context.request.headers)
    guard let tool = known.first(where: { $0.name == name }) else {
      return .failure("There is no such tool.")
    }
    let call: ToolCall
    do {
      call = try await ToolCall(backend, arguments: arguments, context: context)
    } catch {
      return try error.outcome(gate: context.gate, requestID: context.request.requestID)
    }
    do {
      let answer = try await tool.run(call)
      return try answer.outcome(
        gate: call.gate, requestID: context.request.requestID,
        repeatsContent: backend.services.repeatsContentAsText)
    } catch let error as ToolFailure {
      return try error.outcome(gate: call.gate, requestID: context.request.requestID)
    }
  }
}
