import CProcess
import Glibc

/// Keeps the memory of the process, which holds secrets, out of files and of other processes.
enum Hardening {
  /// Turns off core dumps, tracing by the same user and the crash reports of the Swift runtime, and
  /// makes sure that the three standard descriptors are taken.
  static func apply() {
    denyDumps()
    denyBacktraces()
    occupyStandardDescriptors()
    Hangup.install()
  }

  private static func denyDumps() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = process_deny_dumps()
  }

  /// The runtime's crash report prints memory that registers point at; a plain crash does not.
  private static func denyBacktraces() {
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
      var previous = sigaction()
      guard sigaction(number, nil, &previous) == 0 else { continue }
      // What the parent ignores (1 is SIG_IGN), as shells do for background jobs, stays ignored.
      let handler = previous.__sigaction_handler.sa_handler
      if unsafeBitCast(handler, to: Int.self) != 1 { signal(number, SIG_DFL) }
    }
  }

  /// Without this, a file opened while standard output is closed would become standard output.
  /// The descriptors are opened the wrong way round, so that using them is an error.
  private static func occupyStandardDescriptors() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }
}
