import ArgumentParser
import Dispatch
import Foundation
import RandomCases
import RuleFormat
import Synchronization

/// `scrub-bench differential`: the engine against the slow reference matcher.
struct DifferentialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "differential",
    abstract: "Compare the engine with the slow reference matcher on random cases.",
    discussion: """
      A case is a random pack with registered secrets and a policy, a random text, and a random \
      way to cut it. Output and findings must be the same. With --state a run that was ended in \
      any way goes on where it was; --cases then is the number of all cases together.
      """)

  @Option(help: "How many cases to compare.")
  var cases: UInt64 = 100_000

  @Option(help: "The seed of the first case; the next case has the next seed.")
  var seed: UInt64 = 1

  @Option(help: "How many threads to use.")
  var jobs: Int = 1

  @Option(help: "A file that keeps how far the run has come.")
  var state: String?

  func validate() throws {
    if cases < 1 || jobs < 1 || seed > 1 << 62 || cases > 1 << 40 {
      throw ValidationError("--cases and --jobs must be positive, --seed at most 2^62.")
    }
  }

  func run() throws {
    let rules = try DefaultPacks.load(withExamples: false).flatMap(\.rules)
    let comparison = DifferentialRun(rules: rules)
    var progress = DifferentialState(first: seed)
    if let state, let saved = try DifferentialState.load(state) { progress = saved }
    let end = progress.first + cases
    let skipped = progress.cases
    let begin = Date()
    let before = progress.seconds
    var told = begin
    while progress.next < end {
      let (stop, found) = batch(comparison, from: progress.next, to: end)
      for disagreement in found {
        progress.disagreements.append(disagreement.seed)
        // At once, as the run may be killed.
        FileHandle.standardOutput.write(
          Data(
            """
            disagreement: seed \(disagreement.seed); \
            scrub-bench differential --seed \(disagreement.seed) --cases 1
            \(disagreement.text)

            """.utf8))
      }
      progress.next = stop
      progress.seconds = before + Date().timeIntervalSince(begin)
      if let state { try progress.save(state) }
      if Date().timeIntervalSince(told) > 10 {
        told = Date()
        let speed = Double(progress.cases - skipped) / told.timeIntervalSince(begin)
        FileHandle.standardError.write(
          Data("\(progress.cases) of \(cases) cases, \(formatted(speed)) cases/s\n".utf8))
      }
    }
    print(
      "differential: \(formatted(Double(progress.cases))) cases from seed \(progress.first), "
        + "\(progress.disagreements.count) disagreements, \(formatted(progress.seconds)) s, "
        + "\(formatted(Double(progress.cases) / max(progress.seconds, 1e-3))) cases/s "
        + "on \(jobs) threads")
    for seed in progress.disagreements { print("disagreement: seed \(seed)") }
    if !progress.disagreements.isEmpty { throw ExitCode(1) }
  }

  /// Compares the next cases on all threads: a few seconds of work at most.
  private func batch(
    _ comparison: DifferentialRun, from start: UInt64, to end: UInt64
  ) -> (stop: UInt64, found: [DifferentialRun.Disagreement]) {
    // Whole packs for each thread, so that none is compiled twice.
    let size = 16 * DifferentialRun.casesPerPack
    var ranges: [Range<UInt64>] = []
    var next = start
    while ranges.count < jobs, next < end {
      let stop = min(end, (next / size + 1) * size)
      ranges.append(next..<stop)
      next = stop
    }
    let found = Mutex<[DifferentialRun.Disagreement]>([])
    DispatchQueue.concurrentPerform(iterations: ranges.count) { [ranges] index in
      let some = comparison.disagreements(in: ranges[index])
      found.withLock { $0 += some }
    }
    return (next, found.withLock { $0 }.sorted { $0.seed < $1.seed })
  }
}
