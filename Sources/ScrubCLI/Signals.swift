import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP as a state that the loops ask for.
///
/// A signal stops the reading. What is decided by then is written, what is undecided is dropped,
/// and the process ends by the same signal, so that the shell sees what happened. A second signal ends
/// the process at once.
enum Signals {
  private static let pendingNumber = Atomic<Int32>(0)
  private static let wakeWriter = Atomic<Int32>(-1)
  private static let wakeReader = Atomic<Int32>(-1)

  /// The signal that arrived, or `nil`.
  static var pending: Int32? {
    let number = pendingNumber.load(ordering: .acquiring)
    return number == 0 ? nil : number
  }

  /// Becomes readable when a signal has arrived, so that a `poll` started too late still sees it;
  /// -1 where there is none, which `poll` ignores.
  static var wakeDescriptor: Int32 { wakeReader.load(ordering: .relaxed) }

  /// Installs the handlers and ignores SIGPIPE. A signal that the parent had ignored stays ignored.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      wakeReader.store(ends[0], ordering: .relaxed)
      wakeWriter.store(ends[1], ordering: .relaxed)
    }
    // Touched here so that the handler meets an initialised global.
    _ = pending
    for number in [SIGINT, SIGTERM, SIGHUP] { handle(number) }
  }

  /// Ends the process by the signal itself.
  static func raiseAgain(_ number: Int32) -> Never {
    signal(number, SIG_DFL)
    raise(number)
    exit(128 + number)
  }

  private static func handle(_ number: Int32) {
    var previous = sigaction()
    guard sigaction(number, nil, &previous) == 0 else { return }
    // A null handler is SIG_DFL; anything else at start-up is SIG_IGN.
    if previous.__sigaction_handler.sa_handler != nil { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { Signals.note($0) }
    // Without SA_RESTART a blocked write returns; with SA_RESETHAND the second signal kills.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    sigaction(number, &action, nil)
  }

  /// Runs in the signal handler: stores two words and writes one byte, nothing else.
  private static func note(_ number: Int32) {
    let saved = errno
    pendingNumber.store(number, ordering: .releasing)
    var byte: UInt8 = 0
    _ = write(wakeWriter.load(ordering: .relaxed), &byte, 1)
    errno = saved
  }
}
