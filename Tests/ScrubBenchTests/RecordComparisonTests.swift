import Foundation
import Testing

@testable import ScrubBench

@Suite("Comparing two runs")
struct RecordComparisonTests {
  private func verdict(
    _ old: [Double], _ new: [Double], runs: Int = 3
  ) -> RecordComparison.Verdict {
    RecordComparison.verdict(Samples(old), Samples(new), runs: runs)
  }

  @Test("A change counts only beyond the spread of both")
  func spreads() {
    #expect(verdict([100, 105, 110], [120, 125, 130]) == .faster)
    #expect(verdict([120, 125, 130], [100, 105, 110]) == .slower)
    #expect(verdict([100, 105, 122], [120, 125, 130]) == .same)
    #expect(verdict([100, 100.2, 100.4], [101, 101.2, 101.4]) == .same)
    #expect(verdict([100, 100], [200, 200], runs: 2) == .unknown)
  }

  @Test("A record is the same after writing and reading, and compares with itself")
  func files() throws {
    let series = BenchRecord.Series(
      name: "defaults", corpus: "mixed", byteCount: 1_000_000, cpuSeconds: [0.1, 0.2, 0.3])
    let record = BenchRecord(
      machine: Machine(
        processor: "p", features: [], cores: 2, kernel: "k", memoryBytes: 1), core: 1,
      series: [series])
    try BenchProgram.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("record.json").path
      try record.save(path)
      let loaded = try BenchRecord.load(path)
      #expect(loaded.series[0].cpuSeconds == series.cpuSeconds)
      let text = RecordComparison(old: loaded, new: record).markdown
      #expect(text.contains("| mixed | defaults | 5 | 5 | +0.0 % | within the noise |"))
    }
  }
}
