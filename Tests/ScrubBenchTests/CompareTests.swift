import Foundation
import Testing

@testable import ScrubBench

@Suite("Benchmarks/compare")
struct CompareTests {
  private struct Results: Codable {
    struct Row: Codable {
      var peer: String
      var corpus: String
      var detection: [String: Int]?
    }

    var results: [Row]
  }

  @Test("runs scrub beside what this machine has and writes table, plot and figures")
  func tiny() throws {
    try BenchProgram.inTemporaryFolder { folder in
      let outcome = try BenchProgram.run(
        "/usr/bin/env",
        [
          "python3", BenchProgram.project.appendingPathComponent("Benchmarks/compare").path,
          "--size", "0.2", "--slow-size", "0.2", "--repeat", "1", "--no-install",
          "--scrub", BenchProgram.scrub, "--bench", BenchProgram.path, "--out", folder.path,
          "--only", "cat,scrub,sed -E,grep -F,perl,ripgrep",
        ])
      #expect(outcome.status == 0, "\(outcome.output)")
      func file(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
      }
      let rows = try JSONDecoder().decode(Results.self, from: try file("results.json")).results
      let ours = try #require(rows.first { $0.peer == "scrub" && $0.corpus == "planted-100" })
      let found = try #require(ours.detection)
      #expect((found["found"] ?? 0) > 9 * (found["missed"] ?? 1))
      #expect(rows.contains { $0.peer == "sed -E" && $0.corpus == "mixed" })
      #expect(String(decoding: try file("RESULTS.md"), as: UTF8.self).contains("| scrub | "))
      #expect(String(decoding: try file("results.svg"), as: UTF8.self).hasPrefix("<svg "))
    }
  }
}
