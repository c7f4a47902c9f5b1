/// How a piece of work ended that may be given up.
enum Ending<Value: Sendable>: Sendable {
  case value(Value)
  case failed(any Error)
  case late
  case cancelled
}

/// Runs work, and stops waiting for it when time is up or the task is cancelled.
///
/// The work is cancelled then but not awaited: one that does not listen delays nobody.
func withDeadline<Value: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async -> Ending<Value> {
  let (endings, continuation) = AsyncStream<Ending<Value>>.makeStream(
    bufferingPolicy: .bufferingOldest(1))
  let worker = Task {
    do {
      continuation.yield(.value(try await work()))
    } catch {
      continuation.yield(.failed(error))
    }
  }
  let timer = Task {
    try await Task.sleep(for: limit)
    continuation.yield(.late)
  }
  defer {
    timer.cancel()
    worker.cancel()
  }
  // A cancelled task gets nil at once.
  for await ending in endings { return Task.isCancelled ? .cancelled : ending }
  return .cancelled
}
