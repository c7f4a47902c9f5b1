internal import AirflowClient
internal import MCPProtocol

/// Arguments that many tools have.
enum Inputs {
  static let dag = Schema.Field.required("dag_id", .string(length: 1...250))
  static let run = Schema.Field.required("run_id", .string(length: 1...250))
  static let task = Schema.Field.required("task_id", .string(length: 1...250))
  static let dagIfWanted = Schema.Field.optional("dag_id", .string(length: 1...250))
  static let mapIndex = Schema.Field.optional(
    "map_index", .integer("Only for mapped tasks", in: -1...2_147_483_647))
  static let tryNumber = Schema.Field.optional(
    "try_number", .integer("Default: the latest", in: 1...2_147_483_647))
  static let prefix = Schema.Field.optional(
    "dag_id_prefix", .string("Beginning of the dag_id", length: 1...250))
  static let limit = Schema.Field.optional(
    "limit", .integer(in: 1...100).with(default: .integer(25)))
  static let offset = Schema.Field.optional(
    "offset", .integer("next_offset of the page before", in: 0...10_000_000))

  /// `dag_id`, `run_id`, `task_id` and `map_index`.
  static let place = [dag, run, task, mapIndex]
  /// `limit` and `offset`.
  static let page = [limit, offset]

  static let runStates = Schema.Field.optional(
    "state",
    .array(of: .choice(of: ["queued", "running", "success", "failed"]), count: 1...4))
  static let taskStates = Schema.Field.optional(
    "state",
    .array(
      of: .choice(
        of: [
          "failed", "upstream_failed", "up_for_retry", "up_for_reschedule", "running", "queued",
          "scheduled", "deferred", "awaiting_input", "restarting", "skipped", "success",
          "removed", "none",
        ]), count: 1...14))

  static func time(_ name: StaticString, _ text: StaticText) -> Schema.Field {
    .optional(name, .string(text, length: 1...40))
  }
}
