import Foundation

/// A folder that is gone with the value.
final class TemporaryFolder {
  private let root: URL

  init() {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("scrub-test-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: root)
  }

  /// Path of a file in the folder, whether or not it exists.
  func path(_ name: String) -> String {
    root.appendingPathComponent(name).path
  }

  /// Writes a file and returns its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  func read(_ name: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path(name)) else {
      throw TestFailure("\(name) cannot be read")
    }
    return Array(data)
  }
}
