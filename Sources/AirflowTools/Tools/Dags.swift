internal import AirflowClient
internal import MCPProtocol

/// Dags.
enum ListDags {
  static let tool = Tool(
    "list_dags", in: .core, title: "Dags",
    "Dags that the user may see: schedule, owners, tags, paused or not, next run. Cheap.",
    input: [
      Inputs.prefix,
      .optional("tags", .array("Any of them", of: .string(length: 1...250), count: 1...10)),
      .optional("paused", .boolean()),
      .optional(
        "last_run_state", .choice(of: ["queued", "running", "success", "failed"])),
    ] + Inputs.page,
    output: Listing.schema(
      "dags",
      "{dag_id, is_paused, has_import_errors, schedule, owners, tags, description, next_run}"),
    run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let prefix = try call.arguments.dagPrefix()
    var filter = DagFilter()
    filter.idPrefix = prefix
    for tag in call.arguments.texts("tags") {
      filter.tags.append(
        try Arguments.checked { () throws(IdentifierError) in try FilterText(tag, field: "tags") })
    }
    filter.isPaused = call.arguments.flag("paused")
    filter.lastRunState = call.arguments.text("last_run_state").flatMap {
      DagRunState(rawValue: $0)
    }
    let page = try call.arguments.page()
    let answer = try await call.fetch(.dags(filter, page, order: [.ascending(.dagID)]))
    let all = (answer["dags"]?.array ?? []).map { fields($0) }
    let list = Listing(
      "dags", all.startingWith(prefix?.text), of: answer, offset: page.offset, received: all.count)
    return Answer(list.counted("Dags") + ".", list.fields)
  }

  /// What a list shows of a Dag.
  static func fields(_ dag: JSONValue) -> JSONObject {
    var fields = dag.picking(["dag_id", "is_paused", "has_import_errors", "description"])
    fields["schedule"] = dag["timetable_description"]?.string.map { .string($0) }
    fields["next_run"] = dag["next_dagrun_run_after"]?.string.map { .string($0) }
    fields["owners"] = .array((dag["owners"]?.array ?? []).filter { $0.string != nil })
    fields["tags"] = .array(dag["tags"]?.texts("name") ?? [])
    return fields
  }
}

/// One Dag with its documentation and versions.
enum GetDag {
  static let tool = Tool(
    "get_dag", in: .core, title: "One Dag",
    """
    One Dag: schedule, owners, documentation (runbook), params, default_args' retries, limits, and \
    its last versions with the time of each change (what changed, and when). Cheap.
    """,
    input: [Inputs.dag],
    output: [
      .required("dag", .object(isOpen: true)),
      .required("versions", .array("Newest first", of: .object(isOpen: true))),
    ], run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let dag = try call.arguments.dag()
    let details = try await call.fetch(.dagDetails(dag))
    var fields = ListDags.fields(details)
    for member in details.picking([
      "is_stale", "relative_fileloc", "bundle_name", "bundle_version", "last_parsed_time",
      "max_active_runs", "max_active_tasks", "catchup", "timezone", "start_date", "end_date",
      "active_runs_count", "doc_md",
    ]).members {
      fields[member.key] = member.value
    }
    if let params = details["params"]?.object {
      var shown = JSONObject()
      for param in params.members { shown[param.key] = param.value["value"] ?? param.value }
      fields["params"] = .object(shown)
    }
    if let defaults = details["default_args"] {
      fields["default_args"] = .object(
        defaults.picking(["retries", "owner", "depends_on_past", "email_on_failure"]))
    }
    let page = try Arguments.checked { () throws(IdentifierError) in try Page(limit: 10) }
    let versions = try await versions(call, dag, page)
    var result = Answer(
      "\(dag): \(fields.shown("schedule"))"
        + (fields["is_paused"]?.bool == true ? ", paused." : "."),
      ["dag": .object(fields), "versions": .list(versions)])
    result.longestString = 8_000
    return result
  }

  private static func versions(
    _ call: ToolCall, _ dag: DagID, _ page: Page
  ) async throws(ToolFailure) -> [JSONObject] {
    do {
      let answer = try await call.fetch(
        .dagVersions(dag, page, order: [.descending(.versionNumber)]))
      return answer.picking(
        ["version_number", "created_at", "bundle_version"], ofEach: "dag_versions")
    } catch {
      // The right to see versions is one of its own.
      guard case .upstream(let failure) = error, !failure.isAboutToken else { throw error }
      return []
    }
  }
}

/// Tasks of a Dag and what follows what.
enum GetDagStructure {
  static let tool = Tool(
    "get_dag_structure", in: .core, title: "Task graph of a Dag",
    "Tasks of a Dag with what runs after each: which tasks a failure stops. Cheap.",
    input: [Inputs.dag],
    output: Listing.schema(
      "tasks", "{task_id, operator_name, trigger_rule, retries, is_mapped, downstream}"),
    run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let dag = try call.arguments.dag()
    let answer = try await call.fetch(.tasks(dag))
    let tasks = (answer["tasks"]?.array ?? []).prefix(1_000).map { task in
      var fields = task.picking(["task_id", "operator_name", "trigger_rule", "retries", "pool"])
      if task["is_mapped"]?.bool == true { fields["is_mapped"] = true }
      fields["downstream"] = .array(
        (task["downstream_task_ids"]?.array ?? []).filter { $0.string != nil })
      return fields
    }
    let list = Listing("tasks", tasks, of: answer, offset: 0, received: 0)
    return Answer("\(dag) has \(list.counted("tasks")).", list.fields)
  }
}
