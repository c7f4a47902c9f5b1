import Testing

@testable import AirflowClient

/// Every endpoint with the URL that Airflow 3.3.2's OpenAPI text has for it.
@Suite struct EndpointURLTests {
  static let dag = try? DagID("fx_big")
  static let run = try? RunID("scheduled__2026-11-22T00:00:00+00:00")
  static let task = try? TaskID("group.work")

  static func table() throws -> [(Endpoint, String)] {
    let dag = try #require(dag)
    let run = try #require(run)
    let task = try #require(task)
    let place = TaskPlace(dag: dag, run: run, task: task)
    let mapped = try MapIndex(3)
    let second = try TryNumber(2)
    let version = try DagVersionNumber(4)
    let runs = "/dags/fx_big/dagRuns"
    let runPath = runs + "/scheduled__2026-11-22T00%3A00%3A00%2B00%3A00"
    let taskPath = runPath + "/taskInstances/group.work"
    let page = try Page(limit: 10, offset: 20)
    return [
      (.version, "/version"),
      (.health, "/monitor/health"),
      (.dags(DagFilter(), .first), "/dags?limit=50"),
      (.dag(dag), "/dags/fx_big"),
      (.dagDetails(dag), "/dags/fx_big/details"),
      (
        .dagVersions(dag, page, order: [.descending(.versionNumber)]),
        "/dags/fx_big/dagVersions?limit=10&offset=20&order_by=-version_number"
      ),
      (.dagVersion(dag, version), "/dags/fx_big/dagVersions/4"),
      (.dagSource(dag), "/dagSources/fx_big"),
      (.dagSource(dag, version), "/dagSources/fx_big?version_number=4"),
      (.dagStats([dag, try DagID("b")]), "/dagStats?dag_ids=fx_big&dag_ids=b"),
      (.dagStats([]), "/dagStats"),
      (.dagWarnings(dag, .first), "/dagWarnings?dag_id=fx_big&limit=50"),
      (.dagWarnings(nil, .first), "/dagWarnings?limit=50"),
      (
        .importErrors(.first, order: [.descending(.timestamp)]),
        "/importErrors?limit=50&order_by=-timestamp"
      ),
      (.tasks(dag), "/dags/fx_big/tasks"),
      (.task(dag, task), "/dags/fx_big/tasks/group.work"),
      (.dagRuns(.dag(dag), DagRunFilter(), .page(page)), runs + "?limit=10&offset=20"),
      (
        .dagRuns(
          .every, DagRunFilter(), .cursor(nil, limit: try PageLimit(5)),
          order: [.descending(.start), .ascending(.number)]),
        "/dags/~/dagRuns?limit=5&cursor=&order_by=-start_date&order_by=id"
      ),
      (.dagRun(dag, run), runPath),
      (.upstreamAssetEvents(dag, run), runPath + "/upstreamAssetEvents"),
      (
        .taskInstances(.run(dag, run), TaskInstanceFilter(), .page(.first)),
        runPath + "/taskInstances?limit=50"
      ),
      (
        .taskInstances(
          .dag(dag), TaskInstanceFilter(),
          .cursor(try PageCursor("a=b+c/d"), limit: try PageLimit(7))),
        runs + "/~/taskInstances?limit=7&cursor=a%3Db%2Bc%2Fd"
      ),
      (
        .taskInstances(.every, TaskInstanceFilter(), .page(.first)),
        "/dags/~/dagRuns/~/taskInstances?limit=50"
      ),
      (.taskInstance(place), taskPath),
      (.taskInstance(place, mapped), taskPath + "/3"),
      (
        .mappedTaskInstances(place, TaskInstanceFilter(), page),
        taskPath + "/listMapped?limit=10&offset=20"
      ),
      (.taskDependencies(place), taskPath + "/dependencies"),
      (.taskDependencies(place, mapped), taskPath + "/3/dependencies"),
      (.taskTries(place), taskPath + "/tries"),
      (.taskTries(place, mapped), taskPath + "/3/tries"),
      (.taskTry(place, second), taskPath + "/tries/2"),
      (.taskTry(place, second, mapped), taskPath + "/3/tries/2"),
      (.taskLog(place, second, .lines), taskPath + "/logs/2?map_index=-1"),
      (.taskLog(place, second, .document(after: nil), mapped), taskPath + "/logs/2?map_index=3"),
      (
        .taskLog(place, second, .document(after: try LogToken("x.y_z&"))),
        taskPath + "/logs/2?map_index=-1&token=x.y_z%26"
      ),
      (.taskLogProbe(place), taskPath + "/logs/0?map_index=-1"),
      (.xcomEntries(place, page, mapped), taskPath + "/xcomEntries?map_index=3&limit=10&offset=20"),
      (
        .xcomEntry(place, try XComKey("return value")),
        taskPath + "/xcomEntries/return%20value?map_index=-1&deserialize=false"
      ),
      (
        .eventLogs(EventLogFilter(), .first, order: [.descending(.when)]),
        "/eventLogs?limit=50&order_by=-when"
      ),
      (
        .assets(name: try FilterText("s3://b & c", field: "name"), dags: [dag], .first),
        "/assets?name_pattern=s3%3A%2F%2Fb%20%26%20c&dag_ids=fx_big&limit=50"
      ),
      (.asset(try AssetID(12)), "/assets/12"),
      (.assetEvents(AssetEventFilter(), .first), "/assets/events?limit=50"),
      (.pools(.first), "/pools?limit=50"),
      (.variables(page), "/variables?limit=10&offset=20"),
      (.connections(page), "/connections?limit=10&offset=20"),
    ]
  }

