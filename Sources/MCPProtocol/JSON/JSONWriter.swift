/// Writes JSON values compactly: one line, no white space.
public enum JSONWriter {
  /// Depth beyond which a value is not written.
  public static let greatestDepth = 256

  /// The value as JSON text; nil if it is nested more than `greatestDepth` deep.
  public static func bytes(of value: JSONValue) -> [UInt8]? {
    var output: [UInt8] = []
    return write(value, into: &output, depth: 0) ? output : nil
  }

  private static func write(_ value: JSONValue, into output: inout [UInt8], depth: Int) -> Bool {
    guard depth <= greatestDepth else { return false }
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let number): output.append(contentsOf: number.text.utf8)
    case .string(let text): write(text, into: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        guard write(element, into: &output, depth: depth + 1) else { return false }
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        write(member.key, into: &output)
        output.append(UInt8(ascii: ":"))
        guard write(member.value, into: &output, depth: depth + 1) else { return false }
      }
      output.append(UInt8(ascii: "}"))
    }
    return true
  }

  /// Writes a string with its quotes.
  static func write(_ text: String, into output: inout [UInt8]) {
    var text = text
    text.withUTF8 { writeString($0, into: &output) }
  }

  /// Writes UTF-8 as a string with its quotes; control characters and DEL become escapes.
  static func writeString(_ bytes: some Sequence<UInt8>, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case 0x0A: output.append(contentsOf: "\\n".utf8)
      case 0x0D: output.append(contentsOf: "\\r".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0..<0x20, 0x7F:
        output.append(contentsOf: "\\u00".utf8)
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 15))
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }
}
