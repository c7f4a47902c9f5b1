internal import Synchronization

/// Counts what is under way, up to a limit.
final class CallSlots: Sendable {
  private let limit: Int
  private let used = Mutex(0)

  init(limit: Int) {
    self.limit = max(limit, 1)
  }

  /// One place; nil if all are taken. It is given back when the lease goes away, so that work which
  /// nobody waits for any more still counts until it has ended.
  func take() -> Lease? {
    let isFree = used.withLock { used in
      guard used < limit else { return false }
      used += 1
      return true
    }
    return isFree ? Lease(self) : nil
  }

  /// Number of places taken.
  var count: Int { used.withLock { $0 } }

  final class Lease: Sendable {
    private let slots: CallSlots

    fileprivate init(_ slots: CallSlots) {
      self.slots = slots
    }

    deinit {
      slots.used.withLock { $0 -= 1 }
    }
  }
}
