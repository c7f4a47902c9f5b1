internal import Logging

extension Dispatcher {
  /// Runs a tool and writes its answer; nil if the task was cancelled.
  func call(
    _ request: IncomingRequest, context: RequestContext, origin: RequestOrigin,
    commitment: Commitment, results: ResultWriter
  ) async throws(RPCError) -> Answer? {
    guard let name = request.params["name"]?.string else {
      throw RPCError(.invalidParams, "`name` must be a string")
    }
    if context.transport == .http && context.bearer == nil {
      throw RPCError(.unauthorised, "Tools need the caller's own bearer token")
    }
    let known = await tools.tools(for: context)
    guard let tool = known.first(where: { JSONObject.same($0.name.string, name) }) else {
      throw RPCError(.invalidParams, "There is no such tool")
    }
    let arguments = try self.arguments(of: request)
    let token = try progressToken(of: request)
    let gate: ScrubGate
    do {
      gate = try self.gate.forRequest(bearer: context.bearer)
    } catch {
      throw Self.unsafeAnswer
    }
    do throws(SchemaViolation) {
      try tool.input.check(.object(arguments))
    } catch {
      let text: ScrubbedText
      do {
        text = try gate.scrub(text: "The arguments do not fit: " + error.description)
      } catch {
        throw Self.unsafeAnswer
      }
      return Answer(message: results.call(request.id, text: text, structured: nil, isError: true))
    }
    let callContext = CallContext(
      request: context, gate: gate,
      progress: ProgressReporter(token: token, interval: limits.progressInterval) {
        commitment.notify($0)
      },
      commitment: commitment)
    let service = tools
    let ending = await withDeadline(limits.callTimeout) {
      // Holds the place of the request until the tool has really ended.
      defer { withExtendedLifetime(origin.lease) {} }
      return try await service.call(name, arguments: arguments, context: callContext)
    }
    let isCommitted = commitment.end()
    return try answer(
      to: request, ending: ending, tool: tool, context: context, isCommitted: isCommitted,
      results: results)
  }

  private func arguments(of request: IncomingRequest) throws(RPCError) -> JSONObject {
    guard let given = request.params["arguments"] else { return JSONObject() }
    guard let arguments = given.object else {
      throw RPCError(.invalidParams, "`arguments` must be an object")
    }
    return arguments
  }

  private func progressToken(of request: IncomingRequest) throws(RPCError) -> ProgressToken? {
    guard let given = request.meta?[MetaKey.progressToken] else { return nil }
    guard let token = ProgressToken(given) else {
      throw RPCError(
        .invalidParams, "A progress token must be an integer or a string of at most 256 bytes")
    }
    return token
  }

  private func answer(
    to request: IncomingRequest, ending: Ending<ToolOutcome>, tool: ToolDescription,
    context: RequestContext, isCommitted: Bool, results: ResultWriter
  ) throws(RPCError) -> Answer? {
    func failure(_ text: ScrubbedText) -> Answer {
      Answer(message: results.call(request.id, text: text, structured: nil, isError: true))
    }
    switch ending {
    case .cancelled: return nil
    case .late:
      return failure(
        "The tool took too long and was stopped. Ask for less, or try again later (retryable).")
    case .failed(let error) where error is GateError:
      if error as? GateError == .tooLarge {
        return failure("The answer is too large to be sent. Ask for less.")
      }
      throw Self.unsafeAnswer
    case .failed(let error):
      if Task.isCancelled { return nil }
      // Only the kind: the text of an error may hold anything.
      logger.error(
        "a tool failed",
        metadata: [
          "tool": .string(tool.name.string), "error": .string("\(type(of: error))"),
          "request_id": .string(context.requestID),
        ])
      return failure("The tool failed inside of the server. Its log says more.")
    case .value(let outcome):
      return answer(
        to: request, outcome: outcome, context: context, isCommitted: isCommitted,
        results: results)
    }
  }

  private func answer(
    to request: IncomingRequest, outcome: ToolOutcome, context: RequestContext,
    isCommitted: Bool, results: ResultWriter
  ) -> Answer {
    if outcome.kind == .unauthorised, context.transport == .http, !isCommitted {
      return Answer(
        message: .error(
          request.id, RPCError(.unauthorised, "The bearer token was refused; sign in again")),
        status: 401, challenge: .invalid)
    }
    let message = results.call(
      request.id, text: outcome.text, structured: outcome.structured,
      isError: outcome.kind != .success)
    guard message.bytes.count <= Self.largestMessage else {
      let text: ScrubbedText = "The answer is too large to be sent. Ask for less."
      return Answer(message: results.call(request.id, text: text, structured: nil, isError: true))
    }
    return Answer(message: message)
  }

  /// Below the 1 MiB that clients take in one server-sent event.
  static let largestMessage = 1_000_000
}
