import Testing

@testable import MCPProtocol
@testable import mcp_demo

@Suite struct SchemaTests {
  private static let schema = Schema.object(
    "All of it",
    fields: [
      .required("name", .string("Name", length: 1...5)),
      .optional("lines", .integer(in: 1...2_000).with(default: .integer(200))),
      .optional("state", .array(of: .choice(of: ["failed", "success"]), count: 0...2)),
      .optional("flag", .boolean()), .optional("ratio", .number().orNull),
      .optional("inner", .object(fields: [.required("x", .any())])),
      .optional("mode", .choice(of: ["a", "b"]).orNull),
    ])

  private static func violation(_ value: JSONValue) -> String? {
    do throws(SchemaViolation) {
      try schema.check(value)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `What fits is taken`() {
    #expect(Self.violation(["name": "a"]) == nil)
    #expect(
      Self.violation([
        "name": "ä😀xyz", "lines": 2_000, "state": ["failed", "success"], "flag": false,
        "ratio": nil, "inner": ["x": [1]], "mode": nil,
      ]) == nil)
    #expect(Self.violation(["name": "a", "ratio": 1]) == nil)
  }

  private static let misfits: [(JSONValue, String)] = [
    ([:], "`name`: is required"), ([1], "must be an object"),
    (["name": 1], "`name`: must be a string"),
    (["name": ""], "`name`: must have 1 to 5 characters"),
    (["name": "123456"], "`name`: must have 1 to 5 characters"),
    (["name": "a", "lines": 0], "`lines`: must be from 1 to 2000"),
    (["name": "a", "lines": "1"], "`lines`: must be an integer"),
    (["name": "a", "lines": nil], "`lines`: must be an integer"),
    (["name": "a", "flag": 1], "`flag`: must be true or false"),
    (["name": "a", "ratio": "1"], "`ratio`: must be a number"),
    (["name": "a", "state": ["failed", "x"]], "`state[1]`: must be one of failed, success"),
    (
      ["name": "a", "state": ["failed", "failed", "failed"]], "`state`: must have 0 to 2 elements"
    ),
    (["name": "a", "state": "failed"], "`state`: must be an array"),
    (["name": "a", "inner": [:]], "`inner.x`: is required"),
    (["name": "a", "mode": "c"], "`mode`: must be one of a, b"),
    (["name": "a", "inner": ["x": 1, "y": 2]], "`inner.y`: is not known here; known: x"),
    (
      ["name": "a", "ein wort": 1],
      "is not known here; known: name, lines, state, flag, ratio, inner, mode"
    ),
  ]

  @Test(arguments: misfits)
  func `What does not fit is named without its value`(value: JSONValue, expected: String) {
    #expect(Self.violation(value) == expected)
  }

  @Test func `The schema that is shown is the one that is checked`() throws {
    var writer = MessageWriter()
    Self.schema.write(into: &writer)
    let shown = try JSONParser.parse(writer.message.bytes)
    #expect(shown["type"] == "object")
    #expect(shown["additionalProperties"] == false)
    #expect(shown["required"] == ["name"])
    let lines = shown["properties"]?["lines"]
    #expect(lines == ["type": "integer", "minimum": 1, "maximum": 2_000, "default": 200])
    #expect(shown["properties"]?["ratio"] == ["type": ["number", "null"]])
    #expect(
      shown["properties"]?["mode"] == ["type": ["string", "null"], "enum": ["a", "b", nil]])
    var empty = MessageWriter()
    Schema.object().write(into: &empty)
    #expect(
      String(decoding: empty.message.bytes, as: UTF8.self)
        == #"{"type":"object","additionalProperties":false}"#)
  }
}

@Suite struct ResultWriterTests {
  @Test func `Structured content of the legacy era is an object or left out`() throws {
    let id = try #require(RequestID(1))
    for (era, isThere) in [(Era.legacy, false), (.modern, true)] {
      let message = ResultWriter(info: .demo, era: era)
        .call(id, text: "x", structured: ScrubbedJSON(array: []), isError: false)
      let result = try JSONParser.parse(message.bytes)["result"]
      #expect((result?["structuredContent"] != nil) == isThere)
    }
  }
}

@Suite struct HeaderTextTests {
  private static let values: [(String, String?)] = [
    ("add", "add"), ("=?base64?YWRk?=", "add"), ("=?base64?w6Q=?=", "ä"), ("=?base64??=", ""),
    ("=?base64?YWRk", "=?base64?YWRk"), ("=?base64?YWR?=", nil), ("=?base64?YWRl\n?=", nil),
    ("=?base64?/w==?=", nil), ("=?base64?YR==?=", nil), ("=?base64?YQ==?=", "a"),
    ("=?base64?=", "=?base64?="), ("=?BASE64?YWRk?=", "=?BASE64?YWRk?="),
  ]

  @Test(arguments: values)
  func `Wrapped values are decoded strictly`(value: String, expected: String?) {
    #expect(HeaderText.decode(value) == expected)
  }

  @Test func `Random bytes survive base64`() {
    var random = SeededRandom(seed: 3)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for count in 0..<100 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var text: [UInt8] = []
      for start in stride(from: 0, to: count, by: 3) {
        let part = Array(bytes[start..<min(start + 3, count)])
        let word = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
        for index in 0...part.count { text.append(alphabet[word >> (18 - 6 * index) & 63]) }
      }
      #expect(Base64.decode(text, isURL: true) == bytes)
    }
    #expect(Base64.decode(Array("YQ==".utf8), isURL: true) == nil)
    #expect(Base64.decode(Array("Y".utf8), isURL: true) == nil)
  }
}
