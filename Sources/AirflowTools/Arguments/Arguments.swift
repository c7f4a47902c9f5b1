internal import AirflowClient
internal import MCPProtocol

/// The arguments of a call as checked identifiers; nothing else of them gets into a URL.
///
/// Their types have been checked against the input schema before.
struct Arguments: Sendable {
  private let object: JSONObject

  init(_ object: JSONObject) {
    self.object = object
  }

  /// A text, if it was given.
  func text(_ name: String) -> String? { object[name]?.string }

  /// A number, if it was given.
  func number(_ name: String) -> Int? { object[name]?.int }

  /// A truth value, if it was given.
  func flag(_ name: String) -> Bool? { object[name]?.bool }

  /// Texts; none if none were given.
  func texts(_ name: String) -> [String] { object[name]?.array?.compactMap(\.string) ?? [] }

  /// What checks a value throws as a failure that the model can act on.
  static func checked<Value>(
    _ make: () throws(IdentifierError) -> Value
  ) throws(ToolFailure) -> Value {
    do throws(IdentifierError) {
      return try make()
    } catch {
      throw .identifier(error)
    }
  }

  /// `dag_id`, which must be there.
  func dag() throws(ToolFailure) -> DagID {
    try Self.checked { () throws(IdentifierError) in try DagID(text("dag_id") ?? "") }
  }

  /// `dag_id`, if it was given.
  func dagIfGiven() throws(ToolFailure) -> DagID? {
    guard text("dag_id") != nil else { return nil }
    return try dag()
  }

  /// `run_id`, which must be there.
  func run() throws(ToolFailure) -> RunID {
    try Self.checked { () throws(IdentifierError) in try RunID(text("run_id") ?? "") }
  }

  /// `run_id`, if it was given.
  func runIfGiven() throws(ToolFailure) -> RunID? {
    guard text("run_id") != nil else { return nil }
    return try run()
  }

  /// `task_id`, which must be there.
  func task() throws(ToolFailure) -> TaskID {
    try Self.checked { () throws(IdentifierError) in try TaskID(text("task_id") ?? "") }
  }

  /// `dag_id`, `run_id` and `task_id`.
  func place() throws(ToolFailure) -> TaskPlace {
    TaskPlace(dag: try dag(), run: try run(), task: try task())
  }

  /// `map_index`; that of a task that is not mapped if it was not given.
  func mapIndex() throws(ToolFailure) -> MapIndex {
    guard let number = number("map_index") else { return .unmapped }
    return try Self.checked { () throws(IdentifierError) in try MapIndex(number) }
  }

  /// `try_number`, if it was given.
  func tryNumber() throws(ToolFailure) -> TryNumber? {
    guard let number = number("try_number") else { return nil }
    return try Self.checked { () throws(IdentifierError) in try TryNumber(number) }
  }

  /// `dag_id_prefix`, if it was given.
  func dagPrefix() throws(ToolFailure) -> DagIDPrefix? {
    guard let text = text("dag_id_prefix") else { return nil }
    return try Self.checked { () throws(IdentifierError) in try DagIDPrefix(text) }
  }

  /// A time, if it was given.
  func time(_ name: StaticString) throws(ToolFailure) -> Timestamp? {
    guard let text = text("\(name)") else { return nil }
    return try Self.checked { () throws(IdentifierError) in try Timestamp(text, field: name) }
  }

  /// A text to filter by, if it was given.
  func filter(_ name: StaticString) throws(ToolFailure) -> FilterText? {
    guard let text = text("\(name)") else { return nil }
    return try Self.checked { () throws(IdentifierError) in try FilterText(text, field: name) }
  }

  /// States by their names; the schema has refused others.
  func states<State: RawRepresentable<String>>(_ type: State.Type) -> [State] {
    texts("state").compactMap { State(rawValue: $0) }
  }

  /// `limit` and `offset`.
  func page() throws(ToolFailure) -> Page {
    try Self.checked { () throws(IdentifierError) in
      try Page(limit: number("limit") ?? 25, offset: number("offset") ?? 0)
    }
  }
}
