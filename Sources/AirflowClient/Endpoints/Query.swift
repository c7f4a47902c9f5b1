/// The query of a URL: names from this module's code, values that are always encoded.
struct Query: Sendable {
  /// Names and values, not encoded.
  private(set) var items: [(name: String, value: String)] = []

  mutating func add(_ name: StaticString, _ value: String?) {
    if let value { items.append(("\(name)", value)) }
  }

  mutating func add(_ name: StaticString, _ value: Int?) {
    if let value { items.append(("\(name)", String(value))) }
  }

  mutating func add(_ name: StaticString, _ value: Bool?) {
    if let value { items.append(("\(name)", value ? "true" : "false")) }
  }

  /// Airflow's pair of parameters for a span, `name_gte` and `name_lte`.
  mutating func add(_ name: StaticString, _ span: TimeSpan) {
    if let from = span.from { items.append(("\(name)_gte", from.description)) }
    if let to = span.to { items.append(("\(name)_lte", to.description)) }
  }

  mutating func add(_ page: Page) {
    add("limit", page.limit)
    if page.offset > 0 { add("offset", page.offset) }
  }

  mutating func add(_ paging: Paging) {
    switch paging {
    case .page(let page): add(page)
    case .cursor(let cursor, let limit):
      add("limit", limit.number)
      // An empty cursor asks for the first page with cursors (OpenAPI text of 3.3.2).
      add("cursor", cursor?.text ?? "")
    }
  }

  mutating func add<Key>(_ order: [Sort<Key>]) {
    for criterion in order { add("order_by", criterion.parameter) }
  }

  func with(_ page: Page) -> Query {
    var query = self
    query.add(page)
    return query
  }

  func with<Key>(_ page: Page, _ order: [Sort<Key>]) -> Query {
    var query = with(page)
    query.add(order)
    return query
  }

  func with<Key>(_ paging: Paging, _ order: [Sort<Key>]) -> Query {
    var query = self
    query.add(paging)
    query.add(order)
    return query
  }

  /// `name=value&…` with everything encoded; empty if there is nothing.
  var text: String {
    items.map { $0.name + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
  }
}
