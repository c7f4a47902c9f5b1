import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Wrong use, and inputs and outputs that fail.
  @Suite struct FailureTests {
    let folder = TemporaryFolder()

    @Test func aMissingFileIsNamedAndTheOthersAreScrubbed() throws {
      let good = try folder.write("good\n", to: "good")
      let missing = folder.path("missing")
      let outcome = try ScrubProgram.run([good, missing, good])
      #expect(outcome.text == "good\ngood\n")
      #expect(outcome.errors == "scrub: \(missing): No such file or directory\n")
      #expect(outcome.ending == .exited(4))
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func aFileWithoutPermissionIsNamed() throws {
      let path = try folder.write("closed\n", to: "closed")
      chmod(path, 0)
      let outcome = try ScrubProgram.run([path])
      #expect(outcome.errors == "scrub: \(path): Permission denied\n")
      #expect(outcome.ending == .exited(4))
    }

    @Test func aDirectoryIsNoInput() throws {
      let outcome = try ScrubProgram.run([folder.path("")])
      #expect(outcome.errors.contains("Is a directory"))
      #expect(outcome.ending == .exited(4))
    }

    @Test func aReadErrorInTheMiddleNeverPrintsWhatIsUndecided() throws {
      // Reading one's own memory at address 0 is an input/output error.
      let outcome = try ScrubProgram.run(["/proc/self/mem"])
      #expect(outcome.output.isEmpty)
      #expect(outcome.ending == .exited(4))
    }

    @Test func closedStandardStreamsAreErrors() throws {
      let noInput = try Child([], input: .closed)
      #expect(noInput.read().isEmpty)
      #expect(noInput.wait() == .exited(4))
      #expect(noInput.errors.contains("standard input"))
      let input = try folder.write("text\n", to: "input")
      let noOutput = try Child([input], output: .closed)
      noOutput.closeInput()
      #expect(noOutput.wait() == .exited(4))
      #expect(noOutput.errors.contains("standard output"))
      #expect(try folder.read("input") == Array("text\n".utf8))
    }

    @Test func findingsTakeAFileOfTheirOwnOnly() throws {
      let output = try folder.write("", to: "output")
      let secrets = try folder.write("some-secret-value\n", to: "secrets")
      let child = try Child(["--findings", output], output: .path(output))
      child.write(Array("some-secret-value\n".utf8))
      child.closeInput()
      #expect(child.wait() == .exited(2))
      let outcome = try ScrubProgram.run(
        ["--secrets-file", secrets, "--findings", secrets], text: "text")
      #expect(outcome.ending == .exited(2))
      #expect(try folder.read("secrets") == Array("some-secret-value\n".utf8))
    }

    @Test func aFileIsNotScrubbedOntoItself() throws {
      let path = try folder.write("content\n", to: "same")
      let child = try Child([path], output: .path(path))
      child.closeInput()
      #expect(child.wait() == .exited(4))
      #expect(child.errors.contains("is also the output"))
      #expect(try folder.read("same") == Array("content\n".utf8))
    }

    @Test(arguments: [
      ["--no-such-option"], ["--secrets-format", "xml"], ["--rules"], ["--short-secrets", "no"],
      ["rules", "--no-such-option"], ["rules", "list", "extra"], ["--placeholder", ""],
    ])
    func wrongOptionsAreExplained(arguments: [String]) throws {
      let outcome = try ScrubProgram.run(arguments, text: "not written")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("Usage:") || outcome.errors.contains("Error:"))
      #expect(outcome.ending == .exited(2))
    }

    @Test(arguments: [
      "this is no pack", "name = \"x\"\n[[rules]]\nid = 3\n",
      FakeSecrets.demoPack + "\nunknown = 1\n",
      FakeSecrets.demoPack.replacingOccurrences(of: "9]{24}", with: "9{24}"),
      FakeSecrets.demoPack.replacingOccurrences(of: "demo_[A-Za-z0-9]{24}", with: ".*x"),
    ])
    func aBrokenPackStopsBeforeAnythingIsWritten(pack: String) throws {
      let path = try folder.write(pack, to: "broken.toml")
      let outcome = try ScrubProgram.run(["--rules", path], text: "not written")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("scrub: "))
      #expect(outcome.ending == .exited(2))
    }

    @Test func aMissingPackIsAnInputOutputError() throws {
      let outcome = try ScrubProgram.run(["--rules", folder.path("none.toml")], text: "text")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("none.toml: No such file"))
      #expect(outcome.ending == .exited(4))
    }

    @Test func aFullDiskIsReported() throws {
      let child = try Child([], output: .path("/dev/full"))
      child.write(Array(String(repeating: "a line of text\n", count: 100_000).utf8))
      child.closeInput()
      #expect(child.wait() == .exited(4))
      #expect(child.errors == "scrub: standard output: No space left on device\n")
    }

    @Test func aFullDiskIsReportedForASmallOutputToo() throws {
      let child = try Child([], output: .path("/dev/full"))
      child.write([0x61])
      child.closeInput()
      #expect(child.wait() == .exited(4))
      #expect(child.errors.contains("No space left on device"))
    }

    @Test func aFullDiskForTheFindingsIsReported() throws {
      let secrets = try folder.write(FakeSecrets.token(1), to: "secrets")
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--secrets-file", secrets, "--findings", "/dev/full"],
        text: FakeSecrets.token(1))
      #expect(outcome.text == "[REDACTED:registered-secret]")
      #expect(outcome.errors.contains("/dev/full: No space left on device"))
      #expect(outcome.ending == .exited(4))
    }

    @Test func aTinyFileSystemFillsUpWithoutARawTail() throws {
      let mountPoint = folder.path("tiny")
      mkdir(mountPoint, 0o700)
      guard mount("tmpfs", mountPoint, "tmpfs", 0, "size=64k") == 0 else { return }
      defer { umount(mountPoint) }
      let secret = FakeSecrets.token(2)
      let secrets = try folder.write(secret, to: "secrets")
      let child = try Child(
        ["--no-default-rules", "--secrets-file", secrets], output: .path(mountPoint + "/out"))
      child.write(Array(String(repeating: "key \(secret) end\n", count: 10_000).utf8))
      child.closeInput()
      #expect(child.wait() == .exited(4))
      #expect(child.errors.contains("No space left on device"))
      let written = String(decoding: try folder.read("tiny/out"), as: UTF8.self)
      #expect(!written.isEmpty)
      #expect(!written.contains(secret.prefix(4)))
    }

    @Test func whatCannotBeDecidedIsMaskedAndToldByTheExitCode() throws {
      let long = FakeSecrets.demoPack.replacingOccurrences(of: "{24}", with: "{100}")
      let pack = try folder.write(long, to: "long.toml")
      // Colours between all bytes: more of them than a window has room for.
      let colour = "\u{1B}[" + String(repeating: "0;", count: 30) + "m"
      let colours = String(repeating: colour, count: 3)
      let token = "demo_" + FakeSecrets.token(3, length: 100)
      let text = token.map(String.init).joined(separator: colours)
      let outcome = try ScrubProgram.run(
        ["--no-default-rules", "--rules", pack], text: "before \(text) after\n")
      #expect(outcome.text.hasPrefix("before [REDACTED:unscanned]"))
      #expect(outcome.text.hasSuffix(" after\n"))
      #expect(outcome.ending == .exited(3))
    }

    @Test func aReaderThatLeavesEndsTheRunQuietly() throws {
      let child = try Child([])
      let line = Array(String(repeating: "a line of text\n", count: 100_000).utf8)
      let writer = BackgroundWriter(child, Array(repeating: line, count: 8))
      #expect(child.read { $0.count >= 10 }.count >= 10)
      child.closeOutput()
      #expect(child.wait() == .exited(4))
      writer.join()
      #expect(child.errors.isEmpty)
    }
  }
}
