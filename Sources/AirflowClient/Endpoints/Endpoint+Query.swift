/// The content types that endpoints answer with.
enum MediaType: String, Sendable, Hashable {
  case json = "application/json"
  case lines = "application/x-ndjson"
  case text = "text/plain"
}

extension Endpoint {
  /// The query, not encoded.
  var query: Query {
    switch self {
    case .version, .health, .dag, .dagDetails, .dagVersion, .tasks, .task, .dagRun,
      .upstreamAssetEvents, .taskInstance, .taskDependencies, .taskTries, .taskTry, .asset:
      return Query()
    case .dags(let filter, let page, let order): return filter.query.with(page, order)
    case .dagVersions(_, let page, let order): return Query().with(page, order)
    case .dagSource(_, let version):
      var query = Query()
      query.add("version_number", version?.number)
      return query
    case .dagStats(let dags):
      var query = Query()
      for dag in dags { query.add("dag_ids", dag.text) }
      return query
    case .dagWarnings(let dag, let page):
      var query = Query()
      query.add("dag_id", dag?.text)
      return query.with(page)
    case .importErrors(let page, let order): return Query().with(page, order)
    case .dagRuns(_, let filter, let paging, let order): return filter.query.with(paging, order)
    case .taskInstances(_, let filter, let paging, let order):
      return filter.query.with(paging, order)
    case .mappedTaskInstances(_, let filter, let page, let order):
      return filter.query.with(page, order)
    case .taskLog(_, _, let format, let index):
      var query = Query()
      query.add("map_index", index.number)
      if case .document(let token) = format { query.add("token", token?.text) }
      return query
    case .taskLogProbe(_, let index):
      var query = Query()
      query.add("map_index", index.number)
      return query
    case .xcomEntries(_, let page, let index):
      var query = Query()
      query.add("map_index", index.number)
      return query.with(page)
    case .xcomEntry(_, _, let index):
      var query = Query()
      query.add("map_index", index.number)
      // Deserializing would run classes of the Dag author in the API server.
      query.add("deserialize", false)
      return query
    case .eventLogs(let filter, let page, let order): return filter.query.with(page, order)
    case .assets(let name, let dags, let page, let order):
      var query = Query()
      query.add("name_pattern", name?.text)
      for dag in dags { query.add("dag_ids", dag.text) }
      return query.with(page, order)
    case .assetEvents(let filter, let page, let order): return filter.query.with(page, order)
    case .pools(let page), .variables(let page), .connections(let page):
      return Query().with(page)
    }
  }

  /// What is asked for in `Accept`, exactly, and the only type that a good answer may have.
  var mediaType: MediaType {
    switch self {
    case .dagSource: .text
    case .taskLog(_, _, .lines, _): .lines
    default: .json
    }
  }
}
