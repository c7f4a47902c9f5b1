/// What a thread of the pool does: takes jobs from the queue and runs them with libcurl.
///
/// Is used by its thread only.
final class TransferWorker {
  private let queue: JobQueue
  private let configuration: ClientConfiguration
  /// Has the connection of the last transfer, for the next one.
  private var multi: CurlMulti?
  /// Whose connection that is: a hash under this process's random key, so that no token is kept.
  private var connectionOwner: Int?

  init(queue: JobQueue, configuration: ClientConfiguration) {
    self.queue = queue
    self.configuration = configuration
  }

  func run() {
    while let job = queue.next() {
      let answer = perform(job)
      queue.done(job)
      job.finish(answer)
    }
  }

  private func perform(_ job: TransferJob) -> TransferJob.Answer {
    if let failure = job.stopFailure { return .failure(failure) }
    guard let multi = multi(for: job.request) else {
      return .failure(UpstreamFailure(.configuration))
    }
    job.attach(multi.waker)
    defer { job.attach(nil) }
    let transfer = Transfer(job: job, configuration: configuration)
    do throws(UpstreamFailure) {
      let handle = try CurlHandle(transfer, configuration: configuration)
      return multi.run(handle, transfer: transfer)
    } catch {
      return .failure(error)
    }
  }

  /// A connection is used again for the same token only. HTTP doesn't ask for that, as the token is
  /// in each request, but should bytes of one user's answer ever be left on a connection, they can't
  /// become another user's answer.
  private func multi(for request: TransferRequest) -> CurlMulti? {
    let owner = request.bearer.hashValue
    if let multi, connectionOwner == owner, request.tokenForm == nil { return multi }
    // The old handle closes its connection before there is a new one.
    multi = nil
    multi = CurlMulti()
    connectionOwner = owner
    return multi
  }
}
