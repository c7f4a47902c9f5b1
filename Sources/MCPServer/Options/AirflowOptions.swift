import AirflowClient
import ArgumentParser

/// Where Airflow is.
struct AirflowOptions: ParsableArguments {
  @Option(
    name: .customLong("airflow-url"),
    help: ArgumentHelp(
      "Base URL of Airflow, with its path prefix (default: $AIRFLOW_URL).", valueName: "url"))
  var url: String?

  @Flag(
    name: .customLong("allow-plain-http"),
    help: "Take http for hosts that are not loopback: tokens then cross the network in the clear.")
  var allowsPlainHTTP = false

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp("Trust these CA certificates instead of the system's.", valueName: "pem"))
  var caFile: String?

  /// The client.
  ///
  /// - Parameter logs: the limits of reading logs.
  func client(_ environment: Environment, logs: LogOptions) throws -> AirflowClient {
    guard let text = url ?? environment["AIRFLOW_URL"] else {
      throw ValidationError("Name Airflow with --airflow-url or AIRFLOW_URL.")
    }
    let base: BaseURL
    do {
      base = try BaseURL(text, allowsPlainHTTP: allowsPlainHTTP)
    } catch {
      throw ValidationError("--airflow-url: \(error)")
    }
    var configuration = ClientConfiguration()
    configuration.caFile = caFile
    logs.apply(to: &configuration)
    return AirflowClient(baseURL: base, configuration: configuration)
  }
}
