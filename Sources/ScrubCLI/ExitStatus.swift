import Glibc

/// What the exit code says; where several apply, the greatest raw value wins.
enum ExitStatus: Int32, Comparable {
  /// Everything was scrubbed.
  case done = 0
  /// There were findings, and `--fail-on-findings` was given.
  case findings = 1
  /// Wrong options, a broken pack, a bad secrets file or a refused secret.
  case usage = 2
  /// A part could not be decided within the limits and was masked as `unscanned`.
  case failClosed = 3
  /// Something could not be read or written.
  case inputOutput = 4

  static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }

  /// Raises this status to at least `other`.
  mutating func raise(to other: ExitStatus) {
    self = max(self, other)
  }
}

/// A mistake that the caller of the program can mend: the text says what is wrong and what to do.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// A failed system call on something with a name.
struct SystemError: Error, CustomStringConvertible {
  /// File name or the name of a standard stream.
  let subject: String
  /// The value of `errno`.
  let code: Int32

  init(_ subject: String, code: Int32 = errno) {
    self.subject = subject
    self.code = code
  }

  /// Whether the reader of a pipe went away, about which filters say nothing.
  var isClosedPipe: Bool { code == EPIPE }

  var description: String { "\(subject): \(String(cString: strerror(code)))" }
}
