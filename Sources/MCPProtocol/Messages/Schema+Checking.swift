/// Where and why a value does not fit a schema. Never holds the value.
struct SchemaViolation: Error, Sendable, Hashable {
  /// Path of the member, like `filters[2].state`; empty for the value itself. May hold a key that
  /// the client chose: to be scrubbed before it is sent.
  var path: String
  /// What is wrong, in our own words.
  var problem: String

  var description: String { path.isEmpty ? problem : "`\(path)`: \(problem)" }
}

extension Schema {
  /// Checks a value.
  ///
  /// - Throws: the first violation, in the order of the fields.
  func check(_ value: JSONValue, at path: String = "") throws(SchemaViolation) {
    if isNullable, value.isNull { return }
    func violation(_ problem: String) -> SchemaViolation {
      SchemaViolation(path: path, problem: problem)
    }
    switch kind {
    case .any: return
    case .boolean:
      guard value.bool != nil else { throw violation("must be true or false") }
    case .number:
      guard value.double?.isFinite == true else { throw violation("must be a number") }
    case .integer(let range):
      guard let number = value.int else { throw violation("must be an integer") }
      guard let range, !range.contains(number) else { return }
      throw violation("must be from \(range.lowerBound) to \(range.upperBound)")
    case .string(let length):
      guard let text = value.string else { throw violation("must be a string") }
      guard let length, !length.contains(text.unicodeScalars.count) else { return }
      throw violation("must have \(length.lowerBound) to \(length.upperBound) characters")
    case .choice(let values):
      let isKnown = values.contains { JSONObject.same($0.string, value.string ?? "\0") }
      guard !isKnown else { return }
      throw violation("must be one of " + values.map(\.string).joined(separator: ", "))
    case .array(let element, let count):
      guard let elements = value.array else { throw violation("must be an array") }
      if let count, !count.contains(elements.count) {
        throw violation("must have \(count.lowerBound) to \(count.upperBound) elements")
      }
      for (index, item) in elements.enumerated() {
        try element.check(item, at: "\(path)[\(index)]")
      }
    case .object(let fields, let isOpen):
      guard let object = value.object else { throw violation("must be an object") }
      try check(object, fields: fields, isOpen: isOpen, at: path)
    }
  }

  private func check(
    _ object: JSONObject, fields: [Field], isOpen: Bool, at path: String
  ) throws(SchemaViolation) {
    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    for field in fields {
      guard let value = object[field.name.string] else {
        guard field.isRequired else { continue }
        throw SchemaViolation(path: place(field.name.string), problem: "is required")
      }
      try field.schema.check(value, at: place(field.name.string))
    }
    guard !isOpen else { return }
    let names = fields.map(\.name.string)
    for key in object.keys where !names.contains(where: { JSONObject.same($0, key) }) {
      // Long or odd keys are not named: cut to size, a secret in them might not be seen as one.
      let isName =
        key.utf8.count <= 64
        && key.utf8.allSatisfy { $0 == 0x5F || ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
      let known = names.isEmpty ? "none" : names.joined(separator: ", ")
      throw SchemaViolation(
        path: isName ? place(key) : path, problem: "is not known here; known: \(known)")
    }
  }
}
