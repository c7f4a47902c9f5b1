internal import Scrubber

/// One well-formed JSON value without a secret that the scrubber knows; the only kind of value of a
/// tool that can be sent.
///
/// Made by a `ScrubGate`, or from such values and texts of our own.
public struct ScrubbedJSON: Sendable, Hashable {
  /// JSON text on one line.
  let bytes: [UInt8]
  /// Number of masked findings by rule, of the gate's own pass.
  public let redactions: [String: Int]

  private init(bytes: [UInt8], redactions: [String: Int]) {
    self.bytes = bytes
    self.redactions = redactions
  }

  var isObject: Bool { bytes.first == UInt8(ascii: "{") }

  /// Size in bytes.
  public var count: Int { bytes.count }

  /// An integer.
  public init(_ value: Int) {
    self.init(bytes: Array(String(value).utf8), redactions: [:])
  }

  /// A truth value.
  public init(_ value: Bool) {
    self.init(bytes: Array((value ? "true" : "false").utf8), redactions: [:])
  }

  /// A string of our own.
  public init(_ text: StaticText) {
    var bytes: [UInt8] = []
    JSONWriter.writeString(text.bytes, into: &bytes)
    self.init(bytes: bytes, redactions: [:])
  }

  /// An array.
  public init(array elements: [ScrubbedJSON]) {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: element.bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    self.init(bytes: bytes, redactions: Self.sum(elements))
  }

  /// An object with keys of our own. A rule can't see such a key beside the value: scrub a value
  /// whose key says that it is secret together with that key.
  public init(object members: [(key: StaticString, value: ScrubbedJSON)]) {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONWriter.writeString(member.key.bytes, into: &bytes)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: member.value.bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    self.init(bytes: bytes, redactions: Self.sum(members.map(\.value)))
  }

  /// This object with one more member of our own at its end; nil if it is no object.
  public func adding(_ key: StaticString, _ value: ScrubbedJSON) -> ScrubbedJSON? {
    guard isObject else { return nil }
    var bytes = bytes
    bytes.removeLast()
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    JSONWriter.writeString(key.bytes, into: &bytes)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: value.bytes)
    bytes.append(UInt8(ascii: "}"))
    return ScrubbedJSON(bytes: bytes, redactions: Self.sum([self, value]))
  }

  /// This object with the members of another at its end; nil if one of them is no object.
  public func appending(_ other: ScrubbedJSON) -> ScrubbedJSON? {
    guard bytes.first == UInt8(ascii: "{"), other.bytes.first == UInt8(ascii: "{") else {
      return nil
    }
    guard other.bytes.count > 2 else { return self }
    guard bytes.count > 2 else { return other }
    return ScrubbedJSON(
      bytes: bytes.dropLast() + [UInt8(ascii: ",")] + other.bytes.dropFirst(),
      redactions: Self.sum([self, other]))
  }

  /// `redactions` as `{"count":3,"by_rule":{"jwt":3}}`, sorted by rule.
  public var redactionSummary: ScrubbedJSON {
    var bytes = Array(#"{"count":"#.utf8)
    bytes.append(contentsOf: String(redactions.values.reduce(0, +)).utf8)
    bytes.append(contentsOf: #","by_rule":{"#.utf8)
    for (index, entry) in redactions.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONWriter.write(entry.key, into: &bytes)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: String(entry.value).utf8)
    }
    bytes.append(contentsOf: "}}".utf8)
    return ScrubbedJSON(bytes: bytes, redactions: [:])
  }

  /// Takes what the scrubber has emitted, if it is JSON on one line and has the shape of the value
  /// that went in; nil otherwise.
  init?(_ scrubbed: ScrubbedBytes, from value: JSONValue, redactions: [String: Int]) {
    let bytes = scrubbed.storage
    guard bytes.allSatisfy({ $0 >= 0x20 }) else { return nil }
    // Two masked keys may have become one; the outermost levels are those of the writer.
    let limits = JSONLimits(
      bytes: bytes.count, depth: JSONWriter.greatestDepth + 1, allowsDuplicateKeys: true)
    guard let output = try? JSONParser.parse(bytes, limits: limits), value.hasShape(of: output)
    else { return nil }
    self.init(bytes: bytes, redactions: redactions)
  }

  /// This value with its long strings cut; `StringCut` says how.
  func cuttingStrings(at limit: Int) -> (value: ScrubbedJSON, cut: Int) {
    let limits = JSONLimits(
      bytes: bytes.count, depth: JSONWriter.greatestDepth + 1, allowsDuplicateKeys: true)
    // What was checked when it was made parses again.
    guard let whole = try? JSONParser.parse(bytes, limits: limits) else { return (self, 0) }
    var cut = 0
    let shorter = whole.mappingStrings { StringCut.cut($0, to: limit, counting: &cut) }
    guard cut > 0, let bytes = JSONWriter.bytes(of: shorter) else { return (self, 0) }
    return (ScrubbedJSON(bytes: bytes, redactions: redactions), cut)
  }

  /// The JSON text of a value as a JSON string.
  fileprivate static func quoting(_ value: ScrubbedJSON) -> ScrubbedJSON {
    var bytes: [UInt8] = []
    JSONWriter.writeString(value.bytes, into: &bytes)
    return ScrubbedJSON(bytes: bytes, redactions: [:])
  }

  private static func sum(_ values: [ScrubbedJSON]) -> [String: Int] {
    values.reduce(into: [:]) { $0.merge($1.redactions, uniquingKeysWith: +) }
  }
}

/// A text without a secret that the scrubber knows, or one of our own.
public struct ScrubbedText: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A JSON string.
  let json: ScrubbedJSON

  /// Takes a value that the gate made of a string.
  init(string: ScrubbedJSON) {
    json = string
  }

  /// A text of our own.
  public init(_ text: StaticText) {
    json = ScrubbedJSON(text)
  }

  /// A text of our own.
  public init(stringLiteral value: StaticString) {
    json = ScrubbedJSON(StaticText(value))
  }

  /// The JSON text of a value, for clients that read no structured content.
  public init(serialising value: ScrubbedJSON) {
    json = ScrubbedJSON.quoting(value)
  }
}
