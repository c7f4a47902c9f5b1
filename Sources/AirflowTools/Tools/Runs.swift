internal import AirflowClient
internal import MCPProtocol

/// Runs of a Dag, or of all.
enum ListDagRuns {
  static let tool = Tool(
    "list_dag_runs", in: .core, title: "Dag runs",
    """
    Runs of one Dag, or of all without dag_id, newest first: when it began to fail, how long runs \
    take. Cheap. conf is left out: use get_dag_run.
    """,
    input: [
      Inputs.dagIfWanted, Inputs.prefix, Inputs.runStates,
      Inputs.time("after", "run_after not before, like 2026-11-22T00:00:00Z"),
      Inputs.time("before", "run_after not after"),
    ] + Inputs.page,
    output: Listing.schema(
      "dag_runs", "{dag_id, dag_run_id, state, run_type, dates, duration, note}"),
    run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let arguments = call.arguments
    let dag = try arguments.dagIfGiven()
    let prefix = try arguments.dagPrefix()
    var filter = DagRunFilter()
    filter.states = arguments.states(DagRunState.self)
    filter.dagIDPrefix = prefix
    filter.runAfter = TimeSpan(from: try arguments.time("after"), to: try arguments.time("before"))
    let page = try arguments.page()
    let answer = try await call.fetch(
      .dagRuns(
        dag.map { .dag($0) } ?? .every, filter, .page(page), order: [.descending(.runAfter)]))
    let all = answer.picking(TaskFields.run, ofEach: "dag_runs")
    let runs = all.startingWith(prefix?.text)
    let list = Listing(
      "dag_runs", runs, of: answer, offset: page.offset, received: all.count)
    return Answer(list.counted("runs") + ".", list.fields)
  }
}

/// One run.
enum GetDagRun {
  static let tool = Tool(
    "get_dag_run", in: .core, title: "One Dag run",
    """
    One run with its conf, note, trigger and the versions of the Dag it ran with (compare them with \
    an earlier run to see whether the code changed). Cheap. For why it failed use diagnose_run.
    """,
    input: [Inputs.dag, Inputs.run],
    output: [.required("dag_run", .object(isOpen: true))], run: run)

  private static func run(_ call: ToolCall) async throws(ToolFailure) -> Answer {
    let dag = try call.arguments.dag()
    let run = try call.arguments.run()
    let answer = try await call.fetch(.dagRun(dag, run))
    let fields = TaskFields.wholeRun(answer)
    var result = Answer(
      "Run \(run) of \(dag) is \(fields.shown("state")).", ["dag_run": .object(fields)])
    result.longestString = 8_000
    return result
  }
}

extension [JSONObject] {
  /// Those of Dags whose id begins so: older releases ignore that filter.
  func startingWith(_ prefix: String?) -> [JSONObject] {
    guard let prefix else { return self }
    return filter { $0.shown("dag_id").hasPrefix(prefix) }
  }
}