  @Test func everyEndpointHasItsURL() throws {
    let root = try BaseURL("https://airflow.example.com/")
    let prefixed = try BaseURL("https://example.com/team/airflow")
    for (endpoint, expected) in try Self.table() {
      #expect(root.url(for: endpoint).text == "https://airflow.example.com/api/v2" + expected)
      #expect(
        prefixed.url(for: endpoint).text == "https://example.com/team/airflow/api/v2" + expected)
    }
  }

  @Test func everyEndpointAsksForItsOwnContentType() throws {
    for (endpoint, _) in try Self.table() {
      let expected: MediaType =
        switch endpoint {
        case .dagSource: .text
        case .taskLog(_, _, .lines, _): .lines
        default: .json
        }
      #expect(endpoint.mediaType == expected)
    }
  }

  @Test func filtersBecomeParameters() throws {
    let base = try BaseURL("https://h/")
    var dags = DagFilter()
    dags.idPrefix = try DagIDPrefix("etl_")
    dags.tags = [try FilterText("a&b", field: "tag"), try FilterText("c", field: "tag")]
    dags.tagMatch = .all
    dags.owners = [try FilterText("me", field: "owner")]
    dags.isPaused = false
    dags.lastRunState = .failed
    dags.hasImportErrors = true
    #expect(
      base.url(for: .dags(dags, .first, order: [.ascending(.dagID)])).text
        == "https://h/api/v2/dags?dag_id_prefix_pattern=etl_&tags=a%26b&tags=c&tags_match_mode=all"
        + "&owners=me&paused=false&last_dag_run_state=failed&has_import_errors=true&limit=50"
        + "&order_by=dag_id")

    let from = try Timestamp("2026-11-22T00:00:00+01:00", field: "since")
    var runs = DagRunFilter()
    runs.states = [.failed, .running]
    runs.types = [.manual]
    runs.runAfter = TimeSpan(from: from)
    runs.end = TimeSpan(to: from)
    #expect(
      base.url(for: .dagRuns(.every, runs, .page(.first))).text
        == "https://h/api/v2/dags/~/dagRuns?state=failed&state=running&run_type=manual"
        + "&run_after_gte=2026-11-21T23%3A00%3A00.000000Z"
        + "&end_date_lte=2026-11-21T23%3A00%3A00.000000Z&limit=50")

    var instances = TaskInstanceFilter()
    instances.states = [.failed, .upstreamFailed]
    instances.task = try TaskID("t")
    instances.mapIndexes = [try MapIndex(0), .unmapped]
    instances.dagIDPrefix = try DagIDPrefix("x")
    #expect(
      base.url(for: .taskInstances(.every, instances, .page(.first), order: [.descending(.start)]))
        .text == "https://h/api/v2/dags/~/dagRuns/~/taskInstances?state=failed"
        + "&state=upstream_failed&task_id=t&map_index=0&map_index=-1&dag_id_prefix_pattern=x"
        + "&limit=50&order_by=-start_date")

    var events = EventLogFilter()
    events.dag = try DagID("d")
    events.run = try RunID("r +1")
    events.task = try TaskID("t")
    events.owner = try FilterText("o", field: "owner")
    events.event = try FilterText("e", field: "event")
    events.after = from
    #expect(
      base.url(for: .eventLogs(events, .first)).text
        == "https://h/api/v2/eventLogs?dag_id=d&run_id=r%20%2B1&task_id=t&owner=o&event=e"
        + "&after=2026-11-21T23%3A00%3A00.000000Z&limit=50")

    var assets = AssetEventFilter()
    assets.asset = try AssetID(3)
    assets.sourceDag = try DagID("d")
    assets.timestamp = TimeSpan(from: from)
    #expect(
      base.url(for: .assetEvents(assets, .first)).text
        == "https://h/api/v2/assets/events?asset_id=3&source_dag_id=d"
        + "&timestamp_gte=2026-11-21T23%3A00%3A00.000000Z&limit=50")
  }

  @Test func noEndpointReachesWhatIsNotForReading() throws {
    let base = try BaseURL("https://h/")
    for (endpoint, _) in try Self.table() {
      let segments = endpoint.path.map(\.encoded)
      #expect(!segments.contains("auth") && !segments.contains("wait"))
      #expect(!segments.contains("config") && !segments.contains("ui"))
      #expect(base.url(for: endpoint).text.hasPrefix("https://h/api/v2/"))
    }
  }
}
