import CCurl

/// A running transfer: receives the answer from libcurl, checks it and hands it on.
///
/// Is used by the worker's thread only. The first reason to end wins and is kept in `failure`.
final class Transfer {
  let job: TransferJob
  /// libcurl's message, of which only one word is ever looked for: it may repeat what a server sent.
  let errorText: UnsafeMutablePointer<CChar>
  /// Tells the status of the answer that is being received.
  var statusCode: () -> Int = { 0 }
  private(set) var clock: TransferClock

  private let acceptsGzip: Bool
  private var head: AnswerHeadReader
  /// Status of the final answer, once its head is complete.
  private var status: Int?
  private var body: [UInt8] = []
  private var length = 0
  private var wasStopped = false
  /// The body of an error is longer than what is read of it.
  private var errorIsCut = false
  private var failure: UpstreamFailure?

  init(job: TransferJob, configuration: ClientConfiguration) {
    self.job = job
    acceptsGzip = configuration.acceptsGzip
    clock = TransferClock(configuration.timeLimits)
    head = AnswerHeadReader(
      maximumLength: configuration.maximumHeadLength,
      maximumCount: configuration.maximumHeaderCount)
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit { errorText.deallocate() }

  private var isGood: Bool { status == job.request.expectedStatus }

  private func refuse(_ kind: UpstreamFailure.Kind) -> Bool {
    if failure == nil { failure = UpstreamFailure(kind, status: status) }
    return false
  }

  /// One header line; `false` ends the transfer.
  func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    switch head.read(line) {
    case .proceed: return true
    case .tooLarge: return refuse(.headersTooLarge)
    case .contradictory: return refuse(.malformedAnswer)
    case .complete: return receiveHead()
    }
  }

  private func receiveHead() -> Bool {
    let status = statusCode()
    // Interim answers are followed by another head; 101 would be a protocol that was not asked for.
    if (100...199).contains(status), status != 101 { return true }
    head.close()
    self.status = status
    let encoding = head.contentEncoding
    guard encoding == nil || encoding == "identity" || (acceptsGzip && encoding == "gzip") else {
      return refuse(.unexpectedContentEncoding)
    }
    guard isGood else { return true }
    guard let type = head.contentType, type == job.request.accept.rawValue else {
      return refuse(.unexpectedContentType)
    }
    if case .hand(_, let onHead, _) = job.sink {
      onHead(AnswerHead(status: status, contentType: type))
    }
    return true
  }

  /// A piece of the decoded body; `false` ends the transfer.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if job.stopFailure != nil { return false }
    guard status != nil else { return refuse(.malformedAnswer) }
    guard isGood else { return receiveError(bytes) }
    let limit = job.sink.limit
    guard bytes.count <= limit - length else { return refuse(.tooLarge(limit: limit)) }
    length += bytes.count
    switch job.sink {
    case .collect: body.append(contentsOf: bytes)
    case .hand(_, _, let onChunk):
      guard onChunk(bytes) == .proceed else {
        wasStopped = true
        return false
      }
    }
    clock.progress()
    return true
  }

  /// Reads as much of an error's body as is ever looked at.
  private func receiveError(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= ErrorAnswer.maximumLength - body.count else {
      errorIsCut = true
      return false
    }
    body.append(contentsOf: bytes)
    clock.progress()
    return true
  }

  /// The result, after libcurl has let go of the transfer.
  func answer(_ end: TransferEnd) -> TransferJob.Answer {
    if let failure { return .failure(failure) }
    if let failure = job.stopFailure { return .failure(failure) }
    switch end {
    case .stopped(let failure): return .failure(failure)
    case .broken: return .failure(UpstreamFailure(.configuration))
    case .finished(let code):
      guard code == CURLE_OK || wasStopped || errorIsCut else { return .failure(failure(code)) }
      guard let status else { return .failure(UpstreamFailure(.malformedAnswer)) }
      guard isGood else {
        return .failure(UpstreamFailure(status: status, body: errorIsCut ? [] : body))
      }
      return .success(
        TransferOutcome(
          status: status, body: body, length: length,
          endIsCertain: head.isDelimited && !wasStopped, wasStopped: wasStopped))
    }
  }

  /// An error status that arrived says more than the connection that broke after it.
  private func failure(_ code: CURLcode) -> UpstreamFailure {
    if let status, !isGood { return UpstreamFailure(status: status, body: []) }
    let isAboutChunks = String(cString: errorText).contains("chunk")
    return UpstreamFailure(UpstreamFailure.Kind(code, isAboutChunks: isAboutChunks), status: status)
  }
}
