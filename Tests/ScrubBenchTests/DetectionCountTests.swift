import Testing

@testable import ScrubBench

@Suite("What findings are worth beside a truth file")
struct DetectionCountTests {
  @Test("A secret is found if all of its bytes are masked, by one finding or several")
  func counts() {
    let truth = [10..<20, 30..<40, 50..<60, 70..<80]
    let masked = [2..<4, 10..<20, 29..<35, 35..<44, 51..<60, 100..<110]
    let count = DetectionCount(truth: truth, masked: masked)
    #expect(count.found == 2)
    #expect(count.missed == 2)
    #expect(count.falsePositives == 2)
  }

  @Test("Truth files are read")
  func truthFiles() {
    #expect(DetectionCount.ranges(ofTruth: "3\t4\tx\n10\t2\ty\n") == [3..<7, 10..<12])
    #expect(DetectionCount.ranges(ofTruth: "").isEmpty)
  }

  @Test("The library finds the planted secrets of its own corpus")
  func library() throws {
    let output = MemorySink()
    let truth = MemorySink()
    try CorpusGenerator(kind: .planted100, seed: 3, byteLimit: 400_000).write(
      to: output, truth: truth)
    let ranges = DetectionCount.ranges(ofTruth: String(decoding: truth.bytes, as: UTF8.self))
    let pass = try LibraryPass(
      .defaults, path: nil, over: output.bytes, passes: 1, truth: ranges)
    let detection = try #require(pass.detection)
    #expect(detection.found + detection.missed == ranges.count)
    #expect(detection.found * 10 > ranges.count * 9)
    #expect(pass.peakHeld <= pass.holdBack)
  }
}
