import ArgumentParser
import Foundation
import Scrubber

/// `scrub-bench library`: the library in memory, by configuration and corpus.
struct LibraryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "library",
    abstract: "Measure the library in memory, by what it looks for.",
    discussion: """
      Every configuration runs in a process of its own, in turns with the others, so that its \
      memory can be told. The first pass of a process isn't timed: in it rules are prepared that \
      are met for the first time.
      """)

  @Option(help: "The kinds of corpus, with commas between them; `generate --list` shows them.")
  var kinds: String = "mixed,planted-10k,planted-100"

  @Option(help: "What to look for, with commas between them, or all.")
  var configurations: String = "all"

  @Option(help: "The size of each corpus in MiB.")
  var size: Int = 32

  @Option(name: .customLong("repeat"), help: "How often each is timed.")
  var repetitions: Int = 5

  @Option(help: "The kernels' path; the machine's best if not given.")
  var path: ScanPath?

  @Option(help: "Where the corpora are kept.")
  var data: String = ".build/bench-data"

  @Option(help: "The seed of the corpora.")
  var seed: UInt64 = 1

  @Option(help: "The core to run on; the last one if not given.")
  var core: Int?

  @OptionGroup var output: RecordOutput

  func validate() throws {
    if size < 1 || repetitions < 1 {
      throw ValidationError("--size and --repeat must be positive.")
    }
    _ = try CorpusKind.list(kinds)
    _ = try chosen()
  }

  private func chosen() throws -> [Configuration] {
    if configurations == "all" { return Configuration.allCases }
    return try configurations.split(separator: ",").map { name in
      guard let one = Configuration(rawValue: String(name)) else {
        let names = Configuration.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("There is no configuration \(name): take one of \(names).")
      }
      return one
    }
  }

  #if canImport(Glibc)
    func run() throws {
      let store = CorpusStore(directory: data, seed: seed)
      let corpora = try CorpusKind.list(kinds).map { kind in
        (kind, try store.file(kind, mebibytes: size, hasTruth: true))
      }
      let pinning = CorePinning()
      let core = core ?? pinning.lastCore
      ChildProcess.blockChildSignal()
      try pinning.pin(to: core)
      var record = BenchRecord(machine: .current(), core: core, series: [])
      for (kind, file) in corpora {
        var series = try chosen().map {
          BenchRecord.Series(
            name: $0.rawValue, corpus: kind.rawValue, byteCount: file.byteCount, cpuSeconds: [])
        }
        for turn in 0..<repetitions {
          for (index, configuration) in try chosen().enumerated() {
            try measure(configuration, file, isFirst: turn == 0, into: &series[index])
          }
        }
        record.series += series
      }
      try pinning.release()
      try output.write(record, markdown: LibraryReport(record: record).markdown)
    }

    private func measure(
      _ configuration: Configuration, _ file: CorpusStore.File, isFirst: Bool,
      into series: inout BenchRecord.Series
    ) throws {
      let answer = data + "/pass.json"
      var command = [
        "/proc/self/exe", "pass", "--corpus", file.path, "--configuration",
        configuration.rawValue, "--passes", "2",
      ]
      if let path { command += ["--path", path.rawValue] }
      // What is found is the same every time.
      if isFirst, let truth = file.truthPath { command += ["--truth", truth] }
      let usage = try ChildProcess.run(
        command, timeLimit: 600, samplesMemory: isFirst, output: answer)
      guard usage.outcome == .exit(0),
        let pass = try? JSONDecoder().decode(
          LibraryPass.self, from: Data(try PassCommand.bytes(of: answer)))
      else {
        throw BenchError(
          "\(command.joined(separator: " ")) failed: run it by hand to see why.")
      }
      series.cpuSeconds.append(pass.passSeconds.last ?? 0)
      series.startSeconds.append(pass.startSeconds)
      // The corpus lies in the process's memory, too.
      series.peakMemory = max(series.peakMemory, usage.peakMemory - file.byteCount)
      series.peakHeld = max(series.peakHeld, pass.peakHeld)
      series.holdBack = pass.holdBack
      if let detection = pass.detection { series.detection = detection }
    }
  #else
    func run() throws {
      throw BenchError("The library is measured on Linux only: run this there.")
    }
  #endif
}
