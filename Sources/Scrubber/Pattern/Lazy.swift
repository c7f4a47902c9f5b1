internal import Synchronization

/// A value that is made when it is first asked for, and then shared by all threads.
final class Lazy<Value: Sendable>: Sendable {
  private enum State {
    case source(@Sendable () -> Value)
    case done(Value)
  }

  private let state: Mutex<State>

  init(_ make: @escaping @Sendable () -> Value) {
    state = Mutex(.source(make))
  }

  /// The value. Takes a lock: hot loops keep what they get.
  var value: Value {
    state.withLock { state in
      switch state {
      case .done(let value): return value
      case .source(let make):
        let value = make()
        state = .done(value)
        return value
      }
    }
  }
}
