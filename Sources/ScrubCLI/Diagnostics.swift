import Glibc

/// Messages for people, on standard error.
///
/// No message may hold bytes of a secret, of the input or of a secrets file.
enum Diagnostics {
  /// Writes `scrub: text` as one line.
  static func error(_ text: String) {
    write("scrub: \(text)\n")
  }

  /// Writes `scrub: warning: text` as one line.
  static func warning(_ text: String) {
    write("scrub: warning: \(text)\n")
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
