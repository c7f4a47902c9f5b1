internal import MCPProtocol

/// Which members of Airflow's objects are shown. Everything else is dropped, above all `file_token`,
/// which is a capability, `executor_config`, which may hold an environment, and host names.
enum TaskFields {
  static let run = [
    "dag_id", "dag_run_id", "state", "run_type", "logical_date", "run_after", "queued_at",
    "start_date", "end_date", "duration", "triggered_by", "triggering_user_name", "note",
  ]
  static let instance = [
    "dag_id", "dag_run_id", "task_id", "map_index", "state", "try_number", "max_tries",
    "operator_name", "queued_when", "start_date", "end_date", "duration", "note",
    "rendered_map_index",
  ]
  static let instanceInRun = instance.filter { $0 != "dag_id" && $0 != "dag_run_id" }

  /// A run with its configuration and the versions of its Dag.
  static func wholeRun(_ run: JSONValue) -> JSONObject {
    var fields = run.picking(
      self.run + ["data_interval_start", "data_interval_end", "bundle_version", "partition_key"])
    if let conf = run["conf"], conf.object != nil || conf.array != nil { fields["conf"] = conf }
    fields["dag_versions"] = .array(
      (run["dag_versions"]?.array ?? []).compactMap { $0["version_number"] })
    return fields
  }

  /// `-1` says only that a task is not mapped.
  static func dropUnmapped(_ object: inout JSONObject) {
    if object["map_index"]?.int == -1 { object["map_index"] = nil }
  }

  /// The instances of a list.
  static func instances(_ answer: JSONValue, _ names: [String] = instance) -> [JSONObject] {
    answer.picking(names, ofEach: "task_instances").map { item in
      var item = item
      dropUnmapped(&item)
      return item
    }
  }
}
