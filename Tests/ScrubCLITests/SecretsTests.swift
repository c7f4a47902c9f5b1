import Testing

extension EndToEnd {
  /// Values that the user registers.
  @Suite struct SecretsTests {
    let folder = TemporaryFolder()
    let first = FakeSecrets.token(1)
    let second = FakeSecrets.token(2)

    private func scrub(
      _ content: String, _ options: [String] = [], text: String? = nil
    ) throws -> ScrubProgram.Outcome {
      let path = try folder.write(content, to: "secrets")
      return try ScrubProgram.run(
        ["--no-default-rules", "--secrets-file", path] + options,
        text: text ?? "a \(first) b \(second) c\n")
    }

    private let masked = "a [REDACTED:registered-secret] b [REDACTED:registered-secret] c\n"

    @Test(arguments: ["auto", "lines"])
    func linesAreRead(format: String) throws {
      let outcome = try scrub("\(first)\r\n\n\(second)\n", ["--secrets-format", format])
      #expect(outcome.text == masked)
      #expect(outcome.errors.isEmpty)
    }

    @Test(arguments: ["auto", "nul"])
    func valuesThatEndAtNULAreRead(format: String) throws {
      let outcome = try scrub("\(first)\0\(second)\0", ["--secrets-format", format])
      #expect(outcome.text == masked)
    }

    @Test(arguments: ["auto", "json"])
    func jsonIsRead(format: String) throws {
      for content in [
        "[\"\(first)\", \"\(second)\"]",
        "{\"a\": {\"b\": [\"\(first)\"]}, \"c\": \"\(second)\", \"d\": null, \"e\": true}",
      ] {
        let outcome = try scrub(content, ["--secrets-format", format])
        #expect(outcome.text == masked)
        #expect(outcome.errors.isEmpty)
      }
    }

    @Test(arguments: ["auto", "env"])
    func environmentFilesAreRead(format: String) throws {
      let outcome = try scrub(
        "# comment\nexport TOKEN='\(first)'\nOTHER=\(second) # why\n", ["--secrets-format", format])
      #expect(outcome.text == masked)
    }

    @Test func severalFilesAddUp() throws {
      let other = try folder.write(second, to: "other")
      let outcome = try scrub(first, ["--secrets-file", other])
      #expect(outcome.text == masked)
    }

    @Test func environmentVariablesAreMasked() throws {
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--secrets-env", "SCRUB_A,SCRUB_B"],
        text: "a \(first) b \(second) c\n", environment: ["SCRUB_A": first, "SCRUB_B": second])
      #expect(outcome.text == masked)
    }

    @Test func anUnsetVariableIsAnError() throws {
      let outcome = try ScrubProgram.run(["--secrets-env", "SCRUB_NOT_SET"], text: "text")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("SCRUB_NOT_SET"))
      #expect(outcome.ending == .exited(2))
    }

    @Test func anEmptyFileIsFine() throws {
      for format in ["auto", "lines", "nul", "json", "env"] {
        let outcome = try scrub("", ["--secrets-format", format], text: "text\n")
        #expect(outcome.text == "text\n")
        #expect(outcome.ending == .exited(0))
      }
    }

    @Test func anEmptySecretIsReportedAndMasksNothing() throws {
      for content in ["[\"\"]", "A=\nB='\(first)'\n", "\0\(first)\0"] {
        let outcome = try scrub(content, text: "plain text\n")
        #expect(outcome.text == "plain text\n")
        #expect(outcome.errors.contains("empty"))
        #expect(outcome.ending == .exited(0))
      }
    }

    @Test func aMissingFileStopsBeforeAnythingIsWritten() throws {
      let outcome = try ScrubProgram.run(
        ["--secrets-file", folder.path("none")], text: "not written")
      #expect(outcome.output.isEmpty)
      #expect(outcome.ending == .exited(4))
    }

    @Test func aBadFileIsReportedWithItsLineAndNoByteOfIt() throws {
      for (content, format) in [
        ("[\n\"\(first)\",\n\"\(second)\n", "auto"), ("{\"a\": \(first)}", "auto"),
        ("[\"\(first)\"] \(second)", "json"), ("A='\(first)'\n\(second)\n", "env"),
        ("A='\(first)\n", "env"),
      ] {
        let outcome = try scrub(content, ["--secrets-format", format])
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(", line "))
        #expect(!outcome.errors.contains(first.prefix(4)))
        #expect(!outcome.errors.contains(second.prefix(4)))
        #expect(outcome.ending == .exited(2))
      }
    }

    @Test func shortSecretsAreLeftWhereTheyWouldDestroyTheLog() throws {
      let text = "1 of 11 admins\n"
      let gated = try scrub("1\n", text: text)
      #expect(gated.text == text)
      #expect(gated.errors.contains("warning"))
      #expect(gated.ending == .exited(0))
    }

    @Test func shortSecretsCanBeMaskedEverywhere() throws {
      let exact = try scrub("q7\n", ["--short-secrets", "exact"], text: "aq7b\n")
      #expect(exact.text == "a[REDACTED:registered-secret]b\n")
    }

    @Test func shortSecretsCanBeRefused() throws {
      let refused = try scrub("1\n", ["--short-secrets", "refuse"], text: "1 of 11\n")
      #expect(refused.output.isEmpty)
      #expect(refused.ending == .exited(2))
    }
  }
}
