import Testing

extension EndToEnd {
  /// What stands in place of a secret.
  @Suite struct ReplacementTests {
    let folder = TemporaryFolder()

    private func scrub(
      _ options: [String], environment: [String: String] = [:]
    ) throws -> ScrubProgram.Outcome {
      let values = [UInt64(1), 2].map { FakeSecrets.token($0) }
      let secrets = try folder.write(values.joined(separator: "\n"), to: "secrets")
      return try ScrubProgram.run(
        ["--no-default-rules", "--secrets-file", secrets] + options,
        text: "\(values[0]) \(values[1]) \(values[0])", environment: environment)
    }

    @Test func aFixedTextReplacesEverything() throws {
      let outcome = try scrub(["--placeholder", "<gone>"])
      #expect(outcome.text == "<gone> <gone> <gone>")
    }

    @Test func equalSecretsGetEqualTagsUnderOneKeyOnly() throws {
      let keys = [UInt64(3), 4].map { FakeSecrets.token($0, length: 64) }
      let first = try words(scrub(["--hmac-key-file", try folder.write(keys[0], to: "key")]))
      let again = try words(scrub(["--hmac-key-env", "KEY"], environment: ["KEY": keys[0]]))
      let other = try words(scrub(["--hmac-key-env", "KEY"], environment: ["KEY": keys[1]]))
      #expect(first == again)
      #expect(first.allSatisfy { $0.wholeMatch(of: taggedPlaceholder) != nil })
      #expect(first[0] == first[2])
      #expect(first[0] != first[1])
      #expect(Set(first).isDisjoint(with: other))
    }

    private var taggedPlaceholder: Regex<Substring> {
      /\[REDACTED:registered-secret#[0-9a-f]{8}\.[0-9a-f]{24}\]/
    }

    private func words(_ outcome: ScrubProgram.Outcome) throws -> [Substring] {
      let words = outcome.text.split(separator: " ")
      try #require(words.count == 3)
      return words
    }

    @Test func aLineEndIsNotPartOfAKey() throws {
      let key = FakeSecrets.token(5)
      let file = try folder.write(key + "\n", to: "key")
      let fromFile = try scrub(["--hmac-key-file", file])
      let fromVariable = try scrub(["--hmac-key-env", "KEY"], environment: ["KEY": key])
      #expect(fromFile.text == fromVariable.text)
    }

    @Test func aShortKeyIsRefusedWithoutShowingIt() throws {
      let key = FakeSecrets.token(6, length: 31)
      let outcome = try scrub(["--hmac-key-env", "KEY"], environment: ["KEY": key])
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("31 bytes"))
      #expect(!outcome.errors.contains(key.prefix(4)))
      #expect(outcome.ending == .exited(2))
    }

    @Test func twoReplacementsAtOnceAreRefused() throws {
      let outcome = try scrub(["--placeholder", "x", "--hmac-key-env", "KEY"])
      #expect(outcome.output.isEmpty)
      #expect(outcome.ending == .exited(2))
    }
  }
}
