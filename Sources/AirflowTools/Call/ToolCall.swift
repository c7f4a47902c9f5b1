internal import AirflowClient
internal import MCPProtocol
internal import Scrubber
internal import Synchronization

/// One call of a tool: its arguments, and Airflow as its caller sees it.
final class ToolCall: Sendable {
  /// Whose token is used, and the gate that knows it as a secret.
  private struct Identity: Sendable {
    var token: AirflowToken
    var gate: ScrubGate
  }

  let arguments: Arguments
  let context: CallContext
  let backend: Backend
  let requestID: AirflowRequestID
  private let identity: Mutex<Identity>

  init(
    _ backend: Backend, arguments: JSONObject, context: CallContext
  ) async throws(ToolFailure) {
    self.backend = backend
    self.arguments = Arguments(arguments)
    self.context = context
    requestID = (try? AirflowRequestID(context.request.requestID)) ?? .random()
    let first: Identity
    if let bearer = context.request.bearer {
      first = Identity(token: try Self.token(bearer), gate: context.gate)
    } else if let credential = backend.services.credential {
      first = try await Self.identity(credential, context)
    } else {
      throw .problem(.noToken)
    }
    identity = Mutex(first)
  }

  /// The gate of the call's own token.
  var gate: ScrubGate { identity.withLock { $0.gate } }

  /// What stands for the caller.
  var user: UserKey { UserKey(identity.withLock { $0.token }) }

  /// A scrubber that knows the call's own token, for text that is not sent whole.
  func scrubber() throws(ToolFailure) -> SecretScrubber {
    let token = identity.withLock { $0.token }
    guard let bearer = MCPProtocol.BearerToken(token.secret) else { throw .problem(.noToken) }
    do {
      return try backend.services.source.scrubber(registering: bearer.secrets)
    } catch {
      throw .gate(.unsafe)
    }
  }

  /// The answer of an endpoint that has JSON.
  func fetch(_ endpoint: Endpoint) async throws(ToolFailure) -> JSONValue {
    let body = try await bytes(endpoint)
    let limits = JSONLimits(bytes: body.count, depth: 128, allowsDuplicateKeys: true)
    do {
      return try JSONParser.parse(body, limits: limits)
    } catch {
      throw .problem(.malformedAnswer)
    }
  }

  /// The answer of an endpoint.
  func bytes(_ endpoint: Endpoint) async throws(ToolFailure) -> [UInt8] {
    let id = requestID
    let client = backend.services.client
    return try await asking { token throws(UpstreamFailure) in
      try await client.fetch(endpoint, bearer: token, requestID: id).unscrubbedBytes
    }
  }

  /// Does something with the caller's token; where it is ours to renew (stdio) and Airflow refuses
  /// it, once more with a new one.
  func asking<Value: Sendable>(
    _ body: (AirflowToken) async throws(UpstreamFailure) -> Value
  ) async throws(ToolFailure) -> Value {
    do throws(UpstreamFailure) {
      _ = try await backend.version.version(requestID: requestID)
    } catch {
      throw .upstream(error)
    }
    let token = identity.withLock { $0.token }
    do throws(UpstreamFailure) {
      return try await body(token)
    } catch {
      guard error.isAboutToken, let credential = backend.services.credential else {
        throw .upstream(error)
      }
      await credential.refused(token)
      let next = try await Self.identity(credential, context)
      guard next.token != token else { throw .upstream(error) }
      identity.withLock { $0 = next }
      do throws(UpstreamFailure) {
        return try await body(next.token)
      } catch {
        throw .upstream(error)
      }
    }
  }

  private static func token(_ bearer: MCPProtocol.BearerToken) throws(ToolFailure) -> AirflowToken {
    let text = bearer.withBytes { String(decoding: $0, as: UTF8.self) }
    guard let token = try? AirflowToken(text) else { throw .problem(.noToken) }
    return token
  }

  private static func identity(
    _ credential: any UpstreamCredential, _ context: CallContext
  ) async throws(ToolFailure) -> Identity {
    let token: AirflowToken
    do {
      token = try await credential.token()
    } catch {
      throw .credential(error)
    }
    guard let bearer = MCPProtocol.BearerToken(token.secret) else { throw .problem(.noToken) }
    do {
      return Identity(token: token, gate: try context.gate.forRequest(bearer: bearer))
    } catch {
      throw .gate(error)
    }
  }
}
