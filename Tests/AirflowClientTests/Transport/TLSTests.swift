import Foundation
import TestSupport
import Testing

@testable import AirflowClient

/// TLS against `openssl s_server` (the package `openssl`, which Debian's ca-certificates needs).
@Suite struct TLSTests {
  /// A folder with a self-signed certificate for `name` and a server that presents it.
  private final class Server {
    let folder: URL
    let port: Int
    private let process = Process()

    init(name: String) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
      try FileManager.default.createDirectory(
        at: folder.appending(path: "api/v2/monitor"), withIntermediateDirectories: true)
      // With -HTTP the file is the whole answer.
      try Data(answer(body: "[\"over tls\"]").utf8).write(
        to: folder.appending(path: "api/v2/monitor/health"))
      let maker = Process()
      maker.executableURL = URL(filePath: "/usr/bin/openssl")
      maker.arguments = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
        "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
      ]
      maker.currentDirectoryURL = folder
      maker.standardError = FileHandle.nullDevice
      try maker.run()
      maker.waitUntilExit()
      try #require(maker.terminationStatus == 0)

      let reserved = try StuckListener()
      port = Int(reserved.port)
      reserved.stop()
      process.executableURL = URL(filePath: "/usr/bin/openssl")
      process.arguments = [
        "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "cert.pem", "-key", "key.pem",
        "-HTTP", "-quiet",
      ]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    func stop() {
      // Not SIGTERM: a child of the test runner has it blocked.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      try? FileManager.default.removeItem(at: folder)
    }

    func outcome(caFile: String?) async throws -> (body: String?, kind: UpstreamFailure.Kind?) {
      var configuration = ClientConfiguration()
      configuration.caFile = caFile
      let client = AirflowClient(
        baseURL: try BaseURL("https://localhost:\(port)"), configuration: configuration)
      // The server needs a moment to listen.
      for _ in 0..<4_800 {
        do throws(UpstreamFailure) {
          let body = try await client.fetch(.health, bearer: nil)
          return (String(decoding: body.unscrubbedBytes, as: UTF8.self), nil)
        } catch {
          guard error.kind == .connectionFailed else { return (nil, error.kind) }
        }
        try await Task.sleep(for: .milliseconds(25))
      }
      return (nil, .connectionFailed)
    }
  }

  @Test func onlyANamedCertificateOfTheRightHostIsTrusted() async throws {
    let right = try Server(name: "localhost")
    defer { right.stop() }
    let other = try Server(name: "other.example")
    defer { other.stop() }
    let certificate = right.folder.appending(path: "cert.pem").path

    let unknown = try await right.outcome(caFile: nil)
    #expect(unknown.kind == .tlsFailed)
    let known = try await right.outcome(caFile: certificate)
    #expect(known.body == "[\"over tls\"]")
    let wrongHost = try await other.outcome(
      caFile: other.folder.appending(path: "cert.pem").path)
    #expect(wrongHost.kind == .tlsFailed)
    let wrongFile = try await other.outcome(caFile: certificate)
    #expect(wrongFile.kind == .tlsFailed)
    let missing = try await right.outcome(caFile: "/nonexistent/ca.pem")
    #expect(missing.kind == .configuration)
    let cut = try await right.outcome(caFile: certificate + "\u{0}x")
    #expect(cut.kind == .configuration)
  }

  @Test func plainTextWhereTLSIsExpectedIsATLSFailure() async throws {
    let upstream = try FakeUpstream { connection in
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    defer { upstream.stop() }
    let client = AirflowClient(baseURL: try BaseURL("https://127.0.0.1:\(upstream.port)"))
    let problem = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.health, bearer: nil)
    }
    #expect(problem?.kind == .tlsFailed)
  }
}
