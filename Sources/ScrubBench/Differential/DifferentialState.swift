import Foundation

/// How far a differential run has come; what its state file holds.
struct DifferentialState: Codable, Equatable {
  /// The seed of the first case.
  var first: UInt64
  /// The seed of the next case that nobody has looked at.
  var next: UInt64
  /// Seeds of the cases in which engine and reference differ.
  var disagreements: [UInt64] = []
  /// Time that all runs so far took, in seconds.
  var seconds = 0.0

  init(first: UInt64) {
    self.first = first
    next = first
  }

  var cases: UInt64 { next - first }

  /// The state in a file; `nil` if there is no such file.
  static func load(_ path: String) throws(BenchError) -> DifferentialState? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    guard let state = try? JSONDecoder().decode(Self.self, from: data), state.next >= state.first
    else { throw BenchError("\(path) holds no state: delete it or name another file.") }
    return state
  }

  /// Replaces the file as a whole, so that a process that is killed leaves the old or the new one.
  func save(_ path: String) throws(BenchError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw BenchError("Can't write \(path): \(error.localizedDescription).")
    }
  }
}
