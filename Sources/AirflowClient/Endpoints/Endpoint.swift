/// Everything that can be asked of Airflow's API, all of it `GET` below `/api/v2`.
///
/// This list is closed and every URL is built from it (`BaseURL.url(for:)`), so `GET
/// /api/v2/auth/logout`, which revokes the caller's token, can't be reached. Neither can these, by
/// choice: `dagRuns/{id}/wait` (holds a thread of the server), `config`, and XCom values that
/// Airflow would have to deserialize.
public enum Endpoint: Sendable, Hashable {
  /// Version of Airflow; needs no token.
  case version
  /// State of scheduler, database, triggerer and Dag processor; needs no token.
  case health

  /// Dags.
  case dags(DagFilter, Page, order: [Sort<DagSortKey>] = [])
  /// One Dag.
  case dag(DagID)
  /// One Dag with its documentation, parameters and schedule.
  case dagDetails(DagID)
  /// Versions of a Dag.
  case dagVersions(DagID, Page, order: [Sort<DagVersionSortKey>] = [])
  /// One version of a Dag.
  case dagVersion(DagID, DagVersionNumber)
  /// Source text of a Dag, as `text/plain`; the newest if no version is named.
  case dagSource(DagID, DagVersionNumber? = nil)
  /// Number of runs in each state, for these Dags.
  case dagStats([DagID])
  /// Warnings about Dags; about all if none is named.
  case dagWarnings(DagID?, Page)
  /// Files that could not be imported.
  case importErrors(Page, order: [Sort<ImportErrorSortKey>] = [])

  /// Tasks of a Dag, with their dependencies.
  case tasks(DagID)
  /// One task of a Dag.
  case task(DagID, TaskID)

  /// Runs of one Dag or of every Dag.
  case dagRuns(DagScope, DagRunFilter, Paging, order: [Sort<DagRunSortKey>] = [])
  /// One run.
  case dagRun(DagID, RunID)
  /// Asset events that made a run.
  case upstreamAssetEvents(DagID, RunID)

  /// Task instances of a run, of a Dag or of every Dag.
  case taskInstances(
    TaskInstanceScope, TaskInstanceFilter, Paging, order: [Sort<TaskInstanceSortKey>] = [])
  /// One task instance; of a mapped task it needs the index, else Airflow says 404.
  case taskInstance(TaskPlace, MapIndex = .unmapped)
  /// Instances of a mapped task.
  case mappedTaskInstances(
    TaskPlace, TaskInstanceFilter, Page, order: [Sort<TaskInstanceSortKey>] = [])
  /// Why a task instance doesn't run yet.
  case taskDependencies(TaskPlace, MapIndex = .unmapped)
  /// Tries of a task instance.
  case taskTries(TaskPlace, MapIndex = .unmapped)
  /// One try of a task instance.
  case taskTry(TaskPlace, TryNumber, MapIndex = .unmapped)

  /// Log of a try.
  case taskLog(TaskPlace, TryNumber, LogFormat, MapIndex = .unmapped)
  /// The log of try 0, which tells in milliseconds whether the user may read task logs: an answer
  /// or a 404 about the task instance means yes, 403 no (measured on 3.3.2).
  case taskLogProbe(TaskPlace, MapIndex = .unmapped)

  /// Keys of the XCom entries of a task instance.
  case xcomEntries(TaskPlace, Page, MapIndex = .unmapped)
  /// One XCom entry with its value, never deserialized by Airflow.
  case xcomEntry(TaskPlace, XComKey, MapIndex = .unmapped)

  /// The audit log.
  case eventLogs(EventLogFilter, Page, order: [Sort<EventLogSortKey>] = [])
  /// Assets; the active ones.
  case assets(name: FilterText?, dags: [DagID], Page, order: [Sort<AssetSortKey>] = [])
  /// One asset.
  case asset(AssetID)
  /// Events of assets.
  case assetEvents(AssetEventFilter, Page, order: [Sort<AssetEventSortKey>] = [])
  /// Pools and their slots.
  case pools(Page)
  /// Variables, **with** their values: keep the names only.
  case variables(Page)
  /// Connections, with host and description: keep the ids and types only.
  case connections(Page)
}
