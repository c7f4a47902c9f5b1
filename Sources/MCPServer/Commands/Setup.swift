import AirflowClient
import AirflowLogs
import AirflowTools
import ArgumentParser
import Logging
import MCPProtocol

/// Options that both transports have.
struct CommonOptions: ParsableArguments {
  @OptionGroup(title: "Airflow") var airflow: AirflowOptions
  @OptionGroup(title: "Tools") var tools: ToolOptions
  @OptionGroup(title: "Rules and secrets") var rules: RuleOptions
  @OptionGroup(title: "Logs") var logs: LogOptions
}

/// What both transports need, made of the options.
struct Setup {
  let logger: Logger
  let client: AirflowClient
  let reload: RuleReload
  let dispatcher: Dispatcher

  /// Largest answer after scrubbing; the whole message stays below the 1 MiB that clients take.
  private static let largestAnswer = 700 << 10

  /// - Parameter credential: makes the credential of the environment; none over HTTP.
  init(
    _ options: CommonOptions, _ environment: Environment,
    credential: (AirflowClient) throws -> (any UpstreamCredential)? = { _ in nil }
  ) throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let logger = Logger(label: "scrub-mcp")
    let client = try options.airflow.client(environment, logs: options.logs)
    let selection = try options.tools.selection()
    let reload: RuleReload
    do throws(RuleFiles.Broken) {
      reload = try RuleReload(
        try RuleFiles(options.rules, environment),
        interval: .seconds(options.rules.reloadSeconds), logger: logger)
    } catch {
      throw ValidationError(error.description)
    }
    var services = AirflowTools.Services(
      client: client, source: reload, credential: try credential(client))
    try options.logs.apply(to: &services)
    let gate = ScrubGate(source: reload, maximumBytes: Self.largestAnswer) { text in
      var counts = CleanedCounts()
      return CleanText.clean(text, &counts)
    }
    self.logger = logger
    self.client = client
    self.reload = reload
    dispatcher = Dispatcher(
      info: .scrubMCP, tools: AirflowTools(services, selection: selection), gate: gate,
      logger: logger)
  }
}
