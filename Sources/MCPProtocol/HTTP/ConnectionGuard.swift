internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Sees to it that no connection is held by a client that does nothing: limits the time of heads,
/// bodies, pauses and writes, closes after refusals, and notices when the client goes.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Time for a refused client to read the refusal before the connection is closed.
  private static let lingering = Duration.seconds(2)

  let watch = ConnectionWatch()
  private let configuration: HTTPConfiguration
  private var readTimer: Scheduled<Void>?
  private var writeTimer: Scheduled<Void>?
  /// Requests that have begun and are not answered; more than one if the client pipelines.
  private var unanswered = 0
  private var isReading = false
  private var closesAfterAnswer = false

  init(_ configuration: HTTPConfiguration) {
    self.configuration = configuration
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { closeLater(configuration.headTimeout, context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    stopTimers()
  }

  func channelActive(context: ChannelHandlerContext) {
    closeLater(configuration.headTimeout, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    stopTimers()
    watch.gone()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    watch.gone()
    context.fireErrorCaught(error)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // A client that goes and one that only ends its half of the connection look the same until
    // something is written; HTTP clients do the latter only when they go.
    if let event = event as? ChannelEvent, event == .inputClosed { watch.gone() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      unanswered += 1
      isReading = true
      closeLater(configuration.bodyTimeout, context)
    case .body: break
    case .end:
      isReading = false
      stopReadTimer()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
    case .body: break
    case .end:
      unanswered = max(unanswered - 1, 0)
      if closesAfterAnswer || (isReading && unanswered == 0) {
        // The client may still be sending: closing at once could take the answer from it.
        closeLater(Self.lingering, context)
      } else if unanswered == 0 {
        closeLater(configuration.idleTimeout, context)
      }
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writeTimer?.cancel()
    writeTimer = nil
    if !context.channel.isWritable {
      writeTimer = schedule(configuration.writeTimeout, context)
    }
    context.fireChannelWritabilityChanged()
  }

  private func closeLater(_ time: Duration, _ context: ChannelHandlerContext) {
    readTimer?.cancel()
    readTimer = schedule(time, context)
  }

  private func schedule(_ time: Duration, _ context: ChannelHandlerContext) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: TimeAmount(time)) {
      channel.close(mode: .all, promise: nil)
    }
  }

  private func stopReadTimer() {
    readTimer?.cancel()
    readTimer = nil
  }

  private func stopTimers() {
    stopReadTimer()
    writeTimer?.cancel()
    writeTimer = nil
  }
}
