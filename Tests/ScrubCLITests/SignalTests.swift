import Glibc
import Testing

extension EndToEnd {
  /// Ends by signal.
  @Suite struct SignalTests {
    let folder = TemporaryFolder()

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func aSignalInTheMiddleOfATokenLeavesNoRawTail(signal: Int32) throws {
      let secret = FakeSecrets.token(1)
      let secrets = try folder.write(secret, to: "secrets")
      let pack = try folder.write(FakeSecrets.demoPack, to: "demo.toml")
      let token = FakeSecrets.demoToken(2)
      for half in [secret.prefix(16), token.prefix(16)] {
        let child = try Child(["--rules", pack, "--secrets-file", secrets])
        child.write(Array("ready\nkey \(half)".utf8))
        let seen = child.read(seconds: 20) { $0.contains(UInt8(ascii: "\n")) }
        usleep(20_000)
        kill(child.pid, signal)
        let output = String(decoding: seen + child.read(), as: UTF8.self)
        #expect(output.hasPrefix("ready\n"))
        #expect("ready\nkey ".hasPrefix(output))
        #expect(child.wait() == .signalled(signal))
        #expect(child.errors.isEmpty)
      }
    }

    @Test func aSignalWhileTheReaderSleepsEndsTheRun() throws {
      let child = try Child([])
      let line = Array(String(repeating: "a line of text\n", count: 100_000).utf8)
      // More than both pipes and the buffers hold, so that the child waits in a write.
      let writer = BackgroundWriter(child, Array(repeating: line, count: 8))
      usleep(200_000)
      kill(child.pid, SIGTERM)
      #expect(child.wait() == .signalled(SIGTERM))
      writer.join()
    }

    @Test func findingsUpToASignalAreComplete() throws {
      let secret = FakeSecrets.token(3)
      let secrets = try folder.write(secret, to: "secrets")
      let child = try Child([
        "--no-default-rules", "--secrets-file", secrets, "--findings", folder.path("findings"),
      ])
      // More than is held back, so that the first line is decided.
      child.write(Array("\(secret)\n\(String(repeating: "more\n", count: 4_000))".utf8))
      _ = child.read(seconds: 20) { $0.contains(UInt8(ascii: "\n")) }
      kill(child.pid, SIGINT)
      #expect(child.wait() == .signalled(SIGINT))
      let findings = String(decoding: try folder.read("findings"), as: UTF8.self)
      #expect(findings.hasPrefix("{\"rule\":\"registered-secret\""))
      #expect(findings.hasSuffix("}\n"))
    }
  }
}
