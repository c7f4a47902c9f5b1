extension JSONParser {
  /// Reads a string at its opening quote.
  mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    var isPlain = true
    // Most strings have no escapes: they are validated and copied at once.
    while let byte = next, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        break
      }
      guard byte >= 0x20 else { throw error(.controlCharacter) }
      at += 1
    }
    if isPlain {
      guard next != nil else { throw error(.truncated) }
      defer { at += 1 }
      return try text(bytes[start..<at], from: start)
    }
    var decoded = Array(bytes[start..<at])
    while true {
      guard let byte = next else { throw error(.truncated) }
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return try text(decoded[...], from: start)
      case UInt8(ascii: "\\"):
        try escape(into: &decoded)
      case 0..<0x20:
        throw error(.controlCharacter)
      default:
        decoded.append(byte)
        at += 1
      }
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>, from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(reason: .invalidUTF8, offset: start)
    }
    return text
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    at += 1
    guard let byte = next else { throw error(.truncated) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      at += 1
      try unicodeEscape(into: &decoded)
      return
    default: throw error(.invalidEscape)
    }
    at += 1
  }

  /// Reads `HHHH` and, after a high surrogate, `\uHHHH` with a low one.
  private mutating func unicodeEscape(into decoded: inout [UInt8]) throws(JSONError) {
    let first = try codeUnit()
    var value = UInt32(first)
    if first & 0xFC00 == 0xD800 {
      guard next == UInt8(ascii: "\\") else { throw error(.loneSurrogate) }
      at += 1
      guard next == UInt8(ascii: "u") else { throw error(.loneSurrogate) }
      at += 1
      let second = try codeUnit()
      guard second & 0xFC00 == 0xDC00 else { throw error(.loneSurrogate) }
      value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
    }
    guard let scalar = Unicode.Scalar(value) else { throw error(.loneSurrogate) }
    decoded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw error(.truncated) }
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: throw error(.invalidEscape)
      }
      value = value << 4 | UInt16(digit)
      at += 1
    }
    return value
  }
}
