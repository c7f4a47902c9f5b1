internal import Scrubber

/// A masked range of one view.
struct ReferenceMatch: Equatable {
  var rule: String
  var confidence: Confidence
  /// Indices of the view; not empty.
  var secret: Range<Int>
  /// What the keyed tag is made of, where that is not the masked bytes of the view.
  var tagValue: [UInt8]?
}

/// The bytes that the document names.
package enum ReferenceBytes {
  static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") }

  package static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || isUpper(byte) || isLower(byte)
  }

  package static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
  static func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
  static func isLower(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// `[A-Za-z0-9+/]`
  static func isBase64(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
  }

  /// `[A-Za-z0-9+/_-]`
  package static func isToken(_ byte: UInt8) -> Bool {
    isBase64(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { isUpper($0) ? $0 | 0x20 : $0 } }

  /// First index of `part`, which is not empty, in `bytes`.
  static func firstIndex(of part: [UInt8], in bytes: [UInt8]) -> Int? {
    guard part.count <= bytes.count else { return nil }
    return (0...bytes.count - part.count).first { bytes[$0...].starts(with: part) }
  }
}
