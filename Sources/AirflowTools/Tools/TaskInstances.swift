internal import AirflowClient
internal import FoundationEssentials
internal import MCPProtocol

/// Task instances of a run.
enum ListTaskInstances {
  static let tool = Tool(
    "list_task_instances", in: .core, title: "Task instances of a run",
    """
    Task instances of a run with state, tries and times, mapped ones with their map_index. Cheap. \
    Filter by state for the failed ones.
    """,
    input: [Inputs.dag, Inputs.run, Inputs.taskStates] + Inputs.page,
    output: Listing.schema(
      "task_instances", "{task_id, map_index?, state, try_number, max_tries, dates, duration}"),
    run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let dag = try call.arguments.dag()
    let run = try call.arguments.run()
    var filter = TaskInstanceFilter()
    filter.states = call.arguments.states(TaskInstanceState.self)
    let page = try call.arguments.page()
    let answer = try await call.fetch(
      .taskInstances(.run(dag, run), filter, .page(page), order: [.ascending(.start)]))
    let items = TaskFields.instances(answer, TaskFields.instanceInRun)
    let list = Listing(
      "task_instances", items, of: answer, offset: page.offset, received: items.count)
    return Answer(list.counted("task instances") + " of run \(run) of \(dag).", list.fields)
  }
}

/// One task instance with what its templates became.
enum GetTaskInstance {
  static let tool = Tool(
    "get_task_instance", in: .core, title: "One task instance",
    """
    One task instance: state, tries, times, pool and queue, and its rendered template fields (the \
    command or SQL that was really run). Cheap. A mapped task needs map_index.
    """,
    input: Inputs.place,
    output: [.required("task_instance", .object(isOpen: true))], run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let place = try call.arguments.place()
    let answer = try await call.fetch(.taskInstance(place, try call.arguments.mapIndex()))
    var fields = answer.picking(
      TaskFields.instance + [
        "pool", "pool_slots", "queue", "priority_weight", "executor", "scheduled_when",
      ])
    TaskFields.dropUnmapped(&fields)
    if let rendered = answer["rendered_fields"], rendered.object != nil {
      fields["rendered_fields"] = rendered
    }
    if let version = answer["dag_version"]?["version_number"] { fields["dag_version"] = version }
    var result = Answer(
      "\(place.task) in run \(place.run) of \(place.dag) is \(fields.shown("state")), "
        + "try \(fields["try_number"]?.int ?? 0).",
      ["task_instance": .object(fields)])
    result.longestString = 8_000
    return result
  }
}

/// Tries of a task instance.
enum ListTaskTries {
  static let tool = Tool(
    "list_task_tries", in: .core, title: "Tries of a task instance",
    "All tries of a task instance with state and times, to see which log to read. Cheap.",
    input: Inputs.place,
    output: Listing.schema("tries", "{try_number, state, dates, duration}"), run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let place = try call.arguments.place()
    let answer = try await call.fetch(.taskTries(place, try call.arguments.mapIndex()))
    let tries = answer.picking(
      [
        "try_number", "max_tries", "state", "operator_name", "queued_when", "start_date",
        "end_date", "duration",
      ], ofEach: "task_instances")
    let list = Listing("tries", tries, of: answer, offset: 0, received: 0)
    return Answer("\(tries.count) tries of \(place.task) in run \(place.run).", list.fields)
  }
}

/// What failed lately, in all Dags.
enum ListFailures {
  static let tool = Tool(
    "list_failures", in: .core, title: "Failed tasks of all Dags",
    """
    Failed task instances of all Dags, newest first, since a time (default: 24 hours ago), with a \
    count by task. For a first overview; then diagnose_run. Cheap.
    """,
    input: [Inputs.time("since", "Like 2026-11-22T00:00:00Z"), Inputs.prefix] + Inputs.page,
    output: Listing.schema(
      "failures", "{dag_id, dag_run_id, task_id, map_index?, try_number, dates, duration}") + [
        .required("since", .string()),
        .required(
          "by_task",
          .array("{dag_id, task_id, count} of this page", of: .object(isOpen: true))),
      ], run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let day = Int64((Date().timeIntervalSince1970 - 86_400) * 1_000_000)
    let yesterday = try Arguments.checked { () throws(IdentifierError) in
      try Timestamp(microseconds: day)
    }
    let since = try call.arguments.time("since") ?? yesterday
    let prefix = try call.arguments.dagPrefix()
    var filter = TaskInstanceFilter()
    filter.states = [.failed]
    filter.dagIDPrefix = prefix
    filter.end = TimeSpan(from: since)
    let page = try call.arguments.page()
    let answer = try await call.fetch(
      .taskInstances(.every, filter, .page(page), order: [.descending(.end)]))
    let all = TaskFields.instances(answer)
    let items = all.startingWith(prefix?.text)
    var list = Listing("failures", items, of: answer, offset: page.offset, received: all.count)
    list.fields["since"] = .string(since.description)
    list.fields["by_task"] = .list(counts(of: items))
    return Answer(list.counted("failed task instances") + " since \(since).", list.fields)
  }

  private static func counts(of items: [JSONObject]) -> [JSONObject] {
    struct Key: Hashable {
      var dag: String
      var task: String
    }
    var counts: [Key: Int] = [:]
    for item in items {
      counts[Key(dag: item.shown("dag_id"), task: item.shown("task_id")), default: 0] += 1
    }
    let order = counts.sorted {
      ($1.value, $0.key.dag, $0.key.task) < ($0.value, $1.key.dag, $1.key.task)
    }
    return order.map { key, count in
      JSONObject([
        "dag_id": .string(key.dag), "task_id": .string(key.task), "count": .integer(count),
      ])
    }
  }
}
