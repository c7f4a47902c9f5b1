import Foundation

/// What a run measured, as its JSON file holds it.
struct BenchRecord: Codable {
  var machine: Machine
  /// The core that everything ran on.
  var core: Int
  var series: [Series]

  /// The repeated figures of one thing on one corpus.
  struct Series: Codable {
    var name: String
    var corpus: String
    var byteCount: Int
    /// A value for each repetition.
    var cpuSeconds: [Double]
    var wallSeconds: [Double] = []
    /// CPU seconds to load and compile rules and secrets, where that is known by itself.
    var startSeconds: [Double] = []
    var peakMemory = 0
    /// Most bytes held back, and how many it may be; 0 where that isn't known.
    var peakHeld = 0
    var holdBack = 0
    var detection: DetectionCount?
    var note: String?

    var megabytesPerCPUSecond: Samples {
      Samples(cpuSeconds.map { Double(byteCount) / 1e6 / max($0, 1e-6) })
    }
  }

  static func load(_ path: String) throws(BenchError) -> BenchRecord {
    let bytes = try PassCommand.bytes(of: path)
    guard let record = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else {
      throw BenchError("\(path) holds no figures: name a file that --json has written.")
    }
    return record
  }

  func save(_ path: String) throws(BenchError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw BenchError("Can't write \(path): \(error.localizedDescription).")
    }
  }
}
