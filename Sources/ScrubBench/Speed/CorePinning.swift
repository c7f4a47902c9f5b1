#if canImport(Glibc)
  import Glibc

  /// Keeps this process, and so what it starts, on one processor, by the program `taskset`.
  struct CorePinning {
    /// The processors this process might use before, in the form of `taskset -c`.
    private let allowed: String

    init() {
      let lines = (readTextFile("/proc/self/status") ?? "").split(separator: "\n")
      let line = lines.first { $0.hasPrefix("Cpus_allowed_list:") } ?? ""
      allowed = String(line.drop { $0 != "\t" }.dropFirst())
    }

    /// The highest processor allowed: the lowest one often serves interrupts.
    var lastCore: Int {
      Int(allowed.split { $0 == "," || $0 == "-" }.last ?? "") ?? 0
    }

    /// Moves this process to one processor.
    func pin(to core: Int) throws(BenchError) {
      try setCores("\(core)")
    }

    /// Allows the processors of before again.
    func release() throws(BenchError) {
      try setCores(allowed)
    }

    private func setCores(_ list: String) throws(BenchError) {
      let usage = try ChildProcess.run(
        ["taskset", "-p", "-c", list, "\(getpid())"], timeLimit: 10)
      if usage.outcome != .exit(0) {
        throw BenchError("Can't run on core \(list): name another with --core.")
      }
    }
  }
#endif
