import Foundation
import Testing

@testable import ScrubBench

@Suite("scrub-bench differential")
struct DifferentialCommandTests {
  @Test("goes on where its state file says, and ends when all cases are done")
  func resumes() throws {
    try BenchProgram.inTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state.json").path
      func run(_ cases: Int) throws -> DifferentialState? {
        let outcome = try BenchProgram.run(
          BenchProgram.path,
          ["differential", "--cases", "\(cases)", "--seed", "640", "--state", state])
        #expect(outcome.status == 0, "\(outcome.output)")
        return try DifferentialState.load(state)
      }
      #expect(try run(100)?.next == 740)
      let done = try run(300)
      #expect(done?.next == 940)
      #expect(done?.first == 640)
      #expect(try run(300)?.next == 940)
    }
  }

  @Test("leaves the old state or the new one, and refuses a file that is neither")
  func stateFiles() throws {
    try BenchProgram.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("state.json").path
      #expect(try DifferentialState.load(path) == nil)
      var state = DifferentialState(first: 5)
      state.next = 70
      state.disagreements = [6]
      try state.save(path)
      #expect(try DifferentialState.load(path) == state)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
      try Data("{".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: BenchError.self) { try DifferentialState.load(path) }
    }
  }
}
