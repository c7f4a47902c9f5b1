/// Reads from one Airflow 3 over HTTP, with a token for each request.
///
/// It can only do `GET` and only ask for an `Endpoint`. It keeps nothing of an answer and nothing of
/// a user; it follows no redirect, keeps no cookie and takes no proxy or credential from the
/// environment. Transfers run on threads of their own, at most `fetchThreads` + `streamThreads`.
public final class AirflowClient: Sendable {
  /// Where Airflow is.
  public let baseURL: BaseURL
  private let configuration: ClientConfiguration
  private let fetches: TransferPool
  private let streams: TransferPool

  /// A client for the Airflow at `baseURL`; connects when it is first used.
  public init(baseURL: BaseURL, configuration: ClientConfiguration = ClientConfiguration()) {
    self.baseURL = baseURL
    self.configuration = configuration
    fetches = TransferPool(threads: configuration.fetchThreads, configuration: configuration)
    var ofStreams = configuration
    if let time = configuration.streamTime { ofStreams.timeLimits.total = time }
    streams = TransferPool(threads: configuration.streamThreads, configuration: ofStreams)
  }

  /// Ends everything that waits or runs, as `UpstreamFailure.Kind.closed`.
  public func shutDown() {
    fetches.close()
    streams.close()
  }

  /// The whole answer of an endpoint, at most `maximumBodyLength` bytes.
  ///
  /// Cancelling the task closes the connection at once and gives `UpstreamFailure.Kind.cancelled`.
  ///
  /// - Parameters:
  ///   - endpoint: what to ask for
  ///   - bearer: who asks; `nil` for the two endpoints that need nobody
  ///   - requestID: is written to Airflow's access log
  public func fetch(
    _ endpoint: Endpoint, bearer: BearerToken?, requestID: RequestID = .random()
  ) async throws(UpstreamFailure) -> UpstreamBody {
    let outcome = try await fetches.run(
      TransferRequest(endpoint, at: baseURL, bearer: bearer, requestID: requestID),
      sink: .collect(limit: configuration.maximumBodyLength))
    // No JSON document is empty, so something on the way has lost it.
    guard !outcome.body.isEmpty || endpoint.mediaType != .json else {
      throw UpstreamFailure(.malformedAnswer, status: outcome.status)
    }
    return UpstreamBody(status: outcome.status, bytes: outcome.body)
  }

  /// The answer of an endpoint in pieces, while it arrives; for logs.
  ///
  /// Both functions are called on a thread that belongs to this transfer, never at the same time and
  /// never after this call has returned. They may take their time: meanwhile nothing is read from
  /// the connection and nothing is stored. Cancelling the task closes the connection at once, or when
  /// the function that is being called returns, and gives `UpstreamFailure.Kind.cancelled`.
  ///
  /// A failure can come after some pieces; then what was handed on is a part of the answer.
  ///
  /// - Parameters:
  ///   - endpoint: what to ask for
  ///   - bearer: who asks
  ///   - requestID: is written to Airflow's access log
  ///   - onHead: is told once, before the first piece, that a good answer has begun. Airflow's log
  ///     may then still take many seconds.
  ///   - onChunk: gets the unscrubbed bytes, at most 16 KiB a time, valid during the call only, and
  ///     decides whether to go on.
  public func stream(
    _ endpoint: Endpoint, bearer: BearerToken?, requestID: RequestID = .random(),
    onHead: @escaping @Sendable (AnswerHead) -> Void = { _ in },
    onChunk: @escaping @Sendable (UnsafeRawBufferPointer) -> StreamDecision
  ) async throws(UpstreamFailure) -> StreamSummary {
    let outcome = try await streams.run(
      TransferRequest(endpoint, at: baseURL, bearer: bearer, requestID: requestID),
      sink: .hand(
        limit: configuration.maximumStreamLength, onHead: onHead, onChunk: onChunk))
    return StreamSummary(
      length: outcome.length, wasStopped: outcome.wasStopped, endIsCertain: outcome.endIsCertain)
  }

  /// The version of Airflow, which has to be one of 3.0 to 3.3.
  ///
  /// - Throws: `UpstreamFailure.Kind.unsupportedVersion` for another one and for an Airflow without
  ///   this endpoint (2.x)
  public func supportedVersion(
    requestID: RequestID = .random()
  ) async throws(UpstreamFailure) -> AirflowVersion {
    do throws(UpstreamFailure) {
      return try AirflowVersion(
        supportedFrom: try await fetch(.version, bearer: nil, requestID: requestID))
    } catch {
      switch error.kind {
      case .notFound, .unexpectedContentType, .redirected:
        throw UpstreamFailure(.unsupportedVersion(nil), status: error.status)
      default: throw error
      }
    }
  }

  /// Sends a token form; only `TokenEndpoint` can make one.
  func post(
    _ form: TokenForm, requestID: RequestID
  ) async throws(UpstreamFailure) -> UpstreamBody {
    let outcome = try await fetches.run(
      TransferRequest(form, at: baseURL, requestID: requestID),
      sink: .collect(limit: 64 * 1024))
    return UpstreamBody(status: outcome.status, bytes: outcome.body)
  }
}
