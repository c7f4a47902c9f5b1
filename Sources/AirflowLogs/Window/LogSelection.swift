/// Which lines of a log are wanted. Lines are numbered from 1, in the order of the log.
public enum LogSelection: Sendable, Hashable {
  /// The last lines.
  case tail
  /// The first lines.
  case head
  /// The records of level error or above, or with an exception, and lines around them; the last
  /// ones if they are too many.
  ///
  /// - Parameter context: lines before and after each, 0 to 100.
  case errors(context: Int)
  /// The lines that hold the text, as they are shown; the last ones if they are too many.
  ///
  /// - Parameters:
  ///   - text: what is looked for, byte by byte, in scrubbed text: 1 to 1,024 bytes.
  ///   - context: lines before and after each, 0 to 100.
  case grep(text: String, context: Int)
  /// The lines around a line.
  case around(line: Int)
  /// The lines directly before a line.
  case before(line: Int)
  /// The lines directly after a line; after 0 is the head.
  case after(line: Int)
}

/// Bounds of what is returned. Values out of range count as the nearest in range.
public struct LogLimits: Sendable, Hashable {
  /// Most lines, 1 to 5,000.
  public let lines: Int
  /// Most bytes of all lines' text together, 1 KiB to 512 KiB.
  public let bytes: Int
  /// Most bytes of one line's text, 512 to 65,536; what is longer is cut and marked.
  public let lineBytes: Int
  /// Whether reading ends when the wanted lines are there, which leaves the counts partial; `nil`
  /// for yes with `before` and `after`, no otherwise.
  public let stopsEarly: Bool?

  /// Creates limits; the defaults are 200 lines, 32 KiB and 4 KiB a line.
  public init(
    lines: Int = 200, bytes: Int = 32 * 1_024, lineBytes: Int = 4_096, stopsEarly: Bool? = nil
  ) {
    self.lines = min(max(1, lines), 5_000)
    self.bytes = min(max(1_024, bytes), 512 * 1_024)
    self.lineBytes = min(max(512, lineBytes), 65_536)
    self.stopsEarly = stopsEarly
  }
}

extension LogSelection {
  /// Greatest line number that is counted with.
  static let greatestLine = 1 << 40

  static func clamp(line: Int) -> Int { min(max(0, line), greatestLine) }

  static func clamp(context: Int) -> Int { min(max(0, context), 100) }

  /// Lines of which the text may be returned, with the line that a cursor stands on.
  func wanted(_ lines: Int) -> ClosedRange<Int> {
    switch self {
    case .tail, .errors, .grep: return 1...Int.max
    case .head: return 1...lines
    case .around(let line):
      let line = max(1, Self.clamp(line: line))
      let before = (lines - 1) / 2
      return max(1, line - before)...line + (lines - 1 - before)
    case .before(let line):
      let line = max(1, Self.clamp(line: line))
      return max(1, line - lines)...line
    case .after(let line):
      let line = Self.clamp(line: line)
      return max(1, line)...line + lines
    }
  }

  /// Number of the line that a cursor stands on.
  var boundary: Int? {
    switch self {
    case .before(let line): max(1, Self.clamp(line: line))
    case .after(let line) where line > 0: Self.clamp(line: line)
    default: nil
    }
  }

  var isPage: Bool {
    switch self {
    case .before, .after: true
    default: false
    }
  }
}
