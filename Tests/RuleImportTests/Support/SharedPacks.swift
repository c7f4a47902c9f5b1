import Foundation

/// The real rule files of other tools, which lie beside the project and are no part of it.
enum SharedPacks: String, CaseIterable {
  case gitleaks
  case betterleaks

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "../shared/packs").standardized

  /// The file's bytes; `nil`, with a message, where it is not there.
  func bytes() -> [UInt8]? {
    let file = Self.folder.appending(path: "\(rawValue).toml")
    if let data = try? Data(contentsOf: file) { return Array(data) }
    print("skipped: \(file.path()) is not there")
    return nil
  }
}
