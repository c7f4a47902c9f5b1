internal import Synchronization

/// Where notifications of one request go, and when they may.
final class Commitment: Sendable {
  private struct State {
    var isCommitted = false
    var isEnded = false
    var waiting: OutgoingMessage?
  }

  private let state = Mutex(State())
  private let onCommit: @Sendable () -> Void
  private let deliver: @Sendable (OutgoingMessage) -> Void

  /// - Parameters:
  ///   - onCommit: called once, before anything is delivered.
  ///   - deliver: must not block.
  init(
    onCommit: @escaping @Sendable () -> Void,
    deliver: @escaping @Sendable (OutgoingMessage) -> Void
  ) {
    self.onCommit = onCommit
    self.deliver = deliver
  }

  /// From now on notifications are sent; the last one before is sent first.
  func commit() {
    // Within the lock, so that nothing is delivered before the commitment or after the end.
    state.withLock { state in
      guard !state.isCommitted, !state.isEnded else { return }
      state.isCommitted = true
      onCommit()
      if let waiting = state.waiting { deliver(waiting) }
      state.waiting = nil
    }
  }

  func notify(_ message: OutgoingMessage) {
    state.withLock { state in
      guard !state.isEnded else { return }
      if state.isCommitted {
        deliver(message)
      } else {
        state.waiting = message
      }
    }
  }

  /// Nothing is sent from now on but the answer. Returns whether something may have been sent.
  func end() -> Bool {
    state.withLock { state in
      state.isEnded = true
      return state.isCommitted
    }
  }
}
