extension UpstreamFailure {
  /// What happened, as a clause without a full stop.
  public var reason: String {
    switch kind {
    case .notAuthenticated: "not authenticated"
    case .tokenExpired: "the token has expired"
    case .tokenInvalid: "the token was not accepted"
    case .forbidden: "your Airflow user may not do this"
    case .configurationNotExposed: "the configuration is not exposed"
    case .notFound(let missing): missing.reason
    case .methodNotAllowed: "reading with GET is not allowed here"
    case .notAcceptable: "the content type is not available"
    case .orderNotAllowed: "the list can't be sorted like this"
    case .pageTokenRejected: "the cursor or log token was not accepted"
    case .badRequest: "the request was refused"
    case .invalidParameters: "parameters were refused"
    case .tooManyRequests: "too many requests"
    case .redirected: "a redirect, which is never followed"
    case .serverError: "the server failed"
    case .unexpectedStatus: "a status that the API doesn't have"
    case .unexpectedContentType: "an answer of another content type than the API has"
    case .unexpectedContentEncoding: "an answer in an encoding that was not asked for"
    case .malformedAnswer: "an answer that can't be understood"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .headersTooLarge: "the headers of the answer are too large"
    case .timedOut(let phase): phase.reason
    case .connectionFailed: "can't connect to Airflow"
    case .hostNotFound: "the name of Airflow's host can't be resolved"
    case .tlsFailed: "the TLS connection to Airflow failed"
    case .connectionLost: "the connection to Airflow ended before the answer did"
    case .configuration: "a transfer could not be set up"
    case .unsupportedVersion(let version):
      version.map { "Airflow \($0) is not supported" } ?? "no supported version of Airflow found"
    case .cancelled: "the request was cancelled"
    case .busy: "too many requests to Airflow wait already"
    case .closed: "the client was shut down"
    }
  }

  /// What to do, as a clause without a full stop.
  public var advice: String {
    switch kind {
    case .notAuthenticated, .tokenInvalid: "sign in to Airflow again and use the new token"
    case .tokenExpired: "sign in to Airflow again"
    case .forbidden: "ask an administrator of Airflow for the permission; don't retry"
    case .configurationNotExposed: "only an administrator can change that; don't retry"
    case .notFound(let missing): missing.advice
    case .methodNotAllowed, .notAcceptable, .redirected, .unexpectedStatus,
      .unexpectedContentType, .malformedAnswer:
      "check that the base URL is that of Airflow 3 itself, with its path prefix"
    case .unexpectedContentEncoding: "check the proxies between here and Airflow"
    case .orderNotAllowed: "choose another attribute to sort by"
    case .pageTokenRejected: "start again from the beginning"
    case .badRequest, .invalidParameters: "correct the parameters"
    case .tooManyRequests, .busy: "wait a few seconds and try again"
    case .serverError: "try again; if it stays, look at the log of Airflow's API server"
    case .tooLarge: "ask for less: a smaller limit, fewer days, one run"
    case .headersTooLarge: "check the proxies between here and Airflow"
    case .timedOut(.total): "ask for less, or raise the time limit"
    case .timedOut: "try again later; Airflow may be busy"
    case .connectionFailed: "check that Airflow runs and that the base URL is right"
    case .hostNotFound: "check the base URL"
    case .tlsFailed: "check the certificate, or name the CA file that signed it"
    case .connectionLost: "try again"
    case .configuration: "check the CA file and the proxy setting"
    case .unsupportedVersion: "use Airflow \(AirflowVersion.supportedRange)"
    case .cancelled: "nothing has to be done"
    case .closed: "start the server again"
    }
  }
}

extension UpstreamFailure.Missing {
  fileprivate var reason: String {
    switch self {
    case .dag: "no such Dag"
    case .dagRun: "no such run of the Dag"
    case .task: "no such task in the Dag"
    case .taskInstance: "no such task instance or try"
    case .mapIndex: "the task is mapped and needs a map_index"
    case .xcom: "no such XCom entry"
    case .dagVersion: "no such version of the Dag"
    case .dagSource: "no source of this Dag or version"
    case .asset: "no such asset"
    case .route: "this Airflow doesn't have the endpoint"
    case .other: "not found"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .dag: "list the Dags to see their ids"
    case .dagRun: "list the runs of the Dag to see their ids"
    case .task: "look at the structure of the Dag to see its tasks"
    case .taskInstance:
      "list the task instances and tries of the run; a mapped task needs its map_index"
    case .mapIndex: "add map_index; list the task instances to see which there are"
    case .xcom: "list the XCom entries of the task to see their keys"
    case .dagVersion: "leave the version out to get the newest"
    case .dagSource: "check the id of the Dag; leave the version out to get the newest"
    case .asset: "list the assets to see their numbers"
    case .route: "it may be another version; check the base URL and the version"
    case .other: "check the identifiers"
    }
  }
}

extension UpstreamFailure.Phase {
  fileprivate var reason: String {
    switch self {
    case .connect: "no connection within the time limit"
    case .firstByte: "no answer within the time limit"
    case .idle: "the answer stopped for longer than the time limit"
    case .total: "the answer took longer than the time limit"
    }
  }
}
