import Testing

@testable import AirflowClient

@Suite struct TokenRenewalTests {
  /// A source that counts its calls and gives what is set.
  private struct Source: Sendable {
    let calls = Shared(0)
    let time = Shared<Int64>(1000)
    let failure = Shared<CredentialError?>(nil)

    func renewal(lifetime: Int64? = 1000) -> TokenRenewal {
      let clock: @Sendable () -> Int64 = { [time] in time.current }
      return TokenRenewal(now: clock) {
        calls.change { $0 += 1 }
        if let failure = failure.current { return .failure(failure) }
        let now = time.current
        do {
          return .success(
            try token("call\(calls.current)", issued: now, expires: lifetime.map { now + $0 }))
        } catch {
          return .failure(.commandTimedOut)
        }
      }
    }
  }

  @Test func aTokenIsKeptUntilItIsTimeToRenew() async throws {
    let source = Source()
    let renewal = source.renewal()
    let first = try await renewal.token()
    source.time.change { $0 = 1799 }
    #expect(try await renewal.token() == first)
    #expect(source.calls.current == 1)
    source.time.change { $0 = 1800 }
    #expect(try await renewal.token() != first)
    #expect(source.calls.current == 2)
  }

  @Test func aTokenWithoutAnEndIsKeptUntilItIsRefused() async throws {
    let source = Source()
    let renewal = source.renewal(lifetime: nil)
    let first = try await renewal.token()
    source.time.change { $0 = 1_000_000 }
    #expect(try await renewal.token() == first)
    await renewal.refused(first)
    #expect(try await renewal.token() != first)
    #expect(source.calls.current == 2)
  }

  @Test func refusingAnOldTokenChangesNothing() async throws {
    let source = Source()
    let renewal = source.renewal()
    let first = try await renewal.token()
    await renewal.refused(first)
    let second = try await renewal.token()
    await renewal.refused(first)
    #expect(try await renewal.token() == second)
    #expect(source.calls.current == 2)
  }

  @Test func callersAtOnceShareOneRenewal() async throws {
    let calls = Shared(0)
    let isOpen = Shared(false)
    let clock: @Sendable () -> Int64 = { 1000 }
    let renewal = TokenRenewal(now: clock) {
      calls.change { $0 += 1 }
      for _ in 0..<4000 where !isOpen.current { try? await Task.sleep(for: .milliseconds(5)) }
      return Result { () throws(CredentialError) in
        do { return try token("x", issued: 1000, expires: 9000) } catch { throw .notAFile }
      }
    }
    let waiting = Shared(0)
    let tasks = (0..<50).map { _ in
      Task {
        waiting.change { $0 += 1 }
        return try await renewal.token()
      }
    }
    // A caller that is cancelled takes the renewal from nobody.
    tasks[0].cancel()
    #expect(await eventually { waiting.current == 50 && calls.current == 1 })
    isOpen.change { $0 = true }
    var tokens: Set<BearerToken> = []
    for task in tasks.dropFirst() { tokens.insert(try await task.value) }
    #expect(tokens.count == 1)
    #expect(calls.current == 1)
  }

  /// A wrong password is not tried with every call: that locks accounts.
  @Test(
    arguments: [(.commandTimedOut, 10), (.wrongPassword, 900)] as [(CredentialError, Int64)])
  func aFailureIsNotRepeatedAtOnce(error: CredentialError, pause: Int64) async throws {
    let source = Source()
    source.failure.change { $0 = error }
    let renewal = source.renewal()
    for second in [0, 1, pause / 2, pause - 1] {
      source.time.change { $0 = 1000 + second }
      await #expect(throws: error) { try await renewal.token() }
    }
    #expect(source.calls.current == 1)
    source.failure.change { $0 = nil }
    source.time.change { $0 += 1 }
    _ = try await renewal.token()
    #expect(source.calls.current == 2)
  }

  @Test func theOldTokenServesWhileRenewalFails() async throws {
    let source = Source()
    let renewal = source.renewal()
    let first = try await renewal.token()
    source.failure.change { $0 = .commandTimedOut }
    source.time.change { $0 = 1900 }
    #expect(try await renewal.token() == first)
    source.time.change { $0 = 2000 }
    await #expect(throws: CredentialError.commandTimedOut) { try await renewal.token() }
  }
}
