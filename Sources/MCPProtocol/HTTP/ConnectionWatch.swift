internal import Synchronization

/// Tells the requests of a connection that its client has gone.
final class ConnectionWatch: Sendable {
  private struct State {
    var isGone = false
    var next = 0
    var actions: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  /// Runs `action` when the client goes, at once if it has gone.
  func onGone(_ action: @escaping @Sendable () -> Void) -> Int {
    let (key, isGone) = state.withLock { state in
      state.next += 1
      if !state.isGone { state.actions[state.next] = action }
      return (state.next, state.isGone)
    }
    if isGone { action() }
    return key
  }

  func forget(_ key: Int) {
    state.withLock { $0.actions[key] = nil }
  }

  func gone() {
    let actions = state.withLock { state in
      state.isGone = true
      defer { state.actions = [:] }
      return state.actions.values.map { $0 }
    }
    for action in actions { action() }
  }
}
