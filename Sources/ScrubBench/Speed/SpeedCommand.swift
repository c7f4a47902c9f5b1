import ArgumentParser

/// `scrub-bench speed`: the built binary from a file to nowhere, beside `cat` and `sed`.
struct SpeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed",
    abstract: "Measure scrub beside cat and sed on one core.",
    discussion: """
      Corpora that are missing are generated. Give arguments for scrub itself after --, for \
      example: scrub-bench speed --scrub PATH -- --no-default-rules
      """)

  @Option(help: "The scrub binary.")
  var scrub: String

  @Option(help: "The size of each corpus in MiB; sed gets 32 MiB at most.")
  var size: Int = 256

  @Option(name: .customLong("repeat"), help: "How often each program is timed.")
  var repetitions: Int = 5

  @Option(help: "The kinds of corpus, with commas between them; `generate --list` shows them.")
  var kinds: String = "mixed,planted-10k,planted-100"

  @Option(help: "Where the corpora are kept.")
  var data: String = ".build/bench-data"

  @Option(help: "The seed of the corpora.")
  var seed: UInt64 = 1

  @Option(help: "The core to run on; the last one if not given.")
  var core: Int?

  @Option(help: "The seconds after which a run is stopped.")
  var timeLimit: Double = 120

  @Flag(help: "Leave sed out.")
  var noSed = false

  @Flag(help: "Also measure scrub behind a pipe, behind gzip, with findings, and its start.")
  var endToEnd = false

  @OptionGroup var output: RecordOutput

  @Argument(parsing: .postTerminator, help: "Arguments for scrub, after --.")
  var scrubArguments: [String] = []

  func validate() throws {
    if size < 1 || repetitions < 1 || timeLimit <= 0 {
      throw ValidationError("--size, --repeat and --time-limit must be positive.")
    }
    _ = try CorpusKind.list(kinds)
  }

  #if canImport(Glibc)
    func run() throws {
      let store = CorpusStore(directory: data, seed: seed)
      let pinning = CorePinning()
      let core = core ?? pinning.lastCore
      let program = [scrub] + scrubArguments
      let scrubContestant = Contestant(name: "scrub", command: program)
      var contestants = [.cat, scrubContestant]
      if endToEnd {
        contestants += [
          Contestant(name: "scrub --findings", command: program + ["--findings", "/dev/null"]),
          .piped("scrub behind cat", from: "cat \"$file\"", into: program),
          // scrub reads no gzip: unpacking is part of both figures.
          .piped("cat behind gzip -dc", from: "gzip -dc \"$file.gz\"", into: ["cat"]),
          .piped("scrub behind gzip -dc", from: "gzip -dc \"$file.gz\"", into: program),
        ]
      }
      let runner = SpeedRunner(
        contestants: contestants + (noSed ? [] : [.sed]), repetitions: repetitions,
        timeLimit: timeLimit)
      ChildProcess.blockChildSignal()
      var measurements: [SpeedMeasurement] = []
      for kind in try CorpusKind.list(kinds) {
        let large = try store.file(kind, mebibytes: size)
        let small = noSed ? large : try store.file(kind, mebibytes: min(size, 32))
        if endToEnd { try Self.pack(large.path) }
        try pinning.pin(to: core)
        measurements.append(try runner.measure(kind, large: large, small: small))
        try pinning.release()
      }
      let machine = Machine.current()
      let report = SpeedReport(
        machine: machine, core: core, repetitions: repetitions, command: program,
        measurements: measurements)
      var record = BenchRecord(machine: machine, core: core, series: measurements.flatMap(\.series))
      var markdown = report.markdown
      if endToEnd {
        try pinning.pin(to: core)
        let start = try runner.start(of: program)
        try pinning.release()
        record.series.append(start)
        markdown +=
          "\nStart of `scrub` on an empty file: "
          + "\(formatted(Samples(start.cpuSeconds).median * 1_000, decimals: 1)) ms of CPU time, "
          + "\(formatted(Samples(start.wallSeconds).median * 1_000, decimals: 1)) ms.\n"
      }
      try output.write(record, markdown: markdown)
    }

    /// Leaves the packed file beside the file.
    private static func pack(_ path: String) throws(BenchError) {
      let usage = try ChildProcess.run(["gzip", "-1", "-k", "-f", path], timeLimit: 600)
      if usage.outcome != .exit(0) {
        throw BenchError("Can't pack \(path): install gzip or leave --end-to-end out.")
      }
    }
  #else
    func run() throws {
      throw BenchError("Speed is measured on Linux only: run this there.")
    }
  #endif
}
