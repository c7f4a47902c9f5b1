import Synchronization

/// One transfer from the side of the task that waits for it: queued, then running on a worker's
/// thread, then finished. Finishes exactly once.
final class TransferJob: Sendable {
  typealias Answer = Result<TransferOutcome, UpstreamFailure>

  let request: TransferRequest
  let sink: BodySink
  private let stopReason = Atomic<StopReason>(.none)
  private let state = Mutex(State())

  private enum StopReason: UInt8, AtomicRepresentable {
    case none
    case cancelled
    case closed
  }

  private struct State {
    var waiter: CheckedContinuation<Answer, Never>?
    /// Wakes the worker that runs the transfer; valid while it is set.
    var waker: MultiWaker?
  }

  init(_ request: TransferRequest, sink: BodySink) {
    self.request = request
    self.sink = sink
  }

  /// Why the transfer has to end, if it has to.
  var stopFailure: UpstreamFailure? {
    switch stopReason.load(ordering: .acquiring) {
    case .none: nil
    case .cancelled: UpstreamFailure(.cancelled)
    case .closed: UpstreamFailure(.closed)
    }
  }

  func arm(_ waiter: CheckedContinuation<Answer, Never>) {
    state.withLock { $0.waiter = waiter }
  }

  /// Makes a running transfer end soon; a queued one is ended by its queue.
  func cancel() { stop(.cancelled) }

  /// As `cancel`, because the client is shut down.
  func close() { stop(.closed) }

  private func stop(_ reason: StopReason) {
    _ = stopReason.compareExchange(
      expected: .none, desired: reason, ordering: .acquiringAndReleasing)
    state.withLock { $0.waker?.wake() }
  }

  /// Tells who can be woken; `nil` before the handle goes away.
  func attach(_ waker: MultiWaker?) {
    state.withLock { $0.waker = waker }
  }

  func finish(_ answer: Answer) {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      return waiter
    }
    waiter?.resume(returning: answer)
  }
}
