internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// MCP over Streamable HTTP.
///
/// Keeps no sessions. Ends at a graceful shutdown, when the requests that are under way have been
/// answered.
public struct MCPHTTPServer: Service {
  private let responder: MCPResponder
  private let configuration: HTTPConfiguration
  private let logger: Logger
  private let onRunning: @Sendable (Int) async -> Void

  /// Creates a server.
  ///
  /// - Parameter onRunning: called with the port once requests are answered.
  public init(
    dispatcher: Dispatcher, configuration: HTTPConfiguration, logger: Logger,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) {
    responder = MCPResponder(dispatcher: dispatcher, configuration: configuration)
    self.configuration = configuration
    self.logger = logger
    self.onRunning = onRunning
  }

  /// Serves until a graceful shutdown.
  public func run() async throws {
    let configuration = configuration
    // The decoder's own limits stand behind ours, which are answered with a reason.
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: configuration.headerBytes + 16 << 10,
      maxHeaderListSize: configuration.headerBytes + 16 << 10,
      maxHeaderFieldCount: configuration.headerFields + 100)
    let onRunning = onRunning
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ConnectionGuard(configuration)], idleTimeout: nil,
          httpDecoderConfiguration: decoder)),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port),
        availableConnectionsDelegate: MaximumAvailableConnections(configuration.connections)),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
      logger: logger)
    let running = responder.running
    try await withGracefulShutdownHandler {
      try await application.run()
    } onGracefulShutdown: {
      Task {
        try await Task.sleep(for: configuration.shutdownTime)
        running.cancelAll()
      }
    }
  }
}
