/// Where the token of a process comes from that serves one user (stdio). A server for many users has
/// none of these: each request brings its own `BearerToken`.
public protocol UpstreamCredential: Sendable {
  /// A token that is worth trying.
  func token() async throws(CredentialError) -> BearerToken

  /// Airflow didn't accept this token: get another one next time, if there is a way.
  func refused(_ token: BearerToken) async
}

extension UpstreamCredential {
  /// Calls `body` with a token, and once more with a new one if Airflow refused the first.
  ///
  /// - Throws: what the second try failed with; the first failure if there is no other token
  public func authorized<Value: Sendable>(
    _ body: (BearerToken) async throws(UpstreamFailure) -> Value
  ) async throws(AuthorizedFailure) -> Value {
    let first = try await known { () async throws(CredentialError) in try await token() }
    do throws(UpstreamFailure) {
      return try await body(first)
    } catch {
      guard error.isAboutToken else { throw .upstream(error) }
      await refused(first)
      let second = try await known { () async throws(CredentialError) in try await token() }
      guard second != first else { throw .upstream(error) }
      do throws(UpstreamFailure) {
        return try await body(second)
      } catch {
        if error.isAboutToken { await refused(second) }
        throw .upstream(error)
      }
    }
  }

  private func known(
    _ body: () async throws(CredentialError) -> BearerToken
  ) async throws(AuthorizedFailure) -> BearerToken {
    do throws(CredentialError) { return try await body() } catch { throw .credential(error) }
  }
}

/// Why a request with a credential gave nothing.
public enum AuthorizedFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// There was no token.
  case credential(CredentialError)
  /// Airflow gave no usable answer.
  case upstream(UpstreamFailure)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .credential(let error): error.description
    case .upstream(let failure): failure.description
    }
  }
}

/// A token that was given once, for example by an environment variable.
public struct FixedCredential: UpstreamCredential {
  private let fixed: BearerToken

  /// Always gives `token`.
  public init(_ token: BearerToken) { fixed = token }

  /// The token.
  public func token() async throws(CredentialError) -> BearerToken { fixed }

  /// Does nothing: there is no other token.
  public func refused(_ token: BearerToken) async {}
}
