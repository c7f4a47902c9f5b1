internal import Synchronization

/// Requests of one stdio client that are being worked on.
final class InFlight: Sendable {
  private struct Entry {
    var serial: Int
    var task: Task<Void, Never>?
    var isCancelled = false
  }

  private struct State {
    var entries: [RequestID: Entry] = [:]
    var nextSerial = 0
  }

  private let state = Mutex(State())

  /// Notes a request; nil if one with its id is still being worked on.
  func begin(_ id: RequestID) -> Int? {
    state.withLock { state in
      guard state.entries[id] == nil else { return nil }
      state.nextSerial += 1
      state.entries[id] = Entry(serial: state.nextSerial)
      return state.nextSerial
    }
  }

  /// Says which task works on it.
  func attach(_ task: Task<Void, Never>, to id: RequestID, serial: Int) {
    let isCancelled = state.withLock { state in
      guard let entry = state.entries[id], entry.serial == serial else { return false }
      state.entries[id]?.task = task
      return entry.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  /// Whether the answer may still be sent; the request is forgotten.
  func end(_ id: RequestID, serial: Int) -> Bool {
    state.withLock { state in
      guard let entry = state.entries[id], entry.serial == serial else { return false }
      state.entries[id] = nil
      return !entry.isCancelled
    }
  }

  /// Whether messages for the request may still be sent.
  func isWanted(_ id: RequestID, serial: Int) -> Bool {
    state.withLock { $0.entries[id].map { $0.serial == serial && !$0.isCancelled } ?? false }
  }

  /// Stops a request; nothing is sent for it from now on. Unknown ids are ignored.
  func cancel(_ id: RequestID) {
    let task = state.withLock { state in
      state.entries[id]?.isCancelled = true
      return state.entries[id]?.task
    }
    task?.cancel()
  }

  /// Stops all requests.
  func cancelAll() {
    let tasks = state.withLock { state in
      for id in state.entries.keys { state.entries[id]?.isCancelled = true }
      return state.entries.values.compactMap(\.task)
    }
    for task in tasks { task.cancel() }
  }
}
