import Foundation
import Testing

extension EndToEnd {
  /// What is told beside the output.
  @Suite struct ReportTests {
    private struct Finding: Decodable {
      struct Place: Decodable {
        let offset: Int
        let length: Int
      }
      let rule: String
      let confidence: String
      let file: String
      let line: Int
      let input: Place
      let output: Place
    }

    let folder = TemporaryFolder()

    @Test func findingsSayWhereAndNeverWhat() throws {
      let secret = FakeSecrets.token(1)
      let secrets = try folder.write(secret, to: "secrets")
      let texts = ["one\ntwo \(secret)\nthree \(secret)", "\(secret) four"]
      let files = [try folder.write(texts[0], to: "a"), try folder.write(texts[1], to: "b \"b\"")]
      let outcome = try ScrubProgram.run(
        [
          "--no-default-rules", "--secrets-file", secrets, "--findings", folder.path("findings"),
        ] + files)
      #expect(outcome.ending == .exited(0))
      let lines = try folder.read("findings")
      #expect(!String(decoding: lines, as: UTF8.self).contains(secret.prefix(6)))
      let findings = try lines.split(separator: UInt8(ascii: "\n")).map {
        try JSONDecoder().decode(Finding.self, from: Data($0))
      }
      #expect(findings.map(\.line) == [2, 3, 1])
      #expect(findings.map(\.file) == [files[0], files[0], files[1]])
      for finding in findings {
        #expect(finding.rule == "registered-secret")
        let input = Array(texts[files.firstIndex(of: finding.file) ?? 0].utf8)
        #expect(slice(input, finding.input) == secret)
        #expect(slice(outcome.output, finding.output) == "[REDACTED:registered-secret]")
      }
    }

    private func slice(_ bytes: [UInt8], _ place: Finding.Place) -> String {
      String(decoding: bytes.dropFirst(place.offset).prefix(place.length), as: UTF8.self)
    }

    @Test func theFindingsFileIsEmptyWithoutFindings() throws {
      let path = try folder.write("from the last run\n", to: "findings")
      let outcome = try ScrubProgram.run(["--findings", path], text: "nothing here\n")
      #expect(outcome.ending == .exited(0))
      #expect(try folder.read("findings").isEmpty)
    }

    @Test func anInputIsNotOverwrittenByFindings() throws {
      let path = try folder.write("text\n", to: "input")
      let outcome = try ScrubProgram.run(["--findings", path, path])
      #expect(outcome.ending == .exited(2))
      #expect(try folder.read("input") == Array("text\n".utf8))
    }

    @Test func findingsFailTheRunWhenAskedTo() throws {
      let pack = try folder.write(FakeSecrets.demoPack, to: "demo.toml")
      let arguments = ["--no-default-rules", "--rules", pack, "--fail-on-findings"]
      let clean = try ScrubProgram.run(arguments, text: "clean\n")
      #expect(clean.ending == .exited(0))
      let found = try ScrubProgram.run(arguments, text: FakeSecrets.demoToken(1))
      #expect(found.text == "[REDACTED:demo-token]")
      #expect(found.ending == .exited(1))
      let failed = try ScrubProgram.run(
        arguments + ["-", folder.path("none")], text: FakeSecrets.demoToken(1))
      #expect(failed.ending == .exited(4))
    }

    @Test func statisticsGoToStandardError() throws {
      let secret = FakeSecrets.token(2)
      let secrets = try folder.write(secret, to: "secrets")
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--secrets-file", secrets, "--stats"], text: "a \(secret) b")
      #expect(outcome.text == "a [REDACTED:registered-secret] b")
      let rows = outcome.errors.split(separator: "\n").map {
        $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
      }
      #expect(rows.contains("bytes in \(secret.utf8.count + 4)"))
      #expect(rows.contains("bytes out \(outcome.output.count)"))
      #expect(rows.contains("findings 1"))
      #expect(rows.contains("registered-secret 1"))
      #expect(rows.contains("unscanned 0"))
      #expect(rows.contains { $0.hasPrefix("MB/s ") })
      #expect(rows.contains { $0.hasPrefix("peak held bytes ") })
    }

    @Test func theVersionIsShown() throws {
      let outcome = try ScrubProgram.run(["--version"])
      #expect(outcome.text.wholeMatch(of: /scrub \d+\.\d+\.\d+\n/) != nil)
      #expect(outcome.ending == .exited(0))
    }

    @Test(arguments: [["--help"], ["help"], ["rules", "--help"], ["help", "rules", "list"]])
    func helpIsShown(arguments: [String]) throws {
      let outcome = try ScrubProgram.run(arguments)
      #expect(outcome.text.contains("USAGE: scrub"))
      #expect(outcome.ending == .exited(0))
    }

    @Test func rulesAreListedAsATable() throws {
      let pack = try folder.write(FakeSecrets.demoPack, to: "demo.toml")
      let outcome = try ScrubProgram.run(["rules", "list", "--rules", pack])
      let rows = outcome.text.split(separator: "\n")
      #expect(rows.first?.contains("HOLD-BACK") == true)
      #expect(rows.contains { $0.hasPrefix("demo-token ") && $0.contains("structure") })
      #expect(rows.contains { $0.hasPrefix("pack of ") })
      #expect(outcome.ending == .exited(0))
    }

    @Test func rulesAreListedAsJSON() throws {
      struct List: Decodable {
        struct Rule: Decodable {
          let id: String
          let confidence: String
          let window: Int
          let holdBack: Int
        }
        let window: Int
        let holdBack: Int
        let rules: [Rule]
      }
      let outcome = try ScrubProgram.run(["rules", "list", "--json"])
      let list = try JSONDecoder().decode(List.self, from: Data(outcome.output))
      #expect(!list.rules.isEmpty)
      #expect(list.rules.allSatisfy { $0.window <= list.window && $0.holdBack <= list.holdBack })
      #expect(Set(list.rules.map(\.id)).count == list.rules.count)
    }
  }
}
