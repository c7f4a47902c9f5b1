#if canImport(Glibc)
  /// The runs of every contestant on one corpus.
  struct SpeedMeasurement: Sendable {
    var kind: CorpusKind
    var results: [Result]

    /// The same for the JSON file.
    var series: [BenchRecord.Series] {
      results.map { result in
        BenchRecord.Series(
          name: result.name, corpus: kind.rawValue, byteCount: result.byteCount,
          cpuSeconds: result.cpuSeconds, wallSeconds: result.wallSeconds,
          peakMemory: result.peakMemory, note: result.note)
      }
    }

    /// What one contestant did, a value for each repetition.
    struct Result: Sendable {
      var name: String
      var byteCount: Int
      var cpuSeconds: [Double] = []
      var wallSeconds: [Double] = []
      var peakMemory = 0
      /// Something the reader must know: it was killed, or ended with a status other than 0.
      var note: String?

      var megabytesPerCPUSecond: Samples {
        Samples(cpuSeconds.map { Double(byteCount) / 1e6 / max($0, 1e-6) })
      }

      var megabytesPerSecond: Samples {
        Samples(wallSeconds.map { Double(byteCount) / 1e6 / max($0, 1e-6) })
      }

      /// How many times the CPU time of `other` this one takes for a byte: the median over the
      /// repetitions, each compared with the run beside it.
      func cpuRatio(to other: Result) -> Double? {
        guard cpuSeconds.count == other.cpuSeconds.count, !cpuSeconds.isEmpty else { return nil }
        let scale = Double(other.byteCount) / Double(max(byteCount, 1))
        return Samples(zip(cpuSeconds, other.cpuSeconds).map { $0 / max($1, 1e-6) * scale }).median
      }
    }
  }

  /// Runs contestants in turns, so that a slower spell of the machine meets them all.
  struct SpeedRunner {
    var contestants: [Contestant]
    var repetitions: Int
    /// Seconds after which a run is killed.
    var timeLimit: Double

    func measure(
      _ kind: CorpusKind, large: CorpusStore.File, small: CorpusStore.File
    ) throws(BenchError) -> SpeedMeasurement {
      var results = contestants.map { contestant in
        SpeedMeasurement.Result(
          name: contestant.name,
          byteCount: contestant.usesSmallCorpus ? small.byteCount : large.byteCount)
      }
      // One run that isn't timed brings the files into the page cache and shows the memory.
      for turn in 0...repetitions {
        for index in contestants.indices where results[index].note != Self.timeoutNote {
          let contestant = contestants[index]
          let file = contestant.usesSmallCorpus ? small : large
          let usage = try ChildProcess.run(
            contestant.command(on: file.path), environment: contestant.environment,
            timeLimit: timeLimit, samplesMemory: turn == 0)
          results[index].peakMemory = max(results[index].peakMemory, usage.peakMemory)
          try note(usage.outcome, in: &results[index])
          guard turn > 0 else { continue }
          results[index].cpuSeconds.append(usage.cpuSeconds)
          results[index].wallSeconds.append(usage.wallSeconds)
        }
      }
      return SpeedMeasurement(kind: kind, results: results)
    }

    /// Runs `program` on an empty file, ten times for each repetition.
    func start(of program: [String]) throws(BenchError) -> BenchRecord.Series {
      var series = BenchRecord.Series(
        name: "start", corpus: "empty", byteCount: 0, cpuSeconds: [])
      for _ in 0..<10 * repetitions {
        let usage = try ChildProcess.run(program + ["/dev/null"], timeLimit: timeLimit)
        series.cpuSeconds.append(usage.cpuSeconds)
        series.wallSeconds.append(usage.wallSeconds)
        series.peakMemory = max(series.peakMemory, usage.peakMemory)
      }
      return series
    }

    private static let timeoutNote = "stopped at the time limit"

    private func note(
      _ outcome: ChildUsage.Outcome, in result: inout SpeedMeasurement.Result
    ) throws(BenchError) {
      switch outcome {
      case .exit(0): break
      // Of scrub: findings were asked to fail, or a part had to be masked unscanned.
      case .exit(let code) where code == 1 || code == 3: result.note = "exit status \(code)"
      case .exit(let code):
        throw BenchError(
          "\(result.name) ended with status \(code): run it by hand on a corpus to see why.")
      case .signal(let signal): result.note = "ended by signal \(signal)"
      case .timeout: result.note = Self.timeoutNote
      }
    }
  }
#endif
