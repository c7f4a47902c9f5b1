public import Logging

/// Limits of the protocol layer.
public struct DispatchLimits: Sendable {
  /// Longest time that a tool may take.
  public var callTimeout: Duration = .seconds(300)
  /// Least time between two progress messages of one call.
  public var progressInterval: Duration = .milliseconds(500)
  /// Most requests that are worked on at once, at least 1.
  public var concurrentRequests = 64
  /// Deepest nesting of a message, at most 512.
  public var messageDepth = 64

  /// Creates the default limits.
  public init() {}
}

/// Answers messages of both eras, whatever transport they came over. Keeps no state between them.
public struct Dispatcher: Sendable {
  let info: ServerInfo
  let tools: any ToolService
  let gate: ScrubGate
  let limits: DispatchLimits
  let logger: Logger

  /// Creates a dispatcher.
  ///
  /// - Parameters:
  ///   - gate: what every text of a tool goes through; asked for its scrubber once a request.
  ///   - logger: gets kinds of errors, never texts of a request or of upstream.
  public init(
    info: ServerInfo, tools: any ToolService, gate: ScrubGate,
    limits: DispatchLimits = DispatchLimits(), logger: Logger
  ) {
    self.info = info
    self.tools = tools
    self.gate = gate
    self.limits = limits
    self.logger = logger
  }
}

/// Where a request came from, as its transport knows it.
struct RequestOrigin: Sendable {
  var transport: RequestContext.Transport
  var requestID: String
  var bearer: BearerToken?
  var headers: [String: String] = [:]
  /// Held until the last piece of work for the request has ended.
  var lease: CallSlots.Lease?
}

/// What goes back to the client.
struct Answer: Sendable {
  var message: OutgoingMessage
  /// Status of the HTTP answer, if it is not sent yet.
  var status = 200
  /// Whether the caller's bearer was missing (`.missing`) or refused.
  var challenge: Challenge?

  enum Challenge: Sendable {
    case missing, invalid
  }
}

extension Dispatcher {
  /// Answers a request; nil if the task was cancelled.
  func answer(
    _ request: IncomingRequest, era: Era, origin: RequestOrigin, commitment: Commitment
  ) async -> Answer? {
    do {
      return try await answer(
        checked: request, context: context(of: request, era: era, origin: origin), origin: origin,
        commitment: commitment)
    } catch {
      return Answer(
        message: .error(request.id, error), status: error.httpStatus(in: era),
        challenge: error.code == .unauthorised ? .missing : nil)
    }
  }

  private func context(
    of request: IncomingRequest, era: Era, origin: RequestOrigin
  ) -> RequestContext {
    let name = request.meta?[MetaKey.clientInfo]?["name"]?.string
    return RequestContext(
      era: era, transport: origin.transport, requestID: origin.requestID, bearer: origin.bearer,
      headers: origin.headers, clientName: name.map { String($0.prefix(128)) })
  }

  private func answer(
    checked request: IncomingRequest, context: RequestContext, origin: RequestOrigin,
    commitment: Commitment
  ) async throws(RPCError) -> Answer? {
    let results = ResultWriter(info: info, era: context.era)
    switch (context.era, request.method) {
    case (.modern, "server/discover"):
      return Answer(message: results.discover(request.id))
    case (.legacy, "initialize"):
      guard let wanted = request.params["protocolVersion"]?.string else {
        throw RPCError(.invalidParams, "`protocolVersion` must be a string")
      }
      // A version that is not spoken is answered with the newest one of its era.
      let agreed = ProtocolVersion.legacy.first { JSONObject.same($0.string, wanted) }
      return Answer(
        message: results.initialize(request.id, agreed: agreed ?? ProtocolVersion.legacy[0]))
    case (.legacy, "ping"):
      return Answer(message: results.empty(request.id))
    case (_, "tools/list"):
      if let cursor = request.params["cursor"], !cursor.isNull {
        throw RPCError(.invalidParams, "There is one page of tools, and no such cursor")
      }
      return Answer(message: results.list(request.id, await tools.tools(for: context)))
    case (_, "tools/call"):
      return try await call(
        request, context: context, origin: origin, commitment: commitment, results: results)
    default:
      throw RPCError(.methodNotFound, "There is no such method")
    }
  }
}
