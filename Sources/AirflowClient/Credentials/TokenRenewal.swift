import Glibc

/// Holds a token and gets a new one before its time is over or when it was refused. Many callers at
/// once share one renewal.
actor TokenRenewal {
  typealias Source = @Sendable () async -> Result<BearerToken, CredentialError>

  /// How long a failure is repeated without asking the source again, in seconds: commands can be
  /// slow, and wrong passwords lock accounts.
  static func pause(after error: CredentialError) -> Int64 {
    error == .wrongPassword ? 900 : 10
  }

  private let source: Source
  private let now: @Sendable () -> Int64
  private var held: (token: BearerToken, lifetime: TokenLifetime?)?
  private var renewal: Task<Result<BearerToken, CredentialError>, Never>?
  private var lastFailure: (error: CredentialError, time: Int64)?

  /// - Parameters:
  ///   - now: the time in seconds since 1970
  ///   - source: where tokens come from
  init(
    now: @escaping @Sendable () -> Int64 = { Int64(Glibc.time(nil)) }, source: @escaping Source
  ) {
    self.now = now
    self.source = source
  }

  func token() async throws(CredentialError) -> BearerToken {
    let time = now()
    if let held {
      guard let lifetime = held.lifetime, time >= lifetime.renewal else { return held.token }
    }
    do throws(CredentialError) {
      return try await renew(time)
    } catch {
      // The old token may still be good for a while.
      if let held, let lifetime = held.lifetime, time < lifetime.end { return held.token }
      throw error
    }
  }

  func refused(_ token: BearerToken) {
    if held?.token == token { held = nil }
  }

  private func renew(_ time: Int64) async throws(CredentialError) -> BearerToken {
    if let lastFailure, renewal == nil,
      time - lastFailure.time < Self.pause(after: lastFailure.error)
    {
      throw lastFailure.error
    }
    // A task of its own, so that a caller who is cancelled doesn't take it away from the others.
    let task = renewal ?? Task { [source] in await source() }
    renewal = task
    let result = await task.value
    if renewal == task {
      renewal = nil
      keep(result)
    }
    return try result.get()
  }

  private func keep(_ result: Result<BearerToken, CredentialError>) {
    let time = now()
    switch result {
    case .success(let token):
      held = (token, TokenLifetime(token, now: time))
      lastFailure = nil
    case .failure(let error): lastFailure = (error, time)
    }
  }
}
