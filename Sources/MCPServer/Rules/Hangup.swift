import Glibc
import Synchronization

/// SIGHUP, with which operators ask for files to be read again. It ends no call.
enum Hangup {
  private static let isPending = Atomic(false)

  /// From now on SIGHUP is noted only. Programs that this one starts have the default again.
  static func install() {
    // Initialised here and not in the handler, which may take no lock.
    isPending.store(false, ordering: .relaxed)
    signal(SIGHUP) { _ in Hangup.isPending.store(true, ordering: .relaxed) }
  }

  /// Whether one has come since the last time.
  static func take() -> Bool { isPending.exchange(false, ordering: .relaxed) }
}
