import Logging
import MCPProtocol
import ServiceLifecycle
import UnixSignals

/// A small MCP server for tests with real clients: `mcp-demo stdio` or `mcp-demo http PORT`.
///
/// `mcp-demo http PORT resource` wants bearers that were issued for it.
@main
struct MCPDemo {
  static func main() async throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let logger = Logger(label: "mcp-demo")
    var limits = DispatchLimits()
    limits.progressInterval = .milliseconds(1)
    let dispatcher = Dispatcher(
      info: .demo, tools: DemoTools(), gate: ScrubGate(source: try DemoSource()), limits: limits,
      logger: logger)
    let arguments = CommandLine.arguments
    let service: any Service
    if arguments.count > 2, arguments[1] == "http", let port = Int(arguments[2]) {
      var configuration = HTTPConfiguration()
      configuration.port = port
      configuration.keepAliveInterval = .milliseconds(500)
      if arguments.contains("resource") {
        configuration.resource = try ProtectedResource(
          identifier: "http://127.0.0.1:\(port)/mcp",
          authorizationServers: ["http://127.0.0.1:\(port + 1)"])
      }
      service = MCPHTTPServer(dispatcher: dispatcher, configuration: configuration, logger: logger)
      {
        logger.info("listening on port \($0)")
      }
    } else {
      service = StdioServer(dispatcher: dispatcher)
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(
            service: service, successTerminationBehavior: .gracefullyShutdownGroup,
            failureTerminationBehavior: .gracefullyShutdownGroup)
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }
}
