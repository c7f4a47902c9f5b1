/// A position in a list that Airflow handed out as `next_cursor` or `previous_cursor`.
///
/// 1 to 4,096 printable ASCII bytes. It is Airflow's and is only ever given back to it.
public struct PageCursor: Sendable, Hashable {
  let text: String

  /// Checks `text`; throws an `IdentifierError` for `cursor`.
  public init(_ text: String) throws(IdentifierError) {
    try OpaqueText.check(text, field: "cursor")
    self.text = text
  }
}

/// The `continuation_token` that Airflow hands out with the JSON log of a running task.
///
/// 1 to 4,096 printable ASCII bytes. Airflow signs it, but binds it to no task: never give one to
/// Airflow that was made for another task instance.
public struct LogToken: Sendable, Hashable {
  let text: String

  /// Checks `text`; throws an `IdentifierError` for `token`.
  public init(_ text: String) throws(IdentifierError) {
    try OpaqueText.check(text, field: "token")
    self.text = text
  }
}

enum OpaqueText {
  static let maximumLength = 4096

  static func check(_ text: String, field: String) throws(IdentifierError) {
    guard !text.isEmpty else { throw IdentifierError(field: field, rule: .empty) }
    guard text.utf8.count <= maximumLength else {
      throw IdentifierError(field: field, rule: .tooLong(maximum: maximumLength))
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw IdentifierError(field: field, rule: .forbiddenCharacter)
    }
  }
}
