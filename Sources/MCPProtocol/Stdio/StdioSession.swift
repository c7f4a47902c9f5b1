internal import Logging
internal import Synchronization

/// What goes on between one client and this process over a pair of pipes.
final class StdioSession: Sendable {
  let writer: LineWriter
  let inFlight = InFlight()
  private let dispatcher: Dispatcher
  private let bearer: @Sendable () async -> BearerToken?
  private let slots: CallSlots
  private let running = Mutex<[Int: Task<Void, Never>]>([:])

  init(
    dispatcher: Dispatcher, writer: LineWriter,
    bearer: @escaping @Sendable () async -> BearerToken?
  ) {
    self.dispatcher = dispatcher
    self.writer = writer
    self.bearer = bearer
    slots = CallSlots(limit: dispatcher.limits.concurrentRequests)
  }

  /// Takes one line; returns when the next may come, not when it is answered.
  func take(_ line: InputLine) async {
    guard case .line(let bytes) = line else {
      return await refuse(nil, RPCError(.invalidRequest, "The line is too long"))
    }
    let message: IncomingMessage
    do {
      message = try IncomingMessage(
        parsing: bytes,
        limits: JSONLimits(bytes: bytes.count, depth: dispatcher.limits.messageDepth))
    } catch {
      return await refuse(error.id, error.error)
    }
    switch message {
    case .notification(let method, let params):
      guard method == "notifications/cancelled" else { return }
      if let id = params["requestId"].flatMap({ RequestID($0) }) { inFlight.cancel(id) }
    case .request(let request):
      await start(request)
    }
  }

  private func refuse(_ id: RequestID?, _ error: RPCError) async {
    _ = await writer.send(.error(id, error))
  }

  private func start(_ request: IncomingRequest) async {
    let era: Era
    do {
      era = try dispatcher.era(of: request, headers: nil)
    } catch {
      return await refuse(request.id, error)
    }
    guard let lease = slots.take() else {
      return await refuse(
        request.id, RPCError(.busy, "Too many requests at once; try again later"))
    }
    guard let serial = inFlight.begin(request.id) else {
      return await refuse(
        request.id, RPCError(.invalidRequest, "A request with this id is still being worked on"))
    }
    // Taken before the task runs, so that a cancellation in the next line finds it.
    let task = Task {
      await self.work(on: request, era: era, serial: serial, lease: lease)
      self.running.withLock { $0[serial] = nil }
    }
    inFlight.attach(task, to: request.id, serial: serial)
    running.withLock { $0[serial] = task }
    if !inFlight.isWanted(request.id, serial: serial) {
      // It may have ended before it was noted.
      running.withLock { $0[serial] = nil }
    }
  }

  private func work(
    on request: IncomingRequest, era: Era, serial: Int, lease: CallSlots.Lease
  ) async {
    let origin = RequestOrigin(
      transport: .stdio, requestID: RequestIdentifier.random(), bearer: await bearer(),
      lease: lease)
    let commitment = Commitment(
      onCommit: {},
      deliver: { [inFlight, writer] message in
        if inFlight.isWanted(request.id, serial: serial) { writer.enqueue(message) }
      })
    // Nothing can be refused by status here, so that progress need not wait.
    commitment.commit()
    let answer = await dispatcher.answer(
      request, era: era, origin: origin, commitment: commitment)
    _ = commitment.end()
    guard inFlight.end(request.id, serial: serial), let answer else { return }
    _ = await writer.send(answer.message)
  }

  /// Waits for all requests that are under way.
  func drain() async {
    while let task = running.withLock({ $0.values.first }), !Task.isCancelled {
      await task.value
    }
  }
}
