internal import AirflowClient
internal import MCPProtocol

/// Files that could not be imported.
enum ListImportErrors {
  static let tool = Tool(
    "list_import_errors", in: .core, title: "Import errors",
    "Dag files that Airflow could not import, with tracebacks: why a Dag is missing or old. Cheap.",
    input: Inputs.page,
    output: Listing.schema("import_errors", "{filename, bundle_name, timestamp, stack_trace}"),
    run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let page = try call.arguments.page()
    let answer = try await call.fetch(.importErrors(page, order: [.descending(.timestamp)]))
    let errors = answer.picking(
      ["filename", "bundle_name", "timestamp", "stack_trace"], ofEach: "import_errors")
    let list = Listing(
      "import_errors", errors, of: answer, offset: page.offset, received: errors.count)
    var result = Answer(list.counted("files with import errors") + ".", list.fields)
    result.longestString = 6_000
    return result
  }
}

/// Whether the platform works.
enum GetHealth {
  static let tool = Tool(
    "get_health", in: .core, title: "Health of Airflow",
    """
    Is it the platform? Health of scheduler, database, triggerer and Dag processor, version, and the \
    slots of pools. With dag_ids also their number of runs by state. Cheap.
    """,
    input: [
      .optional("dag_ids", .array(of: .string(length: 1...250), count: 1...20))
    ],
    output: [
      .required("version", .string()), .required("components", .object(isOpen: true)),
      .required(
        "pools", .array("Absent rights leave it empty", of: .object(isOpen: true))),
      .optional("dag_runs", .array(of: .object(isOpen: true))),
    ], run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    var dags: [DagID] = []
    for text in call.arguments.texts("dag_ids") {
      dags.append(try Arguments.checked { () throws(IdentifierError) in try DagID(text) })
    }
    // The only answer here that Airflow gives only to those it knows; so it comes first.
    let pools = try await pools(call)
    let health = try await call.fetch(.health)
    let version: AirflowVersion
    do throws(UpstreamFailure) {
      version = try await call.backend.version.version(requestID: call.requestID)
    } catch {
      throw .upstream(error)
    }
    var components = JSONObject()
    var sick: [String] = []
    for name in ["metadatabase", "scheduler", "triggerer", "dag_processor"] {
      guard let part = health[name] else { continue }
      components[name] = .object(part.picking(["status", "latest_\(name)_heartbeat"]))
      if let status = part["status"]?.string, status != "healthy" { sick.append(name) }
    }
    var fields = JSONObject([
      "version": .string(version.description), "components": .object(components),
      "pools": .list(pools),
    ])
    if !dags.isEmpty { fields["dag_runs"] = .list(try await statistics(call, dags)) }
    let full = pools.filter { $0["open_slots"]?.int == 0 }.map { $0.shown("name") }
    var text = "Airflow \(version) is healthy."
    if !sick.isEmpty { text = "Airflow \(version): unhealthy: \(sick.joined(separator: ", "))." }
    if !full.isEmpty { text += " Pools without an open slot: \(full.joined(separator: ", "))." }
    return Answer(text, fields)
  }

  private static func pools(_ call: ToolCall) async throws(ToolFailure) -> [JSONObject] {
    let page = try Arguments.checked { () throws(IdentifierError) in try Page(limit: 100) }
    do {
      return try await call.fetch(.pools(page)).picking(
        [
          "name", "slots", "open_slots", "running_slots", "queued_slots", "scheduled_slots",
          "deferred_slots",
        ], ofEach: "pools")
    } catch {
      guard case .upstream(let failure) = error, case .forbidden = failure.kind else { throw error }
      return []
    }
  }

  private static func statistics(
    _ call: ToolCall, _ dags: [DagID]
  ) async throws(ToolFailure) -> [JSONObject] {
    let answer = try await call.fetch(.dagStats(dags))
    return (answer["dags"]?.array ?? []).map { dag in
      var fields = dag.picking(["dag_id"])
      for state in dag["stats"]?.array ?? [] {
        guard let name = state["state"]?.string, let count = state["count"]?.int else { continue }
        fields[name] = .integer(count)
      }
      return fields
    }
  }
}
