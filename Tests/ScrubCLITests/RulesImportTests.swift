import Testing

extension EndToEnd {
  /// Rule files of other tools. The ones here are made up.
  @Suite struct RulesImportTests {
    let folder = TemporaryFolder()

    private func foreign(_ name: String = "foreign.toml", id: String = "zap-token") throws -> String
    {
      try folder.write(
        """
        title = "made up"

        [[rules]]
        id = "\(id)"
        description = "Zap"
        regex = '\\b(zap_[a-z0-9]{24})["\\s]'
        keywords = ["zap_"]

        [[rules]]
        id = "keys"
        path = '\\.zkey$'
        """, to: name)
    }

    private let text = "f(zap_0a1b2c3d4e5f6g7h8i9j0k1l, 2)"

    @Test func aForeignFileIsTakenAsItIs() throws {
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--rules", try foreign()], text: text)
      #expect(outcome.text == "f([REDACTED:zap-token], 2)")
      #expect(outcome.ending == .exited(0))
      #expect(outcome.errors.contains("took 1 of 2 rules (as 1), refused 1"))
    }

    @Test func anIdThatIsThereAlreadyGetsTheFilesName() throws {
      let both = ["--rules", try foreign(), "--rules", try foreign("other.toml")]
      let outcome = try ScrubProgram.run(["--no-default-rules"] + both, text: text)
      #expect(outcome.ending == .exited(0))
      #expect(!outcome.text.contains("zap_"))
    }

    @Test func importWritesAPackThatMasksTheSame() throws {
      let pack = folder.path("native.toml")
      let written = try ScrubProgram.run(["rules", "import", try foreign(), "-o", pack])
      #expect(written.output.isEmpty && written.ending == .exited(0))
      let outcome = try ScrubProgram.run(["--no-default-rules", "--rules", pack], text: text)
      #expect(outcome.text == "f([REDACTED:zap-token], 2)")
      #expect(outcome.errors.isEmpty)
    }

    @Test func theReportNamesChangesAndRefusals() throws {
      let report = try ScrubProgram.run(["rules", "import", try foreign(), "--report", "-"])
      #expect(report.text.contains("terminator: "))
      #expect(report.text.contains("keys: refused: "))
      #expect(report.errors.isEmpty)
      let json = try ScrubProgram.run(["rules", "import", "--json", try foreign()])
      #expect(json.text.contains("\"taken\":1,\"refused\":1"))
    }

    @Test func idsGetAPrefix() throws {
      let pack = try ScrubProgram.run(["rules", "import", "--id-prefix", "own-", try foreign()])
      #expect(pack.text.contains("id = 'own-zap-token'"))
      let wrong = try ScrubProgram.run(["rules", "import", "--id-prefix", "A b", try foreign()])
      #expect(wrong.ending == .exited(2))
    }

    @Test func whatIsNoRuleFileIsRefused() throws {
      let path = try folder.write("title = 'x'\n", to: "empty.toml")
      let outcome = try ScrubProgram.run(["rules", "import", path])
      #expect(outcome.ending == .exited(2))
      #expect(outcome.errors.contains("the file has no rules"))
      #expect(try ScrubProgram.run(["rules", "import", folder.path("none")]).ending == .exited(4))
    }
  }
}
