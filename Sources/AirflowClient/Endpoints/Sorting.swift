/// What a list can be sorted by; the raw value is Airflow's name of the attribute.
public protocol SortKey: RawRepresentable<String>, Sendable, Hashable, CaseIterable {}

/// One criterion of a list's order. Airflow takes several, the first decides first.
public struct Sort<Key: SortKey>: Sendable, Hashable {
  /// The attribute.
  public let key: Key
  /// Whether the largest comes first.
  public let isDescending: Bool

  /// Smallest first.
  public static func ascending(_ key: Key) -> Sort { Sort(key: key, isDescending: false) }

  /// Largest first.
  public static func descending(_ key: Key) -> Sort { Sort(key: key, isDescending: true) }

  var parameter: String { (isDescending ? "-" : "") + key.rawValue }
}

// The attributes are those that the OpenAPI text of Airflow 3.3.2 lists as supported, without
// the ones that would sort by a secret (`conf`, `extra`, `_val`).

/// Order of `GET /dags`.
public enum DagSortKey: String, SortKey {
  case dagID = "dag_id"
  case displayName = "dag_display_name"
  case nextRun = "next_dagrun"
  case lastRunState = "last_run_state"
  case lastRunStart = "last_run_start_date"
}

/// Order of `GET /dags/{dag_id}/dagRuns`.
public enum DagRunSortKey: String, SortKey {
  case number = "id"
  case state
  case dagID = "dag_id"
  case runID = "run_id"
  case logicalDate = "logical_date"
  case runAfter = "run_after"
  case start = "start_date"
  case end = "end_date"
  case updated = "updated_at"
  case duration
}

/// Order of `GET …/taskInstances` and `…/listMapped`.
public enum TaskInstanceSortKey: String, SortKey {
  case number = "id"
  case state
  case duration
  case start = "start_date"
  case end = "end_date"
  case mapIndex = "map_index"
  case tryNumber = "try_number"
  case logicalDate = "logical_date"
  case runAfter = "run_after"
  case operatorName = "operator"
}

/// Order of `GET /eventLogs`.
public enum EventLogSortKey: String, SortKey {
  case number = "id"
  case when
  case dagID = "dag_id"
  case taskID = "task_id"
  case runID = "run_id"
  case event
  case owner
}

/// Order of `GET /importErrors`.
public enum ImportErrorSortKey: String, SortKey {
  case number = "id"
  case timestamp
  case fileName = "filename"
  case bundleName = "bundle_name"
}

/// Order of `GET /assets`.
public enum AssetSortKey: String, SortKey {
  case number = "id"
  case name
  case uri
  case created = "created_at"
  case updated = "updated_at"
}

/// Order of `GET /assets/events`.
public enum AssetEventSortKey: String, SortKey {
  case timestamp
  case sourceDagID = "source_dag_id"
  case sourceRunID = "source_run_id"
  case sourceTaskID = "source_task_id"
}

/// Order of `GET /dags/{dag_id}/dagVersions`.
public enum DagVersionSortKey: String, SortKey {
  case number = "id"
  case versionNumber = "version_number"
}
