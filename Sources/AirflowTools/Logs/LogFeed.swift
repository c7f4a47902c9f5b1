internal import AirflowLogs
internal import Scrubber
internal import Synchronization

/// Readers of one log, fed by the thread of its transfer.
final class LogFeed: Sendable {
  /// A part of the log that is wanted.
  struct Wish: Sendable {
    var selection: LogSelection
    var limits: LogLimits
  }

  private struct State {
    var readers: [LogReader]
    var isSatisfied: [Bool]
    var hasBegun = false
  }

  private let lock = Mutex(())
  /// Only touched while `lock` is held: a `Mutex` can't hold it, for the pointer of a chunk may not
  /// pass into its region.
  private nonisolated(unsafe) var state: State

  init(_ scrubber: SecretScrubber, _ wishes: [Wish]) throws(LogError) {
    var readers: [LogReader] = []
    for wish in wishes {
      readers.append(try LogReader(scrubber, wish.selection, wish.limits))
    }
    state = State(readers: readers, isSatisfied: readers.map { _ in false })
  }

  /// Takes the next bytes; returns whether more are wanted.
  func feed(_ chunk: UnsafeRawBufferPointer) -> Bool {
    lock.withLock { _ in
      state.hasBegun = true
      for (index, reader) in state.readers.enumerated() where !state.isSatisfied[index] {
        if case .complete = reader.feed(chunk) { state.isSatisfied[index] = true }
      }
      return state.isSatisfied.contains(false)
    }
  }

  /// Lines read, or nil before the first byte.
  var linesRead: Int? {
    lock.withLock { _ in state.hasBegun ? state.readers.map(\.linesRead).max() : nil }
  }

  /// What was wanted, in the order of the wishes.
  func finish() -> [LogWindow] {
    lock.withLock { _ in state.readers.map { $0.finish() } }
  }
}
