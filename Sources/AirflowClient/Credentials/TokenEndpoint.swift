import FoundationEssentials

/// User name and password of an Airflow user; printed as `<redacted>`.
public struct PasswordLogin: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  let username: String
  let password: String

  /// User name and password as Airflow knows them.
  public init(username: String, password: String) {
    self.username = username
    self.password = password
  }

  /// `<redacted>`.
  public var description: String { "<redacted>" }
  /// `<redacted>`.
  public var debugDescription: String { "<redacted>" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Body of `POST /auth/token`, the one thing that is ever sent. Only `TokenEndpoint` can make it.
struct TokenForm: Sendable {
  let json: [UInt8]

  fileprivate init(_ login: PasswordLogin) throws(CredentialError) {
    struct Form: Encodable {
      var username: String
      var password: String
    }
    let form = Form(username: login.username, password: login.password)
    guard let data = try? JSONEncoder().encode(form) else {
      throw .upstream(UpstreamFailure(.configuration))
    }
    json = Array(data)
  }
}

/// `POST /auth/token`, which makes a token of user name and password (SimpleAuthManager and FAB).
public struct TokenEndpoint: Sendable {
  private let client: AirflowClient

  /// The token endpoint of the Airflow that `client` asks.
  public init(_ client: AirflowClient) { self.client = client }

  /// A new token. Nothing is retried here: wrong passwords may lock the account.
  public func token(
    for login: PasswordLogin, requestID: RequestID = .random()
  ) async throws(CredentialError) -> BearerToken {
    let form = try TokenForm(login)
    let body: UpstreamBody
    do throws(UpstreamFailure) {
      body = try await client.post(form, requestID: requestID)
    } catch {
      throw Self.credentialError(error)
    }
    struct Answer: Decodable {
      var access_token: String
    }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body.unscrubbedBytes))
    else { throw .upstream(UpstreamFailure(.malformedAnswer, status: body.status)) }
    do throws(BearerTokenError) {
      return try BearerToken(answer.access_token)
    } catch {
      throw .notAToken(error)
    }
  }

  private static func credentialError(_ failure: UpstreamFailure) -> CredentialError {
    switch failure.kind {
    case .notAuthenticated, .tokenExpired, .tokenInvalid, .forbidden: .wrongPassword
    case .notFound, .methodNotAllowed: .noTokenEndpoint
    default: .upstream(failure)
    }
  }
}

/// Tokens made of user name and password, renewed before their `exp` and when Airflow refused one.
public struct PasswordCredential: UpstreamCredential {
  private let renewal: TokenRenewal

  /// - Parameters:
  ///   - login: whose tokens
  ///   - client: the Airflow that makes them
  public init(_ login: PasswordLogin, client: AirflowClient) {
    let endpoint = TokenEndpoint(client)
    renewal = TokenRenewal {
      do throws(CredentialError) {
        return .success(try await endpoint.token(for: login))
      } catch {
        return .failure(error)
      }
    }
  }

  /// The token in use, or a new one.
  public func token() async throws(CredentialError) -> BearerToken { try await renewal.token() }

  /// Makes a new token next time.
  public func refused(_ token: BearerToken) async { await renewal.refused(token) }
}
