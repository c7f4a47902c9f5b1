import Foundation
import Testing

@testable import AirflowClient

@Suite struct FileCredentialTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "airflow-client-\(UUID().uuidString)")

  private func withFile(_ body: (URL) async throws -> Void) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "token"))
  }

  @Test func aChangedFileIsReadAgain() async throws {
    try await withFile { file in
      try Data("first\n".utf8).write(to: file)
      let credential = FileCredential(path: file.path)
      #expect(try await credential.token().secret == "first")
      try Data("  second \r\n".utf8).write(to: file, options: .atomic)
      #expect(try await credential.token().secret == "second")
      let other = folder.appending(path: "other")
      try Data("third".utf8).write(to: other)
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createSymbolicLink(at: file, withDestinationURL: other)
      #expect(try await credential.token().secret == "third")
    }
  }

  @Test func aRefusedTokenIsReadAgainThoughTheFileLooksTheSame() async throws {
    try await withFile { file in
      let date = Date(timeIntervalSince1970: 1_700_000_000)
      try Data("one".utf8).write(to: file)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
      let credential = FileCredential(path: file.path)
      let first = try await credential.token()
      let handle = try FileHandle(forWritingTo: file)
      try handle.write(contentsOf: Data("two".utf8))
      try handle.close()
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
      #expect(try await credential.token() == first)
      await credential.refused(first)
      #expect(try await credential.token().secret == "two")
    }
  }

  @Test func whatIsNoTokenFileIsRefused() async throws {
    try await withFile { file in
      let credential = FileCredential(path: file.path)
      await #expect(throws: CredentialError.unreadableFile(errno: ENOENT)) {
        try await credential.token()
      }
      try Data("two words".utf8).write(to: file)
      await #expect(throws: CredentialError.notAToken(.forbiddenCharacter)) {
        try await credential.token()
      }
      try Data("\n".utf8).write(to: file)
      await #expect(throws: CredentialError.notAToken(.empty)) { try await credential.token() }
      try Data(repeating: 0x61, count: 70_000).write(to: file)
      await #expect(throws: CredentialError.tooLarge(limit: 65_536)) {
        try await credential.token()
      }
      await #expect(throws: CredentialError.notAFile) {
        try await FileCredential(path: folder.path).token()
      }
      let pipe = folder.appending(path: "pipe").path
      try #require(mkfifo(pipe, 0o600) == 0)
      await #expect(throws: CredentialError.notAFile) {
        try await FileCredential(path: pipe).token()
      }
      await #expect(throws: CredentialError.tooLarge(limit: 65_536)) {
        // A read that never ends.
        try Data(repeating: 0x61, count: 65_537).write(to: file)
        _ = try await credential.token()
      }
    }
  }
}
