import Foundation
import Testing

@testable import AirflowClient

@Suite struct CommandCredentialTests {
  private func run(
    _ arguments: [String], timeLimit: Duration = .seconds(120)
  ) async -> Result<BearerToken, CredentialError> {
    await TokenCommand(arguments: arguments, timeLimit: timeLimit).run()
  }

  @Test func theOutputIsTheToken() async throws {
    #expect(try await run(["/bin/echo", "abc.def"]).get().secret == "abc.def")
    #expect(try await run(["printf", " tok\\n"]).get().secret == "tok")
  }

  @Test func argumentsAreNotReadByAShell() async throws {
    let result = await run(["/bin/echo", "$(id);`id`"])
    #expect(result == .failure(.notAToken(.forbiddenCharacter)))
    #expect(
      try await run(["/bin/echo", "-n", "$HOME".replacing("$", with: "~")]).get().secret == "~HOME")
  }

  @Test func failuresAreToldApart() async {
    #expect(await run([]) == .failure(.commandNotStarted(errno: ENOENT)))
    #expect(await run(["/nonexistent/x"]) == .failure(.commandNotStarted(errno: ENOENT)))
    #expect(await run(["/etc/passwd"]) == .failure(.commandNotStarted(errno: EACCES)))
    #expect(
      await run(["/bin/sh", "-c", "echo secret; exit 3"]) == .failure(.commandFailed(status: 3)))
    #expect(await run(["/bin/sh", "-c", "kill -9 $$"]) == .failure(.commandFailed(status: nil)))
    #expect(await run(["/bin/true"]) == .failure(.notAToken(.empty)))
    #expect(
      await run(["/bin/sh", "-c", "yes"]) == .failure(.tooLarge(limit: TokenCommand.maximumLength)))
  }

  @Test func aCommandThatTakesTooLongIsKilledWithItsChildren() async throws {
    let mark = FileManager.default.temporaryDirectory.appending(path: "cmd-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: mark) }
    let script = "sleep 600 & echo $! > \(mark.path); wait"
    let result = await run(["/bin/sh", "-c", script], timeLimit: .seconds(3))
    #expect(result == .failure(.commandTimedOut))
    let child = try #require(
      Int32(try String(contentsOf: mark, encoding: .utf8).trimmingCharacters(in: .newlines)))
    // It may stay a zombie of whoever inherits it, but it doesn't run any more.
    #expect(
      await eventually {
        let state = try? String(contentsOf: URL(filePath: "/proc/\(child)/stat"), encoding: .utf8)
        return state.map { $0.contains(") Z ") } ?? true
      })
  }

  @Test func aCommandThatClosesItsOutputAndGoesOnIsKilled() async {
    let result = await run(
      ["/bin/sh", "-c", "echo tok; exec >&-; sleep 600"], timeLimit: .milliseconds(300))
    #expect(result == .failure(.commandTimedOut))
  }

  @Test func aCommandHasNoInputAndNoDescriptorsOfOurs() async throws {
    // Not close-on-exec, as descriptors of C libraries may be.
    let file = open("/etc/passwd", O_RDONLY)
    try #require(file >= 0)
    defer { close(file) }
    let script = "cat; for n in 0 1 2 \(file); do test -e /proc/$$/fd/$n && printf $n; done; true"
    let result = await run(["/bin/sh", "-c", script])
    #expect(try result.get().secret == "012")
  }

  @Test func aCommandHasSignalsAsUsual() async throws {
    let script = "grep -E 'SigBlk|SigIgn' /proc/self/status | tr -d '[:space:]' | tr : -"
    let text = try await run(["/bin/sh", "-c", script]).get().secret
    #expect(text.contains("SigBlk-0000000000000000"))
    let ignored = text.split(separator: "SigIgn-").last.flatMap { UInt64($0, radix: 16) }
    // Bit 12 is SIGPIPE, which servers ignore.
    #expect(try #require(ignored) & 0x1000 == 0)
  }

  @Test func theCommandIsRunAgainOnlyAfterARefusal() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "n-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let credential = CommandCredential([
      "/bin/sh", "-c", "echo x >> \(file.path); echo token-$(wc -l < \(file.path))",
    ])
    let first = try await credential.token()
    #expect(first.secret == "token-1")
    #expect(try await credential.token() == first)
    await credential.refused(first)
    #expect(try await credential.token().secret == "token-2")
  }
}
