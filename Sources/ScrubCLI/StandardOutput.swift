import Glibc

/// Standard output for text that is not scrubbed bytes: help, version and lists.
enum StandardOutput {
  /// Writes all of the text.
  static func write(_ text: String) throws(SystemError) {
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBufferPointer { (raw) throws(SystemError) in
      try DescriptorWriter(descriptor: STDOUT_FILENO, name: "standard output").write(
        UnsafeRawBufferPointer(raw))
    }
  }
}
