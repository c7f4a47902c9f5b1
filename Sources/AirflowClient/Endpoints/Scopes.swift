/// One Dag or all that the user may see (`~`).
public enum DagScope: Sendable, Hashable {
  /// One Dag.
  case dag(DagID)
  /// Every Dag.
  case every
}

/// Whose task instances a list has.
public enum TaskInstanceScope: Sendable, Hashable {
  /// One run.
  case run(DagID, RunID)
  /// All runs of one Dag (`dagRuns/~`).
  case dag(DagID)
  /// All runs of every Dag that the user may see (`dags/~/dagRuns/~`).
  case every
}

/// The names of one task in one run; with a `MapIndex` they name a task instance.
public struct TaskPlace: Sendable, Hashable {
  /// The Dag.
  public var dag: DagID
  /// The run.
  public var run: RunID
  /// The task.
  public var task: TaskID

  /// The task `task` in the run `run` of the Dag `dag`.
  public init(dag: DagID, run: RunID, task: TaskID) {
    self.dag = dag
    self.run = run
    self.task = task
  }
}

/// What the log endpoint is asked for.
public enum LogFormat: Sendable, Hashable {
  /// One JSON record a line, `application/x-ndjson`, the whole log; the form for reading.
  ///
  /// Airflow ignores a token here (3.3.2), so none can be given.
  case lines
  /// One JSON document, `application/json`. For a running task it has a token that asks for what
  /// came after; without a token it is the whole log, which costs the API server its full size in
  /// memory (90 MB: +730 MB measured on 3.3.2).
  case document(after: LogToken?)
}
