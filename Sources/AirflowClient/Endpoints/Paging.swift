/// A part of a list that is counted from the beginning.
public struct Page: Sendable, Hashable {
  /// Most entries in the answer, 1 to 100. Airflow cuts larger ones to `[api] maximum_page_limit`
  /// (100) without saying so, therefore more is refused here.
  public let limit: Int
  /// How many entries to leave out first, 0 to 10,000,000.
  public let offset: Int

  /// The first 50.
  public static let first = Page()

  /// Checks both numbers; throws an `IdentifierError` for `limit` or `offset`.
  public init(limit: Int = 50, offset: Int = 0) throws(IdentifierError) {
    try IdentifierRules.check(limit, field: "limit", range: 1...100)
    try IdentifierRules.check(offset, field: "offset", range: 0...10_000_000)
    self.limit = limit
    self.offset = offset
  }

  private init() {
    limit = 50
    offset = 0
  }
}

/// A part of a list of runs or task instances.
public enum Paging: Sendable, Hashable {
  /// Counted from the beginning; entries that are added meanwhile shift the rest.
  case page(Page)
  /// From where Airflow's cursor stands; `nil` for the first part, whose answer has the next cursor.
  ///
  /// A release without cursors ignores the parameter and answers without `next_cursor`.
  case cursor(PageCursor?, limit: PageLimit)
}

/// Most entries in an answer, 1 to 100.
public struct PageLimit: Sendable, Hashable {
  /// The number.
  public let number: Int

  /// Checks the number; throws an `IdentifierError` for `limit`.
  public init(_ number: Int) throws(IdentifierError) {
    try IdentifierRules.check(number, field: "limit", range: 1...100)
    self.number = number
  }
}

/// A time span, both ends belong to it; `nil` is open.
public struct TimeSpan: Sendable, Hashable {
  /// Not before this.
  public var from: Timestamp?
  /// Not after this.
  public var to: Timestamp?

  /// Any time.
  public static let always = TimeSpan()

  /// A span.
  public init(from: Timestamp? = nil, to: Timestamp? = nil) {
    self.from = from
    self.to = to
  }
}
