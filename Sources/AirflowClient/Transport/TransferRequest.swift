/// What one transfer asks for. There are two ways to make one: a `GET` of an `Endpoint`, and the
/// request for a token, whose body only `TokenEndpoint` can make.
struct TransferRequest: Sendable {
  let url: UpstreamURL
  let isSecure: Bool
  let accept: MediaType
  /// The only status of a good answer.
  let expectedStatus: Int
  let bearer: BearerToken?
  let requestID: RequestID
  /// Makes the transfer a `POST`.
  let tokenForm: TokenForm?

  init(_ endpoint: Endpoint, at base: BaseURL, bearer: BearerToken?, requestID: RequestID) {
    url = base.url(for: endpoint)
    isSecure = base.isSecure
    accept = endpoint.mediaType
    expectedStatus = 200
    self.bearer = bearer
    self.requestID = requestID
    tokenForm = nil
  }

  init(_ tokenForm: TokenForm, at base: BaseURL, requestID: RequestID) {
    url = base.tokenURL
    isSecure = base.isSecure
    accept = .json
    // Measured on Airflow 3.3.2.
    expectedStatus = 201
    bearer = nil
    self.requestID = requestID
    self.tokenForm = tokenForm
  }
}

/// What becomes of the body of a good answer.
enum BodySink: Sendable {
  /// It is kept, up to `limit` bytes.
  case collect(limit: Int)
  /// It is handed on in pieces, up to `limit` bytes.
  case hand(
    limit: Int, onHead: @Sendable (AnswerHead) -> Void,
    onChunk: @Sendable (UnsafeRawBufferPointer) -> StreamDecision)

  var limit: Int {
    switch self {
    case .collect(let limit), .hand(let limit, _, _): limit
    }
  }
}

/// How a good transfer went.
struct TransferOutcome: Sendable {
  var status: Int
  /// Empty if the body was handed on.
  var body: [UInt8]
  /// After decoding.
  var length: Int
  /// Whether the end of the body was marked, so that a lost connection can't pass for it.
  var endIsCertain: Bool
  /// Whether the consumer ended it.
  var wasStopped: Bool
}
