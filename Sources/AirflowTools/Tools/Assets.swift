internal import AirflowClient
internal import MCPProtocol

/// Assets and which Dags make and use them.
enum ListAssets {
  static let tool = Tool(
    "list_assets", in: .assets, title: "Assets",
    """
    Assets with the tasks that make them and the Dags that they start: how Dags depend on each \
    other. Cheap.
    """,
    input: [
      .optional("name", .string("Part of the name", length: 1...250)), Inputs.dagIfWanted,
    ] + Inputs.page,
    output: Listing.schema(
      "assets", "{id, name, uri, group, produced_by, starts, last_event}"), run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let name = try call.arguments.filter("name")
    let dags = try call.arguments.dagIfGiven().map { [$0] } ?? []
    let page = try call.arguments.page()
    let answer = try await call.fetch(
      .assets(name: name, dags: dags, page, order: [.ascending(.name)]))
    let assets = (answer["assets"]?.array ?? []).map { asset in
      var fields = asset.picking(["id", "name", "uri", "group", "created_at"])
      fields["produced_by"] = .list(
        asset.picking(["dag_id", "task_id"], ofEach: "producing_tasks"))
      fields["starts"] = .array(asset["scheduled_dags"]?.texts("dag_id") ?? [])
      if let time = asset["last_asset_event"]?["timestamp"] { fields["last_event"] = time }
      return fields
    }
    let list = Listing(
      "assets", assets, of: answer, offset: page.offset, received: assets.count)
    return Answer(list.counted("assets") + ".", list.fields)
  }
}

/// Events of assets.
enum ListAssetEvents {
  static let tool = Tool(
    "list_asset_events", in: .assets, title: "Asset events",
    "Updates of assets, newest first: which run made them and which runs they started. Cheap.",
    input: [
      .optional("asset_id", .integer("id of list_assets", in: 1...Int.max)),
      .optional("source_dag_id", .string(length: 1...250)),
    ] + Inputs.page,
    output: Listing.schema(
      "events", "{asset_id, name, timestamp, source_*, extra, created_runs}"), run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    var filter = AssetEventFilter()
    if let number = call.arguments.number("asset_id") {
      filter.asset = try Arguments.checked { () throws(IdentifierError) in try AssetID(number) }
    }
    if let text = call.arguments.text("source_dag_id") {
      filter.sourceDag = try Arguments.checked { () throws(IdentifierError) in try DagID(text) }
    }
    let page = try call.arguments.page()
    let answer = try await call.fetch(
      .assetEvents(filter, page, order: [.descending(.timestamp)]))
    let events = (answer["asset_events"]?.array ?? []).map { event in
      var fields = event.picking([
        "id", "asset_id", "name", "uri", "timestamp", "source_dag_id", "source_run_id",
        "source_task_id", "source_map_index",
      ])
      if let extra = event["extra"], extra.object?.count ?? 0 > 0 { fields["extra"] = extra }
      fields["created_runs"] = .list(
        event.picking(["dag_id", "run_id", "state"], ofEach: "created_dagruns"))
      return fields
    }
    let list = Listing(
      "events", events, of: answer, offset: page.offset, received: events.count)
    return Answer(list.counted("asset events") + ".", list.fields)
  }
}
