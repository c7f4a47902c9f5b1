internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// One request that a tool works on, and its answer: JSON if that comes first, else a stream of
/// events.
struct HTTPExchange: Sendable {
  private enum Event: Sendable {
    case committed
    case notification(OutgoingMessage)
    /// Time for a sign of life.
    case tick
    /// The end; nil if the request was cancelled.
    case answer(Answer?)
  }

  private let events: AsyncStream<Event>
  private let source: AsyncStream<Event>.Continuation
  let accepted: RequestRules.Accepted
  let keepAliveInterval: Duration
  let running: RunningWork
  /// Gets the answer's status and challenge.
  let respond: @Sendable (Answer) -> Response

  init(
    accepted: RequestRules.Accepted, keepAliveInterval: Duration, running: RunningWork,
    respond: @escaping @Sendable (Answer) -> Response
  ) {
    (events, source) = AsyncStream.makeStream()
    self.accepted = accepted
    self.keepAliveInterval = keepAliveInterval
    self.running = running
    self.respond = respond
  }

  /// Runs `work` and makes its response.
  ///
  /// - Parameters:
  ///   - watch: tells when the client goes.
  ///   - cancels: whether the work is cancelled then: MUST in the modern era, SHOULD NOT before.
  func run(
    watch: ConnectionWatch, cancels: Bool,
    _ work: @escaping @Sendable (Commitment) async -> Answer?
  ) async -> Response {
    let source = source
    let commitment = Commitment(
      onCommit: { source.yield(.committed) }, deliver: { source.yield(.notification($0)) })
    let worker = Task {
      let answer = await work(commitment)
      _ = commitment.end()
      source.yield(.answer(answer))
      source.finish()
    }
    running.note(worker)
    let key = watch.onGone { if cancels { worker.cancel() } }
    return await withTaskCancellationHandler {
      let response = await firstPart(worker: worker, cancels: cancels)
      Task {
        await worker.value
        watch.forget(key)
      }
      return response
    } onCancel: {
      worker.cancel()
    }
  }

  /// Waits for what decides the form of the response.
  private func firstPart(worker: Task<Void, Never>, cancels: Bool) async -> Response {
    var ticker: Task<Void, any Error>?
    defer { ticker?.cancel() }
    for await event in events {
      switch event {
      case .committed:
        ticker = accepted.events ? startTicker() : nil
      case .notification(let message):
        guard accepted.events else { continue }
        return stream(Self.frame(message), worker: worker, cancels: cancels)
      case .tick:
        return stream(Self.comment, worker: worker, cancels: cancels)
      case .answer(let answer?):
        guard accepted.json || answer.status != 200 else {
          return Self.eventResponse(
            ResponseBody(byteBuffer: Self.frame(answer.message)))
        }
        return respond(answer)
      case .answer(nil):
        return Self.nobody
      }
    }
    return Self.nobody
  }

  /// Nobody reads this: the client has gone, or the server goes.
  private static var nobody: Response {
    HTTPRefusal(503, "The request was cancelled", closes: true).response
  }

  private func startTicker() -> Task<Void, any Error> {
    Task { [source, keepAliveInterval] in
      while true {
        try await Task.sleep(for: keepAliveInterval)
        if case .terminated = source.yield(.tick) { return }
      }
    }
  }

  /// A stream that begins with `first` and ends with the answer.
  private func stream(
    _ first: ByteBuffer, worker: Task<Void, Never>, cancels: Bool
  ) -> Response {
    let body = ResponseBody { writer in
      let ticker = startTicker()
      defer { ticker.cancel() }
      do {
        try await writer.write(first)
        for await event in events {
          switch event {
          case .committed, .answer(nil): break
          case .tick: try await writer.write(Self.comment)
          case .notification(let message): try await writer.write(Self.frame(message))
          case .answer(let answer?): try await writer.write(Self.frame(answer.message))
          }
        }
        try await writer.finish(nil)
      } catch {
        if cancels { worker.cancel() }
        throw error
      }
    }
    return Self.eventResponse(body)
  }

  private static func eventResponse(_ body: ResponseBody) -> Response {
    var response = Response(status: .ok, body: body)
    response.headers[.contentType] = "text/event-stream"
    response.headers[.cacheControl] = "no-cache, no-store, no-transform"
    response.headers[.buffering] = "no"
    response.headers[.sniffing] = "nosniff"
    return response
  }

  /// One event. A message is one line, so that nothing in it can end the event.
  private static func frame(_ message: OutgoingMessage) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(message.bytes.count + 32)
    buffer.writeString("event: message\ndata: ")
    buffer.writeBytes(message.bytes)
    buffer.writeString("\n\n")
    return buffer
  }

  private static var comment: ByteBuffer { ByteBuffer(string: ": working\n\n") }
}
