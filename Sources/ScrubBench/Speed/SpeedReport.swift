#if canImport(Glibc)
  /// The Markdown of a speed run.
  struct SpeedReport {
    var machine: Machine
    var core: Int
    var repetitions: Int
    /// The command that was measured, without the file.
    var command: [String]
    var measurements: [SpeedMeasurement]

    var markdown: String {
      var lines = [
        "# Speed on one core",
        "",
        "- Processor: \(machine.processor); \(machine.features.joined(separator: " "))",
        "- \(machine.cores) cores, \(formatted(Double(machine.memoryBytes) / 1e9)) GB of memory, "
          + "kernel \(machine.kernel)",
        "- `\(command.joined(separator: " ")) FILE`, output to /dev/null, pinned to core \(core); "
          + "medians of \(repetitions) interleaved runs",
        "- MB/s = 10^6 bytes for each second of CPU time, user and system; the wall clock beside it",
        "- spread = distance between the fastest and the slowest run, in percent of the median",
        "- x cat = CPU time for a byte, in times that of `cat`; x sed = how many times as fast as "
          + "`sed`",
        "",
        "| corpus | program | MiB | MB/s (CPU) | spread | MB/s (wall) | x cat | x sed | peak memory |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
      ]
      for measurement in measurements {
        lines += rows(of: measurement)
      }
      return lines.joined(separator: "\n") + "\n"
    }

    private func rows(of measurement: SpeedMeasurement) -> [String] {
      let cat = measurement.results.first { $0.name == Contestant.cat.name }
      let sed = measurement.results.first { $0.name == Contestant.sed.name }
      return measurement.results.map { result in
        let name = result.note.map { "\(result.name) (\($0))" } ?? result.name
        guard !result.cpuSeconds.isEmpty else {
          return "| \(measurement.kind.rawValue) | \(name) | | | | | | | |"
        }
        let toCat = cat.flatMap { result.cpuRatio(to: $0) }
        let toSed = sed.flatMap { result.cpuRatio(to: $0) }
        let speed = result.megabytesPerCPUSecond
        let cells = [
          measurement.kind.rawValue, name, formatted(Double(result.byteCount) / 1_048_576),
          formatted(speed.median), formatted(speed.spreadPercent) + " %",
          formatted(result.megabytesPerSecond.median),
          toCat.map { formatted($0, decimals: 2) } ?? "-",
          toSed.map { formatted(1 / max($0, 1e-9), decimals: 1) } ?? "-",
          result.peakMemory > 0
            ? formatted(Double(result.peakMemory) / 1e6, decimals: 1) + " MB" : "-",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
    }
  }
#endif
