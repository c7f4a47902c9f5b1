/// Where a private key block stands between two steps: a state, never bytes of the key.
struct PEMState: Equatable {
  /// Shape of the prefix of the marker's line, at most 128 bytes; empty for none.
  var shape: [UInt8] = []
  /// Whether blanks end lines, too.
  var isFlat = false
  /// Whether nothing but the marker has been read.
  var isAtMarker = true
  /// Whether the block stands inside a base64 line that is longer than the look-ahead.
  var isInsideRun = false
}

/// The shape of what stands before a marker: digit runs and blank runs lose their length.
enum LineShape {
  static let digits: UInt8 = 0x01
  static let blanks: UInt8 = 0x20
  static let longestPrefix = 128

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The shape of [start, end); empty if there are only blanks.
  static func of(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> [UInt8] {
    var shape: [UInt8] = []
    for index in start..<end {
      let byte = bytes[index]
      if isDigit(byte) {
        if shape.last != digits { shape.append(digits) }
      } else if isBlank(byte) {
        if shape.last != blanks { shape.append(blanks) }
      } else {
        shape.append(byte)
      }
    }
    return shape.allSatisfy { $0 == blanks } ? [] : shape
  }

  /// Index after the shape at `at`, `nil` if it does not stand there within its 128 bytes.
  static func match(
    _ shape: [UInt8], _ bytes: UnsafePointer<UInt8>, from at: Int, to end: Int
  ) -> Int? {
    let limit = min(end, at + longestPrefix)
    var next = at
    for element in shape {
      guard next < limit else { return nil }
      switch element {
      case digits:
        guard isDigit(bytes[next]) else { return nil }
        while next < limit, isDigit(bytes[next]) { next += 1 }
      case blanks:
        guard isBlank(bytes[next]) else { return nil }
        while next < limit, isBlank(bytes[next]) { next += 1 }
      default:
        guard bytes[next] == element else { return nil }
        next += 1
      }
    }
    return next
  }
}
