internal import AirflowClient
internal import AirflowLogs
internal import MCPProtocol

/// Why a tool has no answer.
enum ToolFailure: Error, Sendable {
  case upstream(UpstreamFailure)
  case identifier(IdentifierError)
  case credential(CredentialError)
  case cursor(CursorError)
  case log(LogError)
  case gate(GateError)
  case problem(Problem)

  /// A failure in our own words.
  struct Problem: Sendable {
    var cause: String
    var text: String
    var isRetryable = false
    var advice: String

    static let noToken = Problem(
      cause: "not_authenticated", text: "there is no usable token",
      advice: "sign in to Airflow and give its token")
    static let malformedAnswer = Problem(
      cause: "malformed_answer", text: "Airflow sent an answer that can't be understood",
      advice: "check that the base URL is that of Airflow 3 itself")
    static let busy = Problem(
      cause: "busy", text: "too many logs are being read at once", isRetryable: true,
      advice: "wait half a minute and try again; read one log at a time")
    static let cancelled = Problem(
      cause: "cancelled", text: "the call was cancelled", advice: "nothing has to be done")
  }
}

extension ToolFailure {
  /// The failure as it may be sent: `error`, `cause`, `retryable`, `what_to_try`, and what Airflow
  /// said about it. Never headers or a body of upstream.
  func outcome(gate: ScrubGate, requestID: String) throws(GateError) -> ToolOutcome {
    if case .gate(let error) = self { throw error }
    let problem = problem
    var object = JSONObject()
    object["error"] = .string(problem.text)
    object["cause"] = .string(problem.cause)
    object["retryable"] = .bool(problem.isRetryable)
    object["what_to_try"] = .string(problem.advice)
    if let said = upstreamText { object["airflow_says"] = .string(said) }
    object["request_id"] = .string(requestID)
    var cleaned = CleanedCounts()
    let value = JSONValue.object(object).mappingStrings { CleanText.clean($0, &cleaned) }
    let text = ScrubbedText(serialising: try gate.scrub(value, cuttingStringsAt: 1_000).value)
    return isUnauthorised ? .unauthorised(text) : .failure(text)
  }

  /// Whether Airflow does not know the caller.
  var isUnauthorised: Bool {
    switch self {
    case .upstream(let failure): failure.isAboutToken
    default: false
    }
  }

  /// What happened, on one line, without anything that upstream sent.
  var shortText: String { "\(problem.text) (\(problem.cause)); \(problem.advice)" }

  private var problem: Problem {
    switch self {
    case .upstream(let failure):
      Problem(
        cause: failure.cause, text: failure.reason, isRetryable: failure.isRetryable,
        advice: failure.advice)
    case .identifier(let error):
      Problem(
        cause: "invalid_argument", text: error.description, advice: "correct the argument")
    case .credential(let error):
      Problem(
        cause: "no_credential", text: error.description,
        advice: "the person who runs this server has to sign in to Airflow")
    case .cursor(let error):
      Problem(cause: "cursor_rejected", text: error.description, advice: "call without a cursor")
    case .log(let error):
      Problem(cause: "invalid_argument", text: error.description, advice: "correct the argument")
    case .gate:
      Problem(cause: "internal", text: "the answer can't be checked", advice: "ask for less")
    case .problem(let problem): problem
    }
  }

  private var upstreamText: String? {
    guard case .upstream(let failure) = self else { return nil }
    if case .invalidParameters(let faults) = failure.kind {
      let texts = faults.map { fault in
        let place = fault.location.map(\.unscrubbed).joined(separator: ".")
        return "\(place): \(fault.message.unscrubbed)"
      }
      return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }
    return failure.detail?.unscrubbed
  }
}

extension UpstreamFailure {
  /// A word for the kind, which does not change with the sentences.
  var cause: String {
    switch kind {
    case .notAuthenticated: "not_authenticated"
    case .tokenExpired: "token_expired"
    case .tokenInvalid: "token_invalid"
    case .forbidden: "forbidden"
    case .configurationNotExposed: "configuration_not_exposed"
    case .notFound(.mapIndex): "map_index_needed"
    case .notFound(let missing): "not_found_\(missing.rawValue)"
    case .methodNotAllowed, .notAcceptable, .redirected, .unexpectedStatus,
      .unexpectedContentType, .unexpectedContentEncoding, .malformedAnswer, .headersTooLarge:
      "unexpected_answer"
    case .orderNotAllowed, .pageTokenRejected, .badRequest: "bad_request"
    case .invalidParameters: "invalid_parameters"
    case .tooManyRequests: "too_many_requests"
    case .serverError: "server_error"
    case .tooLarge: "too_large"
    case .timedOut: "timed_out"
    case .connectionFailed, .hostNotFound, .tlsFailed, .connectionLost: "unreachable"
    case .configuration: "configuration"
    case .unsupportedVersion: "unsupported_version"
    case .cancelled: "cancelled"
    case .busy: "busy"
    case .closed: "closed"
    }
  }
}
