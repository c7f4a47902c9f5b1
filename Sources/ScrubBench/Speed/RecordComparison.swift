/// Two records side by side, with noise in mind.
struct RecordComparison {
  var old: BenchRecord
  var new: BenchRecord

  /// What became of one figure.
  enum Verdict: String {
    case faster, slower
    /// The runs of both overlap, or are nearer than `leastChange`: nothing can be said.
    case same = "within the noise"
    /// One of them has too few runs to know its noise.
    case unknown = "too few runs"
  }

  /// Smaller changes are never told from noise, in parts of one.
  static let leastChange = 0.02
  static let leastRuns = 3

  /// A change counts if even the best run of the one is worse than the worst run of the other.
  static func verdict(_ old: Samples, _ new: Samples, runs: Int) -> Verdict {
    if runs < leastRuns { return .unknown }
    if abs(new.median / max(old.median, 1e-9) - 1) < leastChange { return .same }
    if new.minimum > old.maximum { return .faster }
    return new.maximum < old.minimum ? .slower : .same
  }

  var markdown: String {
    var lines = ["# Compared with before", ""]
    if old.machine.processor != new.machine.processor || old.machine.cores != new.machine.cores {
      lines += ["The machines differ: \(old.machine.processor) and \(new.machine.processor).", ""]
    }
    lines += [
      "| corpus | what | MB/s (CPU) before | now | change | verdict |", "|---|---|--:|--:|--:|---|",
    ]
    for series in new.series where !series.cpuSeconds.isEmpty && series.byteCount > 0 {
      let before = old.series.first {
        $0.name == series.name && $0.corpus == series.corpus && !$0.cpuSeconds.isEmpty
      }
      guard let before else { continue }
      let (then, now) = (before.megabytesPerCPUSecond, series.megabytesPerCPUSecond)
      let runs = min(before.cpuSeconds.count, series.cpuSeconds.count)
      let change = (now.median / max(then.median, 1e-9) - 1) * 100
      lines.append(
        "| \(series.corpus) | \(series.name) | \(formatted(then.median)) | \(formatted(now.median))"
          + " | \(change < 0 ? "" : "+")\(formatted(change, decimals: 1)) %"
          + " | \(Self.verdict(then, now, runs: runs).rawValue) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
