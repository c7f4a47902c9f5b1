import Foundation
import Testing

@testable import AirflowClient

/// Against a real Airflow with the fixture Dags, started by `start-airflow.sh`; it is named by
/// `AIRFLOW_TEST_URL`, for example `http://127.0.0.1:18080`. Without that name these don't run.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["AIRFLOW_TEST_URL"] != nil))
struct RealAirflowTests {
  private func client() throws -> AirflowClient {
    let url = try #require(ProcessInfo.processInfo.environment["AIRFLOW_TEST_URL"])
    return AirflowClient(baseURL: try BaseURL(url))
  }

  /// The users of the fixture have their name and `-pw` as password.
  private func token(_ user: String, _ client: AirflowClient) async throws -> BearerToken {
    try await TokenEndpoint(client).token(
      for: PasswordLogin(username: user, password: user + "-pw"))
  }

  private func place(_ dag: String, _ task: String) throws -> TaskPlace {
    TaskPlace(dag: try DagID(dag), run: try RunID("fx1"), task: try TaskID(task))
  }

  @Test func theVersionIsSupported() async throws {
    #expect(try await client().supportedVersion().isSupported)
  }

  @Test func everyEndpointAnswersOrSaysWhatIsMissing() async throws {
    let client = try client()
    let admin = try await token("admin", client)
    let plain = try place("fx_big", "lines")
    let mapped = try place("fx_mapped", "work")
    let dag = plain.dag
    let first = try TryNumber(1)
    let from = try Timestamp("2020-01-01T00:00:00+01:00", field: "since")
    var runs = DagRunFilter()
    runs.states = [.failed, .success]
    runs.types = [.manual]
    runs.runAfter = TimeSpan(from: from)
    var instances = TaskInstanceFilter()
    instances.states = TaskInstanceState.allCases
    instances.start = TimeSpan(from: from)
    var dags = DagFilter()
    dags.idPrefix = try DagIDPrefix("fx_")
    var events = EventLogFilter()
    events.dag = dag
    events.after = from
    let endpoints: [Endpoint] = [
      .version, .health, .dags(dags, .first, order: [.descending(.lastRunStart)]), .dag(dag),
      .dagDetails(dag), .dagVersions(dag, .first, order: [.descending(.versionNumber)]),
      .dagVersion(dag, try DagVersionNumber(1)), .dagSource(dag),
      .dagSource(dag, try DagVersionNumber(1)), .dagStats([dag]), .dagWarnings(dag, .first),
      .importErrors(.first, order: [.descending(.timestamp)]), .tasks(dag),
      .task(dag, plain.task), .dagRuns(.dag(dag), runs, .page(.first)),
      .dagRuns(.every, runs, .cursor(nil, limit: try PageLimit(2)), order: [.descending(.start)]),
      .dagRun(dag, plain.run), .upstreamAssetEvents(dag, plain.run),
      .taskInstances(.run(dag, plain.run), instances, .page(.first)),
      .taskInstances(.dag(dag), instances, .cursor(nil, limit: try PageLimit(1))),
      .taskInstances(.every, instances, .page(.first), order: [.descending(.start)]),
      .taskInstance(plain), .taskInstance(mapped, try MapIndex(0)),
      .mappedTaskInstances(mapped, instances, .first, order: [.ascending(.mapIndex)]),
      .taskTries(plain), .taskTries(mapped, try MapIndex(0)), .taskTry(plain, first),
      .taskTry(mapped, first, try MapIndex(0)), .taskLog(plain, first, .lines),
      .taskLog(mapped, first, .document(after: nil), try MapIndex(0)),
      .xcomEntries(try place("fx_secrets", "xcoms"), .first),
      .xcomEntry(try place("fx_secrets", "xcoms"), try XComKey("creds")),
      .eventLogs(events, .first, order: [.descending(.when)]),
      .assets(name: nil, dags: [dag], .first, order: [.ascending(.name)]),
      .assetEvents(AssetEventFilter(), .first, order: [.descending(.timestamp)]), .pools(.first),
      .variables(.first), .connections(.first),
    ]
    for endpoint in endpoints {
      let body = try await client.fetch(endpoint, bearer: admin)
      #expect(!body.unscrubbedBytes.isEmpty, "\(endpoint)")
    }
    let dependencies = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.taskDependencies(plain), bearer: admin)
    }
    #expect(dependencies == nil || dependencies?.kind == .notFound(.taskInstance))
    let asset = try AssetID(9999)
    let missing = await failure { () async throws(UpstreamFailure) in
      try await client.fetch(.asset(asset), bearer: admin)
    }
    #expect(missing?.kind == .notFound(.asset))
  }

  @Test func everySortKeyIsAccepted() async throws {
    let client = try client()
    let admin = try await token("admin", client)
    let dag = try DagID("fx_big")
    let mapped = try place("fx_mapped", "work")
    var endpoints: [Endpoint] = []
    endpoints += DagSortKey.allCases.map { .dags(DagFilter(), .first, order: [.ascending($0)]) }
    endpoints += DagRunSortKey.allCases.map {
      .dagRuns(.every, DagRunFilter(), .page(.first), order: [.descending($0)])
    }
    endpoints += TaskInstanceSortKey.allCases.flatMap { key -> [Endpoint] in
      [
        .taskInstances(.every, TaskInstanceFilter(), .page(.first), order: [.descending(key)]),
        .mappedTaskInstances(mapped, TaskInstanceFilter(), .first, order: [.ascending(key)]),
      ]
    }
    endpoints += EventLogSortKey.allCases.map {
      .eventLogs(EventLogFilter(), .first, order: [.descending($0)])
    }
    endpoints += ImportErrorSortKey.allCases.map { .importErrors(.first, order: [.ascending($0)]) }
    endpoints += AssetSortKey.allCases.map {
      .assets(name: nil, dags: [], .first, order: [.ascending($0)])
    }
    endpoints += AssetEventSortKey.allCases.map {
      .assetEvents(AssetEventFilter(), .first, order: [.ascending($0)])
    }
    endpoints += DagVersionSortKey.allCases.map {
      .dagVersions(dag, .first, order: [.ascending($0)])
    }
    for endpoint in endpoints {
      let problem = await failure { () async throws(UpstreamFailure) in
        try await client.fetch(endpoint, bearer: admin)
      }
      #expect(problem == nil, "\(endpoint): \(problem.map { "\($0)" } ?? "")")
    }
  }

  @Test func rolesAreToldApart() async throws {
    let client = try client()
    let viewer = try await token("viewer", client)
    let nobody = try await token("norole", client)
    let bob = try await token("bob", client)
    let teamDag = try DagID("fx_team_a")
    func kind(_ endpoint: Endpoint, _ bearer: BearerToken?) async -> UpstreamFailure.Kind? {
      await failure { () async throws(UpstreamFailure) in
        try await client.fetch(endpoint, bearer: bearer)
      }?.kind
    }
    #expect(await kind(.connections(.first), viewer) == .forbidden)
    #expect(await kind(.dags(DagFilter(), .first), nobody) == .forbidden)
    #expect(await kind(.dag(teamDag), bob) == .forbidden)
    #expect(await kind(.pools(.first), nil) == .notAuthenticated)
    #expect(await kind(.pools(.first), try BearerToken("garbage")) == .tokenInvalid)
    let probe = Endpoint.taskLogProbe(try place("fx_secrets", "stdout_secrets"))
    #expect(await kind(probe, viewer) == .notFound(.taskInstance))
    #expect(await kind(probe, nobody) == .forbidden)
    await #expect(throws: CredentialError.wrongPassword) {
      try await TokenEndpoint(client).token(
        for: PasswordLogin(username: "viewer", password: "wrong"))
    }
  }

  @Test(arguments: [false, true])
  func aLogIsStreamedWholeAndInPieces(_ gzip: Bool) async throws {
    let url = try #require(ProcessInfo.processInfo.environment["AIRFLOW_TEST_URL"])
    var configuration = ClientConfiguration()
    configuration.acceptsGzip = gzip
    let client = AirflowClient(baseURL: try BaseURL(url), configuration: configuration)
    let admin = try await token("admin", client)
    let log = Endpoint.taskLog(try place("fx_big", "lines"), try TryNumber(1), .lines)
    let whole = try await client.fetch(log, bearer: admin).unscrubbedBytes
    let pieces = Shared<[UInt8]>([])
    let summary = try await client.stream(log, bearer: admin) { bytes in
      pieces.change { $0.append(contentsOf: bytes) }
      return .proceed
    }
    #expect(summary.endIsCertain && summary.length == whole.count)
    #expect(pieces.current == whole)
    #expect(whole.last == UInt8(ascii: "\n"))
  }
}
