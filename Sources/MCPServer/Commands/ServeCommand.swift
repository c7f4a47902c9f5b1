import AirflowClient
import ArgumentParser
import Logging
import MCPProtocol
import ServiceLifecycle

/// `scrub-mcp serve`: for many users, each with a token of their own.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve many users over Streamable HTTP.",
    discussion: """
      Each request's own bearer goes to Airflow and nowhere else. A call of a tool (tools/call) without \
      one is 401; initialize, server/discover, ping and tools/list need none unless --resource \
      is given. There is no mode in which the server's own token is used. SIGHUP reads rules \
      and secrets again. Put TLS in front of other addresses than loopback.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup(title: "HTTP") var http: HTTPOptions

  func run() async throws {
    Hardening.apply()
    let setup = try Setup(common, Environment())
    defer { setup.client.shutDown() }
    let logger = setup.logger
    let path = http.path
    let server = MCPHTTPServer(
      dispatcher: setup.dispatcher, configuration: try http.configuration(), logger: logger
    ) { port in
      logger.info("listening", metadata: ["port": "\(port)", "path": "\(path)"])
    }
    try await ServiceRun.run(server, beside: setup.reload, logger: logger)
  }
}
