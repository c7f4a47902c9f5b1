extension UpstreamFailure {
  /// The failure that an answer with an error status means.
  ///
  /// The sentences are those of Airflow 3.3.2 (recorded in the tests' fixtures). Ids inside of them
  /// come from the caller, so only beginnings and whole sentences are compared.
  ///
  /// - Parameters:
  ///   - status: any but the one that the endpoint has for a good answer
  ///   - body: at most `ErrorAnswer.maximumLength` bytes; not more is looked at
  init(status: Int, body: [UInt8]) {
    let answer = ErrorAnswer(body)
    let text = answer?.text
    self.init(
      Self.kind(status: status, answer: answer, text: text?.lowercased() ?? ""), status: status,
      detail: text.map { UnscrubbedText($0) })
  }

  private static func kind(status: Int, answer: ErrorAnswer?, text: String) -> Kind {
    switch status {
    case 300...399: .redirected
    case 400: badRequest(text)
    case 401: text.hasPrefix("token expired") ? .tokenExpired : .notAuthenticated
    case 403: forbidden(text)
    case 404: .notFound(answer?.error != nil ? .route : missing(text))
    case 405: .methodNotAllowed
    case 406: .notAcceptable
    case 422: .invalidParameters(answer?.faults ?? [])
    case 429: .tooManyRequests
    case 500...599: .serverError
    default: .unexpectedStatus
    }
  }

  private static func badRequest(_ text: String) -> Kind {
    if text.hasPrefix("ordering with") { return .orderNotAllowed }
    if text.hasPrefix("bad signature") || text.hasPrefix("invalid cursor") {
      return .pageTokenRejected
    }
    return .badRequest
  }

  private static func forbidden(_ text: String) -> Kind {
    if text == "invalid jwt token" { return .tokenInvalid }
    if text.hasPrefix("your airflow administrator chose not to expose") {
      return .configurationNotExposed
    }
    return .forbidden
  }

  private static func missing(_ text: String) -> Missing {
    let beginnings: [(String, Missing)] = [
      ("task instance is mapped", .mapIndex),
      ("taskinstance not found", .taskInstance),
      ("the task instance with", .taskInstance),
      ("the mapped task instance with", .taskInstance),
      ("task instance", .taskInstance),
      ("the dagrun with", .dagRun),
      ("dagrun", .dagRun),
      ("dag run", .dagRun),
      ("the dagversion with", .dagVersion),
      ("the dag version with", .dagVersion),
      ("the source code of the dag", .dagSource),
      ("the dag with", .dag),
      ("dag with", .dag),
      ("xcom", .xcom),
      ("the xcom", .xcom),
      ("task with", .task),
      ("task id", .task),
      ("the task with", .task),
      ("the asset with", .asset),
    ]
    // FastAPI's own sentence for a path that it doesn't know.
    if text == "not found" || text.isEmpty { return .route }
    return beginnings.first { text.hasPrefix($0.0) }?.1 ?? .other
  }
}

extension ErrorAnswer {
  /// The rejected parameters, at most 10 with 8 parts of their place.
  fileprivate var faults: [UpstreamFailure.ParameterFault] {
    guard case .faults(let faults) = detail else { return [] }
    return faults.prefix(10).map { fault in
      UpstreamFailure.ParameterFault(
        location: fault.loc.prefix(8).map { UnscrubbedText($0.text) },
        message: UnscrubbedText(fault.msg))
    }
  }
}
