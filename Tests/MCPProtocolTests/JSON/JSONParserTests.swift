import Testing

@testable import MCPProtocol
@testable import mcp_demo

@Suite struct JSONParserTests {
  private static func reason(_ text: String) -> JSONError.Reason? {
    reason(Array(text.utf8))
  }

  private static func reason(_ bytes: [UInt8]) -> JSONError.Reason? {
    do throws(JSONError) {
      _ = try JSONParser.parse(bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  private static let faults: [(String, JSONError.Reason)] = [
    ("", .empty), (" \n", .empty), ("{", .truncated), ("[1,", .truncated),
    ("[1,]", .unexpectedByte), ("{,}", .unexpectedByte), (#"{"a"}"#, .unexpectedByte),
    (#"{"a":1,}"#, .unexpectedByte), ("nul", .truncated), ("nulx", .unexpectedByte),
    ("True", .unexpectedByte), ("NaN", .unexpectedByte), ("+1", .unexpectedByte),
    ("01", .invalidNumber), ("-", .truncated), ("1.", .truncated), (".5", .unexpectedByte),
    ("1e", .truncated), ("1.x", .invalidNumber), ("1 2", .trailingBytes), ("{}x", .trailingBytes),
    ("\"a", .truncated), ("\"\u{1}\"", .controlCharacter), ("\"\\x\"", .invalidEscape),
    ("\"\\u12g4\"", .invalidEscape), (#""\ud800""#, .loneSurrogate),
    (#""\udc00""#, .loneSurrogate), (#""\ud800\u0041""#, .loneSurrogate),
    (#""\ud800x""#, .loneSurrogate), (#"{"a":1,"a":2}"#, .duplicateKey),
    (#"{"a":1,"\u0061":2}"#, .duplicateKey), ("\u{FEFF}{}", .unexpectedByte),
    ("'a'", .unexpectedByte), ("//x", .unexpectedByte),
  ]

  @Test(arguments: faults)
  func `What is no JSON is refused with its reason`(text: String, expected: JSONError.Reason) {
    #expect(Self.reason(text) == expected)
  }

  @Test func `Bytes that are no UTF-8 are refused`() {
    for bytes: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2],
    ] {
      #expect(Self.reason([0x22] + bytes + [0x22]) == .invalidUTF8, "\(bytes)")
      #expect(Self.reason([0x22, 0x5C, 0x6E] + bytes + [0x22]) == .invalidUTF8, "\(bytes)")
    }
    #expect(Self.reason([0x22, 0x00, 0x22]) == .controlCharacter)
  }

  @Test func `Nesting is taken up to the limit and no further`() {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let inner = open == "[" ? "" : "1"
      func nested(_ depth: Int) -> String {
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      }
      #expect(Self.reason(nested(64)) == nil)
      #expect(Self.reason(nested(65)) == .tooDeep)
      #expect(Self.reason(String(repeating: open, count: 200_000)) == .tooDeep)
    }
  }

  @Test func `Sizes are limited`() {
    let text = Array("[\(String(repeating: "1,", count: 600_000))1]".utf8)
    #expect(Self.reason(text) == .tooLarge)
    #expect(Self.reason(String(repeating: "1", count: 129)) == .invalidNumber)
    #expect(Self.reason(String(repeating: "1", count: 128)) == nil)
  }

  @Test func `Keys that look alike are different keys`() throws {
    // A Kelvin sign is canonically equal to K, and two ways to write é are to each other.
    let text = Array("{\"\u{212A}\":1,\"K\":2,\"é\":3,\"e\u{301}\":4}".utf8)
    let value = try JSONParser.parse(text)
    #expect(value.object?.count == 4)
    #expect(value["K"]?.int == 2)
    #expect(JSONWriter.bytes(of: value) == text)
  }

  @Test func `Many keys with one duplicate are found out`() {
    let keys = (0..<2_000).map { "\"k\($0)\":0" }
    #expect(Self.reason("{" + keys.joined(separator: ",") + "}") == nil)
    #expect(Self.reason("{" + (keys + ["\"k77\":0"]).joined(separator: ",") + "}") == .duplicateKey)
  }

  @Test(arguments: [
    "123456789012345678901234567890", "-0", "1.10", "1e400", "0.1e-7", "9007199254740993",
  ])
  func `Numbers keep their digits`(text: String) throws {
    let value = try JSONParser.parse(Array(text.utf8))
    #expect(JSONWriter.bytes(of: value).map { String(decoding: $0, as: UTF8.self) } == text)
  }

  @Test func `Numbers give integers only where they are`() throws {
    #expect(try JSONParser.parse(Array("9007199254740993".utf8)).int == 9_007_199_254_740_993)
    #expect(try JSONParser.parse(Array("1.0".utf8)).int == nil)
    #expect(try JSONParser.parse(Array("99999999999999999999".utf8)).int == nil)
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(1e20)?.text == "1e+20")
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `What is written is read back, and damaged text is never fatal`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let value = RandomJSON.value(depth: 5, using: &random)
    let bytes = try #require(JSONWriter.bytes(of: value))
    #expect(try JSONParser.parse(bytes) == value, "seed \(seed)")
    #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F }, "seed \(seed)")
    for _ in 0..<50 {
      var damaged = bytes
      for _ in 0...Int.random(in: 0..<3, using: &random) where !damaged.isEmpty {
        let at = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[at] = .random(in: 0...255, using: &random)
        case 1: damaged.remove(at: at)
        default: damaged.insert(contentsOf: damaged[at...].prefix(9), at: at)
        }
      }
      // Whatever is taken can be written and taken again.
      if let again = try? JSONParser.parse(damaged) {
        let written = try #require(JSONWriter.bytes(of: again))
        #expect(try JSONParser.parse(written) == again, "seed \(seed)")
      }
    }
  }

  @Test func `Values that are nested too deeply are not written`() {
    var value: JSONValue = 1
    for _ in 0..<256 { value = [value] }
    #expect(JSONWriter.bytes(of: value) != nil)
    #expect(JSONWriter.bytes(of: [value]) == nil)
  }
}

/// Values with everything in them that is odd.
enum RandomJSON {
  static let pieces = [
    "a", "password", "\"", "\\", "\n", "\0", "\u{7F}", "é", "\u{2028}", "😀", "\u{202E}", "data: ",
    "\r\n\r\n", "</script>", "}", "[REDACTED:", "\u{FEFF}",
  ]

  static func text(using random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0..<6, using: &random))
      .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
  }

  static func value(depth: Int, using random: inout SeededRandom) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(.random(in: .min ... .max, using: &random))
    case 3:
      return .number(JSONNumber(Double.random(in: -1e9...1e9, using: &random)) ?? JSONNumber(0))
    case 4, 5: return .string(text(using: &random))
    case 6:
      return .array(
        (0..<Int.random(in: 0..<4, using: &random)).map { _ in
          value(depth: depth - 1, using: &random)
        })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<4, using: &random) {
        object[text(using: &random)] = value(depth: depth - 1, using: &random)
      }
      return .object(object)
    }
  }
}
