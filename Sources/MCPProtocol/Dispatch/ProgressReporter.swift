internal import Synchronization

/// Tells the client of one request how far its tool is; does nothing if the client gave no token.
///
/// Reports go up strictly and keep a distance in time, as MCP wants; others are dropped.
public final class ProgressReporter: Sendable {
  private struct State {
    var last: Int?
    var lastTime: ContinuousClock.Instant?
  }

  private let token: ProgressToken?
  private let interval: Duration
  private let send: @Sendable (OutgoingMessage) -> Void
  private let state = Mutex(State())

  init(
    token: ProgressToken?, interval: Duration, send: @escaping @Sendable (OutgoingMessage) -> Void
  ) {
    self.token = token
    self.interval = interval
    self.send = send
  }

  /// Whether the client wants to know.
  public var isWanted: Bool { token != nil }

  /// Reports progress.
  ///
  /// - Parameters:
  ///   - progress: any measure that grows, for example seconds or lines.
  ///   - total: what it will be at the end, if that is known.
  ///   - message: for people, short.
  public func report(_ progress: Int, of total: Int? = nil, message: ScrubbedText? = nil) {
    guard let token else { return }
    // One lock around both: messages must leave in the order of their numbers.
    state.withLock { state in
      let now = ContinuousClock.now
      if let last = state.last, progress <= last { return }
      if let time = state.lastTime, now - time < interval { return }
      state.last = progress
      state.lastTime = now
      // What is larger is no message for people any more.
      let message = message.flatMap { $0.json.count <= 4_096 ? $0 : nil }
      send(.progress(token, progress, of: total, message: message))
    }
  }
}
