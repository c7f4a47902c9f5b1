/// A bounded number of threads that run transfers, one at a time each, away from the threads that
/// Swift's tasks share. Threads start when they are needed and end with the pool.
final class TransferPool: Sendable {
  private let queue: JobQueue
  private let configuration: ClientConfiguration

  init(threads: Int, configuration: ClientConfiguration) {
    queue = JobQueue(maximumThreads: threads, maximumWaiting: configuration.maximumWaiting)
    self.configuration = configuration
  }

  deinit { close() }

  /// Runs a transfer and returns when nothing of it is left: no callback comes later, and unless the
  /// connection can be used again it is closed.
  func run(
    _ request: TransferRequest, sink: BodySink
  ) async throws(UpstreamFailure) -> TransferOutcome {
    let job = TransferJob(request, sink: sink)
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        job.arm(waiter)
        insert(job)
      }
    } onCancel: {
      job.cancel()
      withdraw(job)
    }
    return try answer.get()
  }

  /// Ends everything; transfers that wait or run fail as closed.
  func close() {
    let (waiting, running) = queue.close()
    for job in waiting { job.finish(.failure(UpstreamFailure(.closed))) }
    for job in running { job.close() }
  }

  private func insert(_ job: TransferJob) {
    switch queue.insert(job) {
    case .queued: break
    case .queuedNeedsThread: startThread(for: job)
    case .full: job.finish(.failure(UpstreamFailure(.busy)))
    case .closed: job.finish(.failure(UpstreamFailure(.closed)))
    }
    // A cancellation before the insertion found nothing to withdraw.
    if job.stopFailure != nil { withdraw(job) }
  }

  /// Ends a job that waits; one that runs is ended by its worker.
  private func withdraw(_ job: TransferJob) {
    guard queue.remove(job) else { return }
    job.finish(.failure(job.stopFailure ?? UpstreamFailure(.cancelled)))
  }

  private func startThread(for job: TransferJob) {
    let isStarted = startDetachedThread { [queue, configuration] in
      TransferWorker(queue: queue, configuration: configuration).run()
    }
    guard !isStarted else { return }
    // Without any thread the job would wait for ever; with another one it only waits longer.
    if queue.threadFailed(), queue.remove(job) { job.finish(.failure(UpstreamFailure(.busy))) }
  }
}
