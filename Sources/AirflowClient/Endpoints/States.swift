/// State of a Dag run (OpenAPI `DagRunState` of Airflow 3.3.2).
public enum DagRunState: String, Sendable, Hashable, CaseIterable {
  /// Waits to be started.
  case queued
  /// At work.
  case running
  /// All leaf tasks succeeded or were skipped.
  case success
  /// A leaf task failed.
  case failed
}

/// What made a Dag run (OpenAPI `DagRunType` of Airflow 3.3.2; older releases know fewer).
public enum DagRunType: String, Sendable, Hashable, CaseIterable {
  /// A backfill.
  case backfill
  /// The schedule.
  case scheduled
  /// A user.
  case manual
  /// Another Dag's operator.
  case operatorTriggered = "operator_triggered"
  /// An asset event.
  case assetTriggered = "asset_triggered"
  /// A request for an asset.
  case assetMaterialization = "asset_materialization"
}

/// State of a task instance (OpenAPI `TaskInstanceState` of Airflow 3.3.2), and `none`.
public enum TaskInstanceState: String, Sendable, Hashable, CaseIterable {
  /// Vanished from the Dag since the run started.
  case removed
  /// Dependencies met, not yet with an executor.
  case scheduled
  /// With an executor.
  case queued
  /// At work.
  case running
  /// Done.
  case success
  /// Asked to run again while it ran.
  case restarting
  /// Failed for good.
  case failed
  /// Failed, and will be tried again.
  case upForRetry = "up_for_retry"
  /// A sensor that waits for its next look.
  case upForReschedule = "up_for_reschedule"
  /// Did not run, because something before it failed.
  case upstreamFailed = "upstream_failed"
  /// Not needed.
  case skipped
  /// Waits in the triggerer.
  case deferred
  /// Waits for a person (3.3).
  case awaitingInput = "awaiting_input"
  /// Has no state yet.
  case none
}

/// How several tags of a `DagFilter` are combined.
public enum TagMatch: String, Sendable, Hashable, CaseIterable {
  /// One of them is enough.
  case any
  /// All of them are needed.
  case all
}
