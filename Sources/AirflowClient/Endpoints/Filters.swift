/// Which Dags `Endpoint.dags` lists. An empty filter is every Dag that isn't stale.
public struct DagFilter: Sendable, Hashable {
  /// Beginning of the id, case-sensitive.
  ///
  /// A release that doesn't know `dag_id_prefix_pattern` ignores it: check the ids of the answer.
  public var idPrefix: DagIDPrefix?
  /// Tags.
  public var tags: [FilterText] = []
  /// How several tags are combined.
  public var tagMatch: TagMatch = .any
  /// Owners; one of them is enough.
  public var owners: [FilterText] = []
  /// Paused ones only, or active ones only.
  public var isPaused: Bool?
  /// State of the newest run.
  public var lastRunState: DagRunState?
  /// With or without errors of import.
  public var hasImportErrors: Bool?

  /// Every Dag that isn't stale.
  public init() {}

  var query: Query {
    var query = Query()
    query.add("dag_id_prefix_pattern", idPrefix?.text)
    for tag in tags { query.add("tags", tag.text) }
    if tags.count > 1 { query.add("tags_match_mode", tagMatch.rawValue) }
    for owner in owners { query.add("owners", owner.text) }
    query.add("paused", isPaused)
    query.add("last_dag_run_state", lastRunState?.rawValue)
    query.add("has_import_errors", hasImportErrors)
    return query
  }
}

/// Which runs `Endpoint.dagRuns` lists. An empty filter is all.
public struct DagRunFilter: Sendable, Hashable {
  /// States; one of them is enough.
  public var states: [DagRunState] = []
  /// What made the run; one of them is enough.
  public var types: [DagRunType] = []
  /// Beginning of the Dag's id, for lists over every Dag. A release that doesn't know
  /// `dag_id_prefix_pattern` ignores it: check the ids of the answer.
  public var dagIDPrefix: DagIDPrefix?
  /// When it was due.
  public var logicalDate = TimeSpan.always
  /// From when on it may run; every run has this.
  public var runAfter = TimeSpan.always
  /// When it started.
  public var start = TimeSpan.always
  /// When it ended.
  public var end = TimeSpan.always

  /// All runs.
  public init() {}

  var query: Query {
    var query = Query()
    for state in states { query.add("state", state.rawValue) }
    for type in types { query.add("run_type", type.rawValue) }
    query.add("dag_id_prefix_pattern", dagIDPrefix?.text)
    query.add("logical_date", logicalDate)
    query.add("run_after", runAfter)
    query.add("start_date", start)
    query.add("end_date", end)
    return query
  }
}

/// Which task instances a list has. An empty filter is all.
public struct TaskInstanceFilter: Sendable, Hashable {
  /// States; one of them is enough.
  public var states: [TaskInstanceState] = []
  /// The task.
  public var task: TaskID?
  /// Places in a mapped task; one of them is enough.
  public var mapIndexes: [MapIndex] = []
  /// Beginning of the Dag's id, for lists over every Dag. A release that doesn't know
  /// `dag_id_prefix_pattern` ignores it: check the ids of the answer.
  public var dagIDPrefix: DagIDPrefix?
  /// When the run was due.
  public var logicalDate = TimeSpan.always
  /// From when on the run may run.
  public var runAfter = TimeSpan.always
  /// When it started.
  public var start = TimeSpan.always
  /// When it ended.
  public var end = TimeSpan.always

  /// All task instances.
  public init() {}

  var query: Query {
    var query = Query()
    for state in states { query.add("state", state.rawValue) }
    query.add("task_id", task?.text)
    for index in mapIndexes { query.add("map_index", index.number) }
    query.add("dag_id_prefix_pattern", dagIDPrefix?.text)
    query.add("logical_date", logicalDate)
    query.add("run_after", runAfter)
    query.add("start_date", start)
    query.add("end_date", end)
    return query
  }
}

/// Which events of the audit log `Endpoint.eventLogs` lists. An empty filter is all.
public struct EventLogFilter: Sendable, Hashable {
  /// The Dag.
  public var dag: DagID?
  /// The run.
  public var run: RunID?
  /// The task.
  public var task: TaskID?
  /// Who did it.
  public var owner: FilterText?
  /// Name of the event, for example `trigger_dag_run`.
  public var event: FilterText?
  /// Later than this.
  public var after: Timestamp?
  /// Earlier than this.
  public var before: Timestamp?

  /// All events.
  public init() {}

  var query: Query {
    var query = Query()
    query.add("dag_id", dag?.text)
    query.add("run_id", run?.text)
    query.add("task_id", task?.text)
    query.add("owner", owner?.text)
    query.add("event", event?.text)
    query.add("after", after?.description)
    query.add("before", before?.description)
    return query
  }
}

/// Which events `Endpoint.assetEvents` lists. An empty filter is all.
public struct AssetEventFilter: Sendable, Hashable {
  /// The asset.
  public var asset: AssetID?
  /// The Dag that made the event.
  public var sourceDag: DagID?
  /// The run that made the event.
  public var sourceRun: RunID?
  /// The task that made the event.
  public var sourceTask: TaskID?
  /// When. A release that doesn't know `timestamp_gte` ignores it: check the times of the answer.
  public var timestamp = TimeSpan.always

  /// All events.
  public init() {}

  var query: Query {
    var query = Query()
    query.add("asset_id", asset?.number)
    query.add("source_dag_id", sourceDag?.text)
    query.add("source_run_id", sourceRun?.text)
    query.add("source_task_id", sourceTask?.text)
    query.add("timestamp", timestamp)
    return query
  }
}
