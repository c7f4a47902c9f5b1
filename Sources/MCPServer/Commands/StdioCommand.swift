import AirflowClient
import ArgumentParser
import MCPProtocol

/// `scrub-mcp stdio`: for one user, started by the assistant.
struct StdioCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stdio", abstract: "Serve one user over standard input and output.",
    discussion: Credentials.help)

  @OptionGroup var common: CommonOptions

  func run() async throws {
    Hardening.apply()
    let environment = Environment()
    let setup = try Setup(common, environment) { try Credentials.find(environment, $0) }
    defer { setup.client.shutDown() }
    // A token is asked for when a tool needs one, so none comes with the requests.
    try await ServiceRun.run(
      StdioServer(dispatcher: setup.dispatcher), beside: setup.reload, logger: setup.logger)
  }
}
