// Forms that quoting gives a value. JSON, XML and percent forms come from the decoded views.

extension VariantCompiler {
  /// Every escape; each leaves plain values as they are.
  static let escapes: [@Sendable (ArraySlice<UInt8>) -> [UInt8]] = [
    { pythonRepr($0, quote: 0x27, escapesHighBytes: false) },
    { pythonRepr($0, quote: 0x27, escapesHighBytes: true) },
    { pythonRepr($0, quote: 0x22, escapesHighBytes: false) },
    { pythonRepr($0, quote: 0x22, escapesHighBytes: true) },
    { replacing($0, with: [0x27: Array(#"'\''"#.utf8)]) },
    { replacing($0, with: [0x27: Array(#"'"'"'"#.utf8)]) },
    { bytes in escaping(bytes) { byte, _ in #""\$`"#.utf8.contains(byte) } },
    { ansiC($0, escapesHighBytes: false) },
    { ansiC($0, escapesHighBytes: true) },
    bashBackslashes,
    strictBackslashes,
    { replacing($0, with: [0x20: [0x2B]]) },
  ]

  private static func replacing(
    _ bytes: ArraySlice<UInt8>, with forms: [UInt8: [UInt8]]
  ) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      if let form = forms[byte] { result += form } else { result.append(byte) }
    }
    return result
  }

  /// A backslash before every byte that `isSpecial`, which is told whether it is the first.
  private static func escaping(
    _ bytes: ArraySlice<UInt8>, where isSpecial: (UInt8, _ isFirst: Bool) -> Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if isSpecial(byte, index == 0) { result.append(0x5C) }
      result.append(byte)
    }
    return result
  }

  /// `repr()` of a string, or of bytes (where high bytes are escaped), without the quotes.
  private static func pythonRepr(
    _ bytes: ArraySlice<UInt8>, quote: UInt8, escapesHighBytes: Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x5C, quote: result += [0x5C, byte]
      case 0x09: result += Array(#"\t"#.utf8)
      case 0x0A: result += Array(#"\n"#.utf8)
      case 0x0D: result += Array(#"\r"#.utf8)
      case 0x00..<0x20, 0x7F: result += numeric(byte, prefix: #"\x"#, radix: 16, digits: 2)
      case 0x80... where escapesHighBytes:
        result += numeric(byte, prefix: #"\x"#, radix: 16, digits: 2)
      default: result.append(byte)
      }
    }
    return result
  }

  /// What stands between `$'` and `'`.
  private static func ansiC(_ bytes: ArraySlice<UInt8>, escapesHighBytes: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x5C, 0x27: result += [0x5C, byte]
      case 0x07...0x0D: result += [0x5C, Array("abtnvfr".utf8)[Int(byte) - 0x07]]
      case 0x1B: result += Array(#"\E"#.utf8)
      case 0x00..<0x20, 0x7F: result += numeric(byte, prefix: #"\"#, radix: 8, digits: 3)
      case 0x80... where escapesHighBytes:
        result += numeric(byte, prefix: #"\"#, radix: 8, digits: 3)
      default: result.append(byte)
      }
    }
    return result
  }

  /// `printf %q` of bash, for values without line feeds.
  private static func bashBackslashes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    escaping(bytes) { byte, isFirst in
      #" '"|&;()<>!{}*[]?^$`\,"#.utf8.contains(byte) || byte == 0x09
        || isFirst && (byte == 0x23 || byte == 0x7E)
    }
  }

  /// A backslash before every ASCII byte but `[A-Za-z0-9_.,:+/@-]`; a line feed in quotes.
  private static func strictBackslashes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let escaped = escaping(bytes) { byte, _ in
      byte < 0x80 && byte != 0x0A && !isWordByte(byte) && !".,:+/@-".utf8.contains(byte)
    }
    return replacing(escaped[...], with: [0x0A: Array("'\n'".utf8)])
  }

  private static func numeric(
    _ byte: UInt8, prefix: String, radix: Int, digits: Int
  ) -> [UInt8] {
    let number = String(byte, radix: radix)
    return Array((prefix + String(repeating: "0", count: digits - number.count) + number).utf8)
  }
}
