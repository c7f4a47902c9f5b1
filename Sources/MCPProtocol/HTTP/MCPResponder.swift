internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// What Hummingbird tells of a request's connection.
struct ConnectionContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
  }
}

/// Answers HTTP requests: the MCP endpoint, the resource's metadata, and whether the server lives.
struct MCPResponder: HTTPResponder {
  typealias Context = ConnectionContext

  let dispatcher: Dispatcher
  let configuration: HTTPConfiguration
  let rules: RequestRules
  let slots: CallSlots
  let running = RunningWork()

  init(dispatcher: Dispatcher, configuration: HTTPConfiguration) {
    self.dispatcher = dispatcher
    self.configuration = configuration
    rules = RequestRules(configuration)
    slots = CallSlots(limit: dispatcher.limits.concurrentRequests)
  }

  func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    let id =
      RequestIdentifier.checked(request.headers[.requestID]) ?? RequestIdentifier.random()
    var response: Response
    do throws(HTTPRefusal) {
      response = try await answer(request, context: context, requestID: id)
    } catch {
      response = error.response
    }
    response.headers[.requestID] = id
    return response
  }

  private func answer(
    _ request: Request, context: ConnectionContext, requestID: String
  ) async throws(HTTPRefusal) -> Response {
    let path = request.uri.path
    // Probes come with the address of the machine as their host, and learn nothing.
    if path == "/healthz" {
      guard request.method == .get else {
        throw HTTPRefusal(405, "Only GET is served here", fields: [(.allow, "GET")])
      }
      return .json(Array(#"{"status":"ok"}"#.utf8), status: 200)
    }
    try rules.checkSource(request)
    if let resource = configuration.resource, metadataPaths(resource).contains(path) {
      guard request.method == .get else {
        throw HTTPRefusal(405, "Only GET is served here", fields: [(.allow, "GET")])
      }
      return .json(resource.metadata, status: 200)
    }
    guard path == configuration.path else { throw HTTPRefusal(404, "There is nothing here") }
    let accepted = try rules.checkForm(request)
    // Before a place is taken, so that slow clients keep no place from others.
    let body = try await collect(request)
    let bearer = try bearer(of: request, body: body)
    guard let lease = slots.take() else {
      throw HTTPRefusal(503, "Too many requests at once", fields: [(.retryAfter, "1")])
    }
    let origin = RequestOrigin(
      transport: .http, requestID: requestID, bearer: bearer, headers: rules.exposed(of: request),
      lease: lease)
    return await answer(
      body, routing: rules.routing(of: request), origin: origin, accepted: accepted,
      channel: context.channel)
  }

  /// The bearer; a refusal has the request's id, without which clients do not show its reason.
  private func bearer(
    of request: Request, body: [UInt8]
  ) throws(HTTPRefusal) -> BearerToken? {
    do throws(HTTPRefusal) {
      return try rules.bearer(of: request, now: WallClock.now)
    } catch {
      var refusal = error
      let limits = JSONLimits(
        bytes: configuration.bodyBytes, depth: dispatcher.limits.messageDepth)
      if case .request(let message) = try? IncomingMessage(parsing: body, limits: limits) {
        refusal.id = message.id
      }
      throw refusal
    }
  }

  private func metadataPaths(_ resource: ProtectedResource) -> [String] {
    let root = ProtectedResource.wellKnown
    return [root, root + resource.path, root + configuration.path]
  }

  private func collect(_ request: Request) async throws(HTTPRefusal) -> [UInt8] {
    do {
      let buffer = try await request.body.collect(upTo: configuration.bodyBytes)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw RequestRules.tooLarge
    } catch {
      throw HTTPRefusal(400, "The body could not be read", closes: true)
    }
  }

  /// Answers the message in a body.
  private func answer(
    _ body: [UInt8], routing: RoutingHeaders, origin: RequestOrigin,
    accepted: RequestRules.Accepted, channel: any Channel
  ) async -> Response {
    let message: IncomingMessage
    do {
      message = try IncomingMessage(
        parsing: body,
        limits: JSONLimits(
          bytes: configuration.bodyBytes, depth: dispatcher.limits.messageDepth))
    } catch {
      return refuse(error.id, error.error, era: .modern)
    }
    switch message {
    case .notification:
      // A cancellation would name a request of another connection, perhaps of another client.
      do {
        try dispatcher.checkNotification(routing)
      } catch {
        return refuse(nil, error, era: .modern)
      }
      return .empty(status: 202)
    case .request(let request):
      let era: Era
      do {
        era = try dispatcher.era(of: request, headers: routing)
      } catch {
        return refuse(request.id, error, era: .modern)
      }
      return await answer(request, era: era, origin: origin, accepted: accepted, channel: channel)
    }
  }

  private func answer(
    _ request: IncomingRequest, era: Era, origin: RequestOrigin,
    accepted: RequestRules.Accepted, channel: any Channel
  ) async -> Response {
    guard let watch = await watch(of: channel) else {
      return HTTPRefusal(503, "The connection is closing", closes: true).response
    }
    let exchange = HTTPExchange(
      accepted: accepted, keepAliveInterval: configuration.keepAliveInterval, running: running,
      respond: { self.respond(with: $0) })
    return await exchange.run(watch: watch, cancels: era == .modern) { commitment in
      await dispatcher.answer(request, era: era, origin: origin, commitment: commitment)
    }
  }

  /// The guard of a connection lives on its event loop.
  private func watch(of channel: any Channel) async -> ConnectionWatch? {
    try? await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).watch
    }.get()
  }

  private func respond(with answer: Answer) -> Response {
    var response = Response.json(answer.message.bytes, status: answer.status)
    if let challenge = answer.challenge {
      response.headers[.wwwAuthenticate] = rules.challengeField(challenge)
    }
    return response
  }

  private func refuse(_ id: RequestID?, _ error: RPCError, era: Era) -> Response {
    .json(OutgoingMessage.error(id, error).bytes, status: error.httpStatus(in: era))
  }
}
