import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the server until it ends or SIGTERM or SIGINT comes.
enum ServiceRun {
  static func run(
    _ server: any Service, beside reload: RuleReload, logger: Logger
  ) async throws {
    var quiet = logger
    quiet.logLevel = .warning
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(
            service: reload, successTerminationBehavior: .ignore,
            failureTerminationBehavior: .gracefullyShutdownGroup),
          .init(
            service: server, successTerminationBehavior: .gracefullyShutdownGroup,
            failureTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
  }
}
