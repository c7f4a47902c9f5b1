internal import AirflowClient
internal import AirflowLogs

/// What all calls share.
final class Backend: Sendable {
  let services: AirflowTools.Services
  let version: VersionCheck
  let slots: LogSlots
  let cursors: CursorSealer

  init(_ services: AirflowTools.Services) {
    self.services = services
    version = VersionCheck(services.client)
    slots = LogSlots(services.logs)
    cursors = CursorSealer(services.cursorKeys)
  }
}

/// Finds out once whether the Airflow is one that the tools were made for.
actor VersionCheck {
  private let client: AirflowClient
  private var known: AirflowVersion?

  init(_ client: AirflowClient) {
    self.client = client
  }

  /// The version; asks only until there was a good answer.
  func version(requestID: AirflowRequestID) async throws(UpstreamFailure) -> AirflowVersion {
    if let known { return known }
    let version = try await client.supportedVersion(requestID: requestID)
    known = version
    return version
  }
}
