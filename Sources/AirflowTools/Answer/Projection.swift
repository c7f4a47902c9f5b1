internal import MCPProtocol

extension JSONValue {
  /// Only these members, and of them only those that are text, numbers or truth values. What Airflow
  /// adds one day is not shown by itself.
  func picking(_ names: [String]) -> JSONObject {
    var picked = JSONObject()
    for name in names {
      switch self[name] {
      case .string, .number, .bool: picked[name] = self[name]
      default: continue
      }
    }
    return picked
  }

  /// The elements of a list with these members each.
  func picking(_ names: [String], ofEach list: String) -> [JSONObject] {
    (self[list]?.array ?? []).map { $0.picking(names) }
  }

  /// The texts of one member of each element.
  func texts(_ name: String) -> [JSONValue] {
    (array ?? []).compactMap { $0[name]?.string.map { .string($0) } }
  }

  /// An array of objects.
  static func list(_ objects: [JSONObject]) -> JSONValue { .array(objects.map { .object($0) }) }
}

extension JSONObject {
  /// Members; of those with one key the last one stays.
  init(_ members: KeyValuePairs<String, JSONValue>) {
    self.init()
    for (key, value) in members { self[key] = value }
  }

  /// A text, or `?`.
  func shown(_ name: String) -> String { self[name]?.string ?? "?" }
}

/// A page of a list.
struct Listing {
  var fields = JSONObject()
  let count: Int
  let total: Int?

  /// - Parameters:
  ///   - offset: how many elements stand before the page.
  ///   - received: how many elements Airflow sent, of which some may have been left out.
  init(_ name: String, _ items: [JSONObject], of answer: JSONValue, offset: Int, received: Int) {
    count = items.count
    total = answer["total_entries"]?.int
    fields[name] = .list(items)
    if let total {
      fields["total"] = .integer(total)
      if received > 0, offset + received < total {
        fields["next_offset"] = .integer(offset + received)
      }
    }
  }

  /// `3 of 14 runs`.
  func counted(_ noun: String) -> String {
    guard let total, total != count else { return "\(count) \(noun)" }
    return "\(count) of \(total) \(noun)"
  }

  /// Members of a list's answer.
  static func schema(_ name: StaticString, _ text: StaticText) -> [Schema.Field] {
    [
      .required(name, .array(text, of: .object(isOpen: true))),
      .optional("total", .integer()), .optional("next_offset", .integer()),
    ]
  }
}
