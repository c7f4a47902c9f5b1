/// A strict JSON parser (RFC 8259) for bytes from strangers.
///
/// Bounded in size and depth; refuses duplicate keys, invalid UTF-8, lone surrogates and anything
/// after the value. One pass, and no work beyond the bytes that are there.
public struct JSONParser {
  let bytes: [UInt8]
  let limits: JSONLimits
  var at = 0
  var depth = 0

  /// Reads one value.
  ///
  /// - Throws: `JSONError` for the first fault.
  public static func parse(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
  ) throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.bytes else {
      throw JSONError(reason: .tooLarge, offset: limits.bytes)
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    parser.skipSpace()
    guard parser.at < bytes.count else { throw parser.error(.empty) }
    let value = try parser.value()
    parser.skipSpace()
    guard parser.at == bytes.count else { throw parser.error(.trailingBytes) }
    return value
  }

  private init(bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: at)
  }

  /// The byte at hand, nil at the end.
  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    guard let byte = next else { throw error(.truncated) }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = next else { throw error(.truncated) }
      guard byte == word.utf8Start[index] else { throw error(.unexpectedByte) }
      at += 1
    }
    return value
  }

  private mutating func enter() throws(JSONError) {
    guard depth < limits.depth else { throw error(.tooDeep) }
    depth += 1
    at += 1
    skipSpace()
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    if next == UInt8(ascii: "]") {
      at += 1
    } else {
      repeat {
        skipSpace()
        elements.append(try value())
      } while try goesOn(until: UInt8(ascii: "]"))
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    let start = at
    try enter()
    var members: [JSONObject.Member] = []
    if next == UInt8(ascii: "}") {
      at += 1
    } else {
      repeat {
        skipSpace()
        guard let quote = next else { throw error(.truncated) }
        guard quote == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
        let key = try string()
        skipSpace()
        guard let colon = next else { throw error(.truncated) }
        guard colon == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
        at += 1
        skipSpace()
        members.append(JSONObject.Member(key: key, value: try value()))
      } while try goesOn(until: UInt8(ascii: "}"))
    }
    depth -= 1
    if !limits.allowsDuplicateKeys, JSONObject.hasDuplicate(members) {
      throw JSONError(reason: .duplicateKey, offset: start)
    }
    return .object(JSONObject(checked: members))
  }

  /// Reads a comma, after which something must come, or the closing bracket.
  private mutating func goesOn(until end: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard let byte = next else { throw error(.truncated) }
    guard byte == UInt8(ascii: ",") || byte == end else { throw error(.unexpectedByte) }
    at += 1
    return byte != end
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") {
      at += 1
    } else {
      try digits(from: start)
    }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits(from: start)
    }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if let sign = next, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { at += 1 }
      try digits(from: start)
    }
    // `01` and `1x` end here in the middle of a word.
    if let byte = next, byte >= 0x30 && byte <= 0x39 { throw error(.invalidNumber) }
    return JSONNumber(checked: String(decoding: bytes[start..<at], as: UTF8.self))
  }

  /// At least one digit. The core treats longer numbers as no JSON, hence the limit of 128 bytes.
  private mutating func digits(from start: Int) throws(JSONError) {
    let first = at
    while let byte = next, byte >= 0x30 && byte <= 0x39 {
      at += 1
      guard at - start <= 128 else { throw error(.invalidNumber) }
    }
    guard at > first else { throw error(next == nil ? .truncated : .invalidNumber) }
  }
}
