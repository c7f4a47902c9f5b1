/// The Markdown of `scrub-bench library`.
struct LibraryReport {
  var record: BenchRecord

  var markdown: String {
    var lines = [
      "# The library in memory, one core",
      "",
      "- Processor: \(record.machine.processor); "
        + record.machine.features.joined(separator: " "),
      "- \(record.machine.cores) cores, kernel \(record.machine.kernel), pinned to core "
        + "\(record.core)",
      "- MB/s = 10^6 bytes for each second of CPU time, the median; spread = fastest to slowest in "
        + "percent of it",
      "- start = CPU milliseconds to load the rules and to compile them with the secrets; memory "
        + "without the corpus; held = most bytes held back, of those that may be",
      "- found, missed = planted secrets; false = findings that touch none",
      "",
      "| corpus | configuration | MB/s | spread | ns/byte | start | memory | held | found | missed "
        + "| false |",
      "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += record.series.map(row)
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(of series: BenchRecord.Series) -> String {
    let speed = series.megabytesPerCPUSecond
    let detection = series.detection
    let cells = [
      series.corpus, series.name, formatted(speed.median),
      formatted(speed.spreadPercent) + " %",
      formatted(1_000 / max(speed.median, 1e-6), decimals: 2),
      formatted(Samples(series.startSeconds).median * 1_000, decimals: 1) + " ms",
      formatted(Double(series.peakMemory) / 1e6, decimals: 1) + " MB",
      "\(formatted(Double(series.peakHeld))) of \(formatted(Double(series.holdBack)))",
      detection.map { formatted(Double($0.found)) } ?? "-",
      detection.map { formatted(Double($0.missed)) } ?? "-",
      detection.map { formatted(Double($0.falsePositives)) } ?? "-",
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }
}
