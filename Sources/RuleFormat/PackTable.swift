internal import TOMLKit

/// A TOML table that is read key by key: every value has its type, and no key is left unread.
struct PackTable {
  /// Where the table stands, for messages.
  struct Place {
    var file: String
    var text: String
    /// Name of the list of tables that it stands in.
    var list = "rules"
    /// Index in that list from 0; `nil` for the pack's own table.
    var ruleIndex: Int?
    var ruleID: String?

    func error(
      _ kind: RulePackError.Kind, _ key: String?, _ reason: String, _ advice: String
    ) -> RulePackError {
      let lines = SourceLines(text, list: list)
      let line =
        if let key {
          lines.key(key, inRule: ruleIndex)
        } else {
          ruleIndex.flatMap(lines.rule)
        }
      return RulePackError(
        kind: kind, file: file, line: line, ruleID: ruleID, reason: reason, advice: advice)
    }
  }

  /// A value in a type of its own: TOMLKit gives dictionaries of its values a subscript that does
  /// something else.
  private struct Entry {
    let value: TOMLValue
  }

  var place: Place
  private let entries: [String: Entry]

  /// - Parameter known: every key that the format has here.
  /// - Throws: `unknownKey`.
  init(_ table: TOMLTable, known: [String], place: Place) throws(RulePackError) {
    self.place = place
    var entries: [String: Entry] = [:]
    for (key, value) in zip(table.keys, table.values) {
      guard known.contains(key) else { throw Self.unknownKey(key, known, place) }
      entries[key] = Entry(value: value)
    }
    self.entries = entries
  }

  private static func unknownKey(
    _ key: String, _ known: [String], _ place: Place
  ) -> RulePackError {
    let nearest = Spelling.nearest(to: key, in: known)
    return place.error(
      .unknownKey, key, "unknown key `\(key)`",
      nearest.map { "did you mean `\($0)`?" }
        ?? "the keys are \(known.joined(separator: ", "))")
  }

  // MARK: Values

  /// Whether the table sets `key`.
  func has(_ key: String) -> Bool {
    entries[key] != nil
  }

  /// The string at `key`; `nil` if it is not set.
  func string(_ key: String) throws(RulePackError) -> String? {
    guard let value = entries[key]?.value else { return nil }
    guard let string = value.string else { throw wrongType(key, value, "a string") }
    return string
  }

  /// The string at `key`, which must be set and not be empty.
  func requiredString(_ key: String) throws(RulePackError) -> String {
    guard let string = try string(key) else {
      throw place.error(.missingKey, nil, "`\(key)` is missing", "add `\(key) = \"...\"`")
    }
    if string.isEmpty {
      throw place.error(
        .invalidValue, key, "`\(key)` is empty", "write a text or leave the key out")
    }
    return string
  }

  /// The member of an enumeration whose raw value stands at `key`.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(RulePackError) -> Choice? where Choice.RawValue == String {
    guard let name = try string(key) else { return nil }
    if let choice = Choice(rawValue: name) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw place.error(
      .invalidValue, key, "`\(name)` is no \(key)",
      Spelling.nearest(to: name, in: names).map { "did you mean `\($0)`?" }
        ?? "write one of \(names.joined(separator: ", "))")
  }

  /// The number at `key`, whole or not.
  func number(_ key: String, in range: ClosedRange<Double>) throws(RulePackError) -> Double? {
    guard let value = entries[key]?.value else { return nil }
    guard let number = value.double ?? value.int.map(Double.init) else {
      throw wrongType(key, value, "a number")
    }
    guard range.contains(number) else {
      throw place.error(
        .invalidValue, key, "`\(key)` is \(number)",
        "write a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The Boolean at `key`.
  func bool(_ key: String) throws(RulePackError) -> Bool? {
    guard let value = entries[key]?.value else { return nil }
    guard let bool = value.bool else { throw wrongType(key, value, "true or false") }
    return bool
  }

  /// The strings at `key`; empty if it is not set. A single string counts as a list of one where
  /// `allowsSingle` says so.
  func strings(_ key: String, allowsSingle: Bool = false) throws(RulePackError) -> [String] {
    guard let value = entries[key]?.value else { return [] }
    if allowsSingle, let string = value.string { return [string] }
    let expected = allowsSingle ? "a string or a list of strings" : "a list of strings"
    guard let array = value.array else { throw wrongType(key, value, expected) }
    var strings: [String] = []
    for element in array {
      guard let string = element.string else { throw wrongType(key, element.tomlValue, expected) }
      strings.append(string)
    }
    return strings
  }

  /// The named patterns of the table at `key`; empty if it is not set.
  func patterns(_ key: String) throws(RulePackError) -> [String: String] {
    guard let value = entries[key]?.value else { return [:] }
    guard let table = value.table else { throw wrongType(key, value, "a `[\(key)]` table") }
    var patterns: [String: String] = [:]
    for (name, value) in zip(table.keys, table.values) {
      guard PatternLibrary.isName(name) else {
        throw place.error(
          .invalidValue, name, "`\(name)` is no name for a pattern",
          "write lower-case letters, digits and hyphens")
      }
      guard let pattern = value.string else { throw wrongType(name, value, "a pattern") }
      patterns[name] = pattern
    }
    return patterns
  }

  /// The table at `key`, of which every key must be one of `known`; `nil` if it is not set.
  func table(_ key: String, known: [String]) throws(RulePackError) -> PackTable? {
    guard let value = entries[key]?.value else { return nil }
    guard let table = value.table else { throw wrongType(key, value, "a table") }
    return try PackTable(table, known: known, place: place)
  }

  /// The whole number at `key`.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(RulePackError) -> Int? {
    guard let value = entries[key]?.value else { return nil }
    guard let number = value.int else { throw wrongType(key, value, "a whole number") }
    guard range.contains(number) else {
      throw place.error(
        .invalidValue, key, "`\(key)` is \(number)",
        "write a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The tables or, where `string` makes one of it, strings at `key`.
  func elements(_ key: String) throws(RulePackError) -> [TOMLValue] {
    guard let value = entries[key]?.value else { return [] }
    guard let array = value.array else { throw wrongType(key, value, "a list") }
    return array.map(\.tomlValue)
  }

  func wrongType(_ key: String, _ value: TOMLValue, _ expected: String) -> RulePackError {
    place.error(.wrongType, key, "`\(key)` is of the type \(value.type)", "write \(expected)")
  }
}
