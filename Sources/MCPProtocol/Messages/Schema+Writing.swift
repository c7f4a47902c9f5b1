extension Schema {
  /// Writes the schema as JSON Schema 2020-12.
  func write(into writer: inout MessageWriter) {
    writer.json("{")
    var isFirst = true
    func key(_ name: StaticString, _ writer: inout MessageWriter) {
      if !isFirst { writer.json(",") }
      isFirst = false
      writer.string(name)
      writer.json(":")
    }
    if let type {
      key("type", &writer)
      if isNullable { writer.json("[") }
      writer.string(type)
      if isNullable { writer.json(#","null"]"#) }
    }
    if let text {
      key("description", &writer)
      writer.string(text)
    }
    switch kind {
    case .any, .boolean, .number: break
    case .integer(let range):
      if let range {
        key("minimum", &writer)
        writer.integer(range.lowerBound)
        key("maximum", &writer)
        writer.integer(range.upperBound)
      }
    case .string(let length):
      if let length {
        key("minLength", &writer)
        writer.integer(length.lowerBound)
        key("maxLength", &writer)
        writer.integer(length.upperBound)
      }
    case .choice(let values):
      key("enum", &writer)
      writer.json("[")
      Self.list(values, into: &writer)
      if isNullable { writer.json(",null") }
      writer.json("]")
    case .array(let element, let count):
      key("items", &writer)
      element.write(into: &writer)
      if let count {
        key("minItems", &writer)
        writer.integer(count.lowerBound)
        key("maxItems", &writer)
        writer.integer(count.upperBound)
      }
    case .object(let fields, let isOpen):
      if !fields.isEmpty {
        key("properties", &writer)
        writer.json("{")
        for (index, field) in fields.enumerated() {
          if index > 0 { writer.json(",") }
          writer.string(field.name)
          writer.json(":")
          field.schema.write(into: &writer)
        }
        writer.json("}")
        let required = fields.filter(\.isRequired)
        if !required.isEmpty {
          key("required", &writer)
          writer.json("[")
          Self.list(required.map(\.name), into: &writer)
          writer.json("]")
        }
      }
      if !isOpen {
        key("additionalProperties", &writer)
        writer.json("false")
      }
    }
    if let shownDefault {
      key("default", &writer)
      switch shownDefault {
      case .integer(let value): writer.integer(value)
      case .bool(let value): writer.bool(value)
      case .string(let value): writer.string(value)
      }
    }
    writer.json("}")
  }

  private var type: StaticString? {
    switch kind {
    case .any: nil
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string, .choice: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private static func list(_ texts: [StaticString], into writer: inout MessageWriter) {
    for (index, text) in texts.enumerated() {
      if index > 0 { writer.json(",") }
      writer.string(text)
    }
  }
}
