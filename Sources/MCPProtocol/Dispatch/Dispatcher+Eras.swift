/// The headers of Streamable HTTP that repeat what the body says.
struct RoutingHeaders: Sendable {
  /// `MCP-Protocol-Version`.
  var version: String?
  /// `Mcp-Method`.
  var method: String?
  /// `Mcp-Name`, not decoded.
  var name: String?
  /// Whether one of them is there twice.
  var isDuplicated = false
}

extension Dispatcher {
  /// Finds out which era a request belongs to, and checks what that era wants of every request.
  ///
  /// The order of the checks is that of the Python SDK 2.3.0 (`shared/inbound.py`): shape of
  /// `_meta`, agreement of headers and body, version.
  ///
  /// - Parameter headers: nil on transports without headers.
  func era(of request: IncomingRequest, headers: RoutingHeaders?) throws(RPCError) -> Era {
    let version = request.meta?[MetaKey.protocolVersion]
    let isModern =
      version != nil || headers?.version.map(ProtocolVersion.isModern) == true
      || request.method == "server/discover"
    guard isModern else {
      if let named = headers?.version, !ProtocolVersion.isLegacyHeader(named) {
        throw try unsupported(named, known: ProtocolVersion.legacy)
      }
      return .legacy
    }
    guard let version, let capabilities = request.meta?[MetaKey.clientCapabilities] else {
      throw RPCError(
        .invalidParams,
        """
        `params._meta` needs `io.modelcontextprotocol/protocolVersion` and \
        `io.modelcontextprotocol/clientCapabilities`
        """)
    }
    if let headers { try check(headers, against: request, version: version) }
    guard let named = version.string else {
      throw RPCError(.invalidParams, "The protocol version must be a string")
    }
    guard ProtocolVersion.isModern(named) else { throw try unsupported(named, known: []) }
    guard capabilities.object != nil else {
      throw RPCError(.invalidParams, "The client's capabilities must be an object")
    }
    return .modern
  }

  /// Checks the version that a notification's header names, if any.
  func checkNotification(_ headers: RoutingHeaders) throws(RPCError) {
    guard let named = headers.version, !ProtocolVersion.isModern(named),
      !ProtocolVersion.isLegacyHeader(named)
    else { return }
    throw try unsupported(named, known: ProtocolVersion.legacy)
  }

  private func check(
    _ headers: RoutingHeaders, against request: IncomingRequest, version: JSONValue
  ) throws(RPCError) {
    guard !headers.isDuplicated else {
      throw RPCError(.headerMismatch, "A header that repeats the body is there twice")
    }
    guard let named = headers.version, let body = version.string, JSONObject.same(named, body)
    else {
      throw RPCError(.headerMismatch, "`MCP-Protocol-Version` is missing or not the body's")
    }
    guard let method = headers.method, JSONObject.same(method, request.method) else {
      throw RPCError(.headerMismatch, "`Mcp-Method` is missing or not the body's")
    }
    let key: String
    switch request.method {
    case "tools/call", "prompts/get": key = "name"
    case "resources/read": key = "uri"
    default: return
    }
    guard let name = request.params[key] else { return }
    guard let header = headers.name.flatMap(HeaderText.decode), let body = name.string,
      JSONObject.same(header, body)
    else {
      throw RPCError(.headerMismatch, "`Mcp-Name` is missing or not the body's")
    }
  }

  private func unsupported(
    _ requested: String, known: [StaticString]
  ) throws(RPCError) -> RPCError {
    var shown = ScrubbedJSON("(too long to repeat)")
    if requested.utf8.count <= 64 {
      do {
        shown = try gate.forRequest(bearer: nil).scrub(.string(requested))
      } catch {
        throw Self.unsafeAnswer
      }
    }
    let supported = ([ProtocolVersion.modern] + known).map { ScrubbedJSON(StaticText($0)) }
    return RPCError(
      .unsupportedVersion, "This protocol version is not supported",
      data: ScrubbedJSON(object: [
        ("supported", ScrubbedJSON(array: supported)), ("requested", shown),
      ]))
  }

  static let unsafeAnswer = RPCError(
    .internalError, "The answer could not be checked for secrets, so it is not sent")
}
