internal import Synchronization

/// The tasks of all requests that are worked on, so that a shutdown can end them.
final class RunningWork: Sendable {
  private struct State {
    var next = 0
    var tasks: [Int: Task<Void, Never>] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Notes a task until it has ended.
  func note(_ task: Task<Void, Never>) {
    let (key, isClosed) = state.withLock { state in
      state.next += 1
      state.tasks[state.next] = task
      return (state.next, state.isClosed)
    }
    if isClosed { task.cancel() }
    Task {
      await task.value
      self.state.withLock { $0.tasks[key] = nil }
    }
  }

  /// Cancels all tasks, also those that come later.
  func cancelAll() {
    let tasks = state.withLock { state in
      state.isClosed = true
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
  }
}
