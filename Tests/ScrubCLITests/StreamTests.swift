import Testing

extension EndToEnd {
  /// From input to output, without anything going wrong.
  @Suite struct StreamTests {
    let folder = TemporaryFolder()

    @Test func standardInputGoesToStandardOutputWithoutTheSecret() throws {
      let pack = try folder.write(FakeSecrets.demoPack, to: "demo.toml")
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--rules", pack], text: "login \(FakeSecrets.demoToken(1)) ok\n")
      #expect(outcome.text == "login [REDACTED:demo-token] ok\n")
      #expect(outcome.ending == .exited(0))
      #expect(outcome.errors.isEmpty)
    }

    @Test func textWithoutSecretsIsUntouched() throws {
      let text = "2026-01-02T03:04:05 INFO worker 7 started\nno line end"
      let outcome = try ScrubProgram.run([], text: text)
      #expect(outcome.text == text)
      #expect(outcome.ending == .exited(0))
    }

    @Test func emptyInputGivesEmptyOutput() throws {
      let outcome = try ScrubProgram.run([])
      #expect(outcome.output.isEmpty)
      #expect(outcome.ending == .exited(0))
      #expect(outcome.errors.isEmpty)
    }

    @Test func anyBytesPassThrough() throws {
      let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 / 3) }
      let outcome = try ScrubProgram.run(["--no-default-rules"], input: bytes)
      #expect(outcome.output == bytes)
    }

    @Test func filesAreConcatenatedInOrderWithStandardInputAsADash() throws {
      let pack = try folder.write(FakeSecrets.demoPack, to: "demo.toml")
      let first = try folder.write("one \(FakeSecrets.demoToken(1))\n", to: "first")
      let last = try folder.write("three \(FakeSecrets.demoToken(3))\n", to: "last")
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--rules", pack, first, "-", last],
        text: "two \(FakeSecrets.demoToken(2))\n")
      #expect(
        outcome.text == """
          one [REDACTED:demo-token]
          two [REDACTED:demo-token]
          three [REDACTED:demo-token]

          """)
      #expect(outcome.ending == .exited(0))
    }

    @Test func aSecretDoesNotReachFromOneFileIntoTheNext() throws {
      let secret = FakeSecrets.token(4)
      let secrets = try folder.write(secret, to: "secrets")
      let first = try folder.write("x" + secret.prefix(16), to: "first")
      let last = try folder.write(secret.suffix(16) + "y", to: "last")
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--secrets-file", secrets, first, last])
      #expect(outcome.text == "x\(secret)y")
    }

    @Test func aSlowWriterGetsTheSameOutputAsAFastOne() throws {
      let pack = try folder.write(FakeSecrets.demoPack, to: "demo.toml")
      let secrets = try folder.write(FakeSecrets.token(5), to: "secrets")
      let arguments = ["--rules", pack, "--secrets-file", secrets]
      let text = """
        first \(FakeSecrets.demoToken(6)), then \(FakeSecrets.token(5)) and
        {"key": "\(FakeSecrets.demoToken(7))", "list": [1, 2, 3]}
        password=\(FakeSecrets.token(8)) demo_short
        """
      let fast = try ScrubProgram.run(arguments, text: text)
      let child = try Child(arguments)
      let writer = BackgroundWriter(child, text.utf8.map { [$0] }, pause: 3000)
      let slow = child.read()
      writer.join()
      #expect(child.wait() == .exited(0))
      #expect(slow == fast.output)
      #expect(!fast.text.contains(FakeSecrets.token(5)))
    }

    @Test func aCompleteLineComesOutWhileTheWriterPauses() throws {
      let child = try Child([])
      let line = Array("2026-01-02 INFO the task is waiting\n".utf8)
      child.write(line)
      #expect(child.read(seconds: 20) { $0.count >= line.count } == line)
      child.closeInput()
      #expect(child.wait() == .exited(0))
    }

    @Test(arguments: ["lines", "one line"])
    func aFloodPassesInConstantMemory(shape: String) throws {
      let size = 64 << 20
      let secrets = try folder.write(FakeSecrets.token(9), to: "secrets")
      let lineEnd = shape == "lines" ? "\n" : " "
      let line = "2026-01-02 03:04:05 INFO item done in 17 ms \(FakeSecrets.token(9))" + lineEnd
      let piece = Array(String(repeating: line, count: 512).utf8)
      let count = size / piece.count + 1
      let child = try Child(["--secrets-file", secrets], output: .path("/dev/null"))
      for _ in 0..<count { child.write(piece) }
      // What the pipe still holds makes no difference to the peak.
      let peak = try child.peakMemory()
      child.closeInput()
      #expect(child.wait() == .exited(0))
      #expect(peak < 64 << 10)
    }
  }
}
