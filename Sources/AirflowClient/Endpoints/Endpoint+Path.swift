/// One part of a path between two slashes.
enum PathSegment: Sendable, Hashable {
  /// Text of this module's code, made of unreserved characters.
  case fixed(StaticText)
  /// A checked identifier, not encoded.
  case identifier(String)

  /// A number that was checked.
  static func number(_ number: Int) -> PathSegment { .fixed(StaticText(number: number)) }

  /// The segment as it stands in a URL.
  var encoded: String {
    switch self {
    case .fixed(let text): text.text
    case .identifier(let text): PercentEncoding.encode(text)
    }
  }
}

/// Text that comes from a literal of this module or from a number, never from input.
struct StaticText: Sendable, Hashable, ExpressibleByStringLiteral {
  let text: String

  init(stringLiteral text: StaticString) { self.text = "\(text)" }

  init(number: Int) { text = String(number) }
}

extension Endpoint {
  /// The path below `/api/v2`.
  var path: [PathSegment] {
    switch self {
    case .version: [.fixed("version")]
    case .health: [.fixed("monitor"), .fixed("health")]
    case .dags: [.fixed("dags")]
    case .dag(let dag): Self.path(dag)
    case .dagDetails(let dag): Self.path(dag) + [.fixed("details")]
    case .dagVersions(let dag, _, _): Self.path(dag) + [.fixed("dagVersions")]
    case .dagVersion(let dag, let version):
      Self.path(dag) + [.fixed("dagVersions"), .number(version.number)]
    case .dagSource(let dag, _): [.fixed("dagSources"), .identifier(dag.text)]
    case .dagStats: [.fixed("dagStats")]
    case .dagWarnings: [.fixed("dagWarnings")]
    case .importErrors: [.fixed("importErrors")]
    case .tasks(let dag): Self.path(dag) + [.fixed("tasks")]
    case .task(let dag, let task): Self.path(dag) + [.fixed("tasks"), .identifier(task.text)]
    case .dagRuns(.every, _, _, _): [.fixed("dags"), .fixed("~"), .fixed("dagRuns")]
    case .dagRuns(.dag(let dag), _, _, _): Self.path(dag) + [.fixed("dagRuns")]
    case .dagRun(let dag, let run): Self.path(dag, run)
    case .upstreamAssetEvents(let dag, let run):
      Self.path(dag, run) + [.fixed("upstreamAssetEvents")]
    case .taskInstances(let scope, _, _, _): Self.path(scope)
    case .taskInstance(let place, let index): Self.path(place) + Self.path(index)
    case .mappedTaskInstances(let place, _, _, _): Self.path(place) + [.fixed("listMapped")]
    case .taskDependencies(let place, let index):
      Self.path(place) + Self.path(index) + [.fixed("dependencies")]
    case .taskTries(let place, let index):
      Self.path(place) + Self.path(index) + [.fixed("tries")]
    case .taskTry(let place, let number, let index):
      Self.path(place) + Self.path(index) + [.fixed("tries"), .number(number.number)]
    case .taskLog(let place, let number, _, _):
      Self.path(place) + [.fixed("logs"), .number(number.number)]
    case .taskLogProbe(let place, _): Self.path(place) + [.fixed("logs"), .number(0)]
    case .xcomEntries(let place, _, _): Self.path(place) + [.fixed("xcomEntries")]
    case .xcomEntry(let place, let key, _):
      Self.path(place) + [.fixed("xcomEntries"), .identifier(key.text)]
    case .eventLogs: [.fixed("eventLogs")]
    case .assets: [.fixed("assets")]
    case .asset(let asset): [.fixed("assets"), .number(asset.number)]
    case .assetEvents: [.fixed("assets"), .fixed("events")]
    case .pools: [.fixed("pools")]
    case .variables: [.fixed("variables")]
    case .connections: [.fixed("connections")]
    }
  }

  private static func path(_ dag: DagID) -> [PathSegment] {
    [.fixed("dags"), .identifier(dag.text)]
  }

  private static func path(_ dag: DagID, _ run: RunID) -> [PathSegment] {
    path(dag) + [.fixed("dagRuns"), .identifier(run.text)]
  }

  private static func path(_ place: TaskPlace) -> [PathSegment] {
    path(place.dag, place.run) + [.fixed("taskInstances"), .identifier(place.task.text)]
  }

  /// A mapped instance has its index in the path, an unmapped one has none.
  private static func path(_ index: MapIndex) -> [PathSegment] {
    index == .unmapped ? [] : [.number(index.number)]
  }

  private static func path(_ scope: TaskInstanceScope) -> [PathSegment] {
    switch scope {
    case .run(let dag, let run): path(dag, run) + [.fixed("taskInstances")]
    case .dag(let dag): path(dag) + [.fixed("dagRuns"), .fixed("~"), .fixed("taskInstances")]
    case .every:
      [.fixed("dags"), .fixed("~"), .fixed("dagRuns"), .fixed("~"), .fixed("taskInstances")]
    }
  }
}
