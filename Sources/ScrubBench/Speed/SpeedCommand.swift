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

  @Option(help: "A file for the table, beside standard output.")
  var out: String?

  @Argument(parsing: .postTerminator, help: "Arguments for scrub, after --.")
  var scrubArguments: [String] = []

  func validate() throws {
    if size < 1 || repetitions < 1 || timeLimit <= 0 {
      throw ValidationError("--size, --repeat and --time-limit must be positive.")
    }
    _ = try corpusKinds()
  }

  private func corpusKinds() throws -> [CorpusKind] {
    if kinds == "all" { return CorpusKind.allCases }
    return try kinds.split(separator: ",").map { name in
      guard let kind = CorpusKind(rawValue: String(name)) else {
        throw ValidationError("There is no corpus \(name): `generate --list` shows the kinds.")
      }
      return kind
    }
  }

  #if canImport(Glibc)
    func run() throws {
      let store = CorpusStore(directory: data, seed: seed)
      let pinning = CorePinning()
      let core = core ?? pinning.lastCore
      let scrubContestant = Contestant(name: "scrub", command: [scrub] + scrubArguments)
      let runner = SpeedRunner(
        contestants: [.cat, scrubContestant] + (noSed ? [] : [.sed]),
        repetitions: repetitions, timeLimit: timeLimit)
      ChildProcess.blockChildSignal()
      var measurements: [SpeedMeasurement] = []
      for kind in try corpusKinds() {
        let large = try store.file(kind, mebibytes: size)
        let small = noSed ? large : try store.file(kind, mebibytes: min(size, 32))
        try pinning.pin(to: core)
        measurements.append(try runner.measure(kind, large: large, small: small))
        try pinning.release()
      }
      let report = SpeedReport(
        machine: .current(), core: core, repetitions: repetitions,
        command: scrubContestant.command,
        measurements: measurements)
      print(report.markdown, terminator: "")
      if let out {
        let file = try FileSink(path: out)
        try file.write(Array(report.markdown.utf8)[...])
        try file.close()
      }
    }
  #else
    func run() throws {
      throw BenchError("Speed is measured on Linux only: run this there.")
    }
  #endif
}
