/// Why a request to Airflow gave no usable answer.
///
/// Has neither headers nor the body of the answer; what Airflow said is `detail`, which is
/// unscrubbed. `description` is safe to show and to log.
public struct UpstreamFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// Parts of a transfer that have a time limit.
  public enum Phase: String, Sendable, Hashable, CaseIterable {
    /// Name resolution, TCP and TLS.
    case connect
    /// From the start to the first byte of the body.
    case firstByte
    /// Between two pieces of the body.
    case idle
    /// The whole transfer.
    case total
  }

  /// What a 404 says is missing.
  public enum Missing: String, Sendable, Hashable, CaseIterable {
    /// The Dag.
    case dag
    /// The run.
    case dagRun
    /// The task of the Dag.
    case task
    /// The task instance, or this try of it.
    case taskInstance
    /// Nothing is missing but the map index.
    case mapIndex
    /// The XCom entry.
    case xcom
    /// The version of the Dag.
    case dagVersion
    /// The source of the Dag or of a version of it; Airflow says the same if there is no such Dag.
    case dagSource
    /// The asset.
    case asset
    /// The endpoint: another version of Airflow, or another program.
    case route
    /// Something else.
    case other
  }

  /// What went wrong.
  public enum Kind: Sendable, Hashable {
    /// 401: no token arrived, or none that Airflow understands.
    case notAuthenticated
    /// 401: the token's time is over.
    case tokenExpired
    /// 403 `Invalid JWT token`: wrong signature or audience, or revoked.
    case tokenInvalid
    /// 403: the user may not.
    case forbidden
    /// 403: the administrator doesn't expose the configuration.
    case configurationNotExposed
    /// 404.
    case notFound(Missing)
    /// 405.
    case methodNotAllowed
    /// 406.
    case notAcceptable
    /// 400: Airflow can't sort by this.
    case orderNotAllowed
    /// 400: Airflow doesn't accept a cursor or log token.
    case pageTokenRejected
    /// 400, another reason.
    case badRequest
    /// 422.
    case invalidParameters([ParameterFault])
    /// 429.
    case tooManyRequests
    /// 3xx; redirects are never followed.
    case redirected
    /// 5xx.
    case serverError
    /// A status that the API doesn't have.
    case unexpectedStatus
    /// A good status with another content type than the endpoint has, for example the HTML of the
    /// web interface.
    case unexpectedContentType
    /// A content encoding that was not asked for.
    case unexpectedContentEncoding
    /// The answer is no HTTP, or its body is not what its type says.
    case malformedAnswer
    /// The body is larger than `limit` bytes after decoding.
    case tooLarge(limit: Int)
    /// Too many or too large headers.
    case headersTooLarge
    /// A time limit was reached.
    case timedOut(Phase)
    /// Nothing listens there, or no route to it.
    case connectionFailed
    /// The name of the host can't be resolved.
    case hostNotFound
    /// TLS failed, in most cases the certificate.
    case tlsFailed
    /// The connection ended before the answer did.
    case connectionLost
    /// A certificate file or another setting that libcurl refuses.
    case configuration
    /// The Airflow that was found is not supported.
    case unsupportedVersion(AirflowVersion?)
    /// The task that waited was cancelled.
    case cancelled
    /// Too many requests wait already.
    case busy
    /// The client was shut down.
    case closed
  }

  /// One rejected parameter of a 422; Airflow's `input` is dropped.
  public struct ParameterFault: Sendable, Hashable {
    /// Where, for example `query`, `limit`.
    public let location: [UnscrubbedText]
    /// What is wrong with it.
    public let message: UnscrubbedText
  }

  /// What went wrong.
  public let kind: Kind
  /// HTTP status; `nil` if there was no answer.
  public let status: Int?
  /// What Airflow said about it.
  public let detail: UnscrubbedText?

  init(_ kind: Kind, status: Int? = nil, detail: UnscrubbedText? = nil) {
    self.kind = kind
    self.status = status
    self.detail = detail
  }

  /// Whether Airflow did not accept the token, so that a new one may help: a 401, or a 403 with
  /// `Invalid JWT token`.
  public var isAboutToken: Bool {
    switch kind {
    case .notAuthenticated, .tokenExpired, .tokenInvalid: true
    default: false
    }
  }

  /// Whether the same request may succeed later without any change.
  public var isRetryable: Bool {
    switch kind {
    case .tooManyRequests, .serverError, .connectionFailed, .connectionLost, .busy: true
    case .timedOut(let phase): phase != .total
    default: false
    }
  }

  /// One line: what happened and what to do; without anything that Airflow sent but the status.
  public var description: String {
    let place = status.map { "Airflow answered \($0): " } ?? ""
    return place + reason + "; " + advice
  }
}
