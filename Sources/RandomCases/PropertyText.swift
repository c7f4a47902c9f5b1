/// How tests show bytes and where they differ.
enum PropertyText {
  /// `bytes` as a Swift-like literal in ASCII.
  static func show(_ bytes: some Sequence<UInt8>) -> String {
    var text = "\""
    for byte in bytes {
      switch byte {
      case 0x0A: text += "\\n"
      case 0x22, 0x5C: text += "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7E: text += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16)
        text += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text + "\""
  }

  /// Offset of the first difference; `nil` if the two are equal.
  static func firstDifference(_ one: [UInt8], _ other: [UInt8]) -> Int? {
    if one == other { return nil }
    return zip(one, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(one.count, other.count)
  }

  /// What is at the first difference; `nil` if the two are equal.
  static func difference(
    _ one: [UInt8], _ other: [UInt8], names: (String, String)
  ) -> String? {
    guard let offset = firstDifference(one, other) else { return nil }
    func around(_ bytes: [UInt8]) -> String {
      show(bytes[max(0, min(offset, bytes.count) - 40)..<min(bytes.count, offset + 40)])
    }
    return """
      differ at offset \(offset)
        \(names.0) (\(one.count) bytes): \(around(one))
        \(names.1) (\(other.count) bytes): \(around(other))
      """
  }
}
