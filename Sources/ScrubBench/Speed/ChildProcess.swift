#if canImport(Glibc)
  import Glibc

  /// What the system counted for a process that has ended.
  struct ChildUsage: Sendable {
    /// From the start to the end, in seconds.
    var wallSeconds: Double
    /// User and system time, in seconds.
    var cpuSeconds: Double
    /// The most memory it held, in bytes; 0 where that isn't known.
    var peakMemory: Int
    var outcome: Outcome

    enum Outcome: Equatable, Sendable {
      case exit(Int32)
      case signal(Int32)
      case timeout
    }
  }

  /// Runs programs, mostly with their output thrown away, and reads what they used.
  ///
  /// `SIGCHLD` must be blocked in the calling thread (`blockChildSignal`), as the end of a child is
  /// awaited by that signal: a plain wait has no time limit.
  enum ChildProcess {
    /// Blocks `SIGCHLD` in this thread, so that it stays pending until it is waited for.
    static func blockChildSignal() {
      var signals = childSignal
      pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Runs `command` to its end or to the time limit, when it is killed.
    ///
    /// With `samplesMemory` its peak memory is read every millisecond while it runs. Without it the
    /// peak comes from the system's own count, which starts at the size of *this* process, as the
    /// child shares our memory until it executes; it is given only where it is larger than that.
    ///
    /// - Parameter output: the file that its standard output goes to.
    static func run(
      _ command: [String], environment: [String: String] = [:], timeLimit: Double,
      samplesMemory: Bool = false, output: String = "/dev/null"
    ) throws(BenchError) -> ChildUsage {
      let start = monotonicSeconds()
      let child = try spawn(command, environment: environment, output: output)
      var sampled = 0
      var isTimeout = false
      while !childHasEnded(within: samplesMemory ? 0.001 : timeLimit) {
        if samplesMemory { sampled = max(sampled, peakMemory(of: child)) }
        if monotonicSeconds() - start >= timeLimit, !isTimeout {
          isTimeout = true
          kill(child, SIGKILL)
        }
      }
      var status: Int32 = 0
      var usage = rusage()
      while wait4(child, &status, 0, &usage) < 0 {
        guard errno == EINTR else {
          throw BenchError("Can't wait for \(command[0]): \(lastSystemError()). Try again.")
        }
      }
      let wall = monotonicSeconds() - start
      var own = rusage()
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
      let counted = usage.ru_maxrss > own.ru_maxrss ? usage.ru_maxrss * 1024 : 0
      return ChildUsage(
        wallSeconds: wall, cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        peakMemory: max(counted, sampled),
        outcome: isTimeout ? .timeout : outcome(ofStatus: status))
    }

    private static var childSignal: sigset_t {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGCHLD)
      return signals
    }

    private static func childHasEnded(within limit: Double) -> Bool {
      var signals = childSignal
      var time = timespec()
      time.tv_sec = Int(limit)
      time.tv_nsec = Int((limit - Double(Int(limit))) * 1e9)
      return sigtimedwait(&signals, nil, &time) == SIGCHLD
    }

    private static func spawn(
      _ command: [String], environment: [String: String], output: String
    ) throws(BenchError) -> pid_t {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(
        &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)

      // The child starts with no signal blocked, unlike this process.
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

      var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
      var variables: [UnsafeMutablePointer<CChar>?] = variables(with: environment).map {
        strdup($0)
      }
      defer {
        for text in arguments + variables { free(text) }
      }
      arguments.append(nil)
      variables.append(nil)
      var child: pid_t = 0
      let code = posix_spawnp(&child, command[0], &actions, &attributes, arguments, variables)
      guard code == 0 else {
        throw BenchError(
          "Can't start \(command[0]): \(String(cString: strerror(code))). Check its path.")
      }
      return child
    }

    /// This process's environment with some variables replaced.
    private static func variables(with changes: [String: String]) -> [String] {
      let inherited = (readTextFile("/proc/self/environ") ?? "").split(separator: "\0")
      let kept = inherited.filter { entry in
        !changes.keys.contains { entry.hasPrefix($0 + "=") }
      }
      return kept.map(String.init) + changes.map { "\($0.key)=\($0.value)" }
    }

    private static func outcome(ofStatus status: Int32) -> ChildUsage.Outcome {
      let signal = status & 0x7F
      return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
    }

    /// The high-water mark of a process's resident memory in bytes, 0 once it has ended.
    private static func peakMemory(of process: pid_t) -> Int {
      guard let text = readTextFile("/proc/\(process)/status") else { return 0 }
      for line in text.split(separator: "\n") where line.hasPrefix("VmHWM:") {
        let number = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return (number.flatMap { Int($0) } ?? 0) * 1024
      }
      return 0
    }

    private static func seconds(_ time: timeval) -> Double {
      Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
    }
  }
#endif
