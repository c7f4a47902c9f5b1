import Glibc

/// Messages for people, on standard error.
///
/// No message may hold bytes of a secret, of the input or of a secrets file.
enum Diagnostics {
  /// Writes `scrub: text` as one line.
  static func error(_ text: String) {
    write("scrub: \(visible(text))\n")
  }

  /// Writes `scrub: warning: text` as one line.
  static func warning(_ text: String) {
    write("scrub: warning: \(visible(text))\n")
  }

  /// The text with what a terminal would obey, or a reader would take for a line of its own, as
  /// escapes: names of files and texts of packs may come from anywhere.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Writes text as it is; a failure cannot be reported anywhere and is ignored.
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      try? DescriptorWriter(descriptor: STDERR_FILENO, name: "standard error")
        .write(UnsafeRawBufferPointer(bytes))
    }
  }
}
