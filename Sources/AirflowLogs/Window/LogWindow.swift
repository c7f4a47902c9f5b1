public import Scrubber

/// One line of a log as it may be sent.
///
/// Its text is one line: it holds no LF and no control character but TAB. To frame lines, make each
/// an element of its own (a JSON string with its number beside it): then no text of the log can look
/// like the frame.
public struct LogLine: Sendable, Hashable {
  /// Number of the line in the log, from 1.
  public let number: Int
  /// Level of its record.
  public let level: Severity
  /// Whether its record is of level error or above, or holds an exception.
  public let isError: Bool
  /// `timestamp LEVEL logger text key=value`; of the further lines of a record only the text.
  public let text: ScrubbedBytes
  /// What a cursor on this line is checked by.
  let anchor: ScrubbedBytes
}

/// What was read of a log, apart from the text.
public struct LogCounts: Sendable, Hashable {
  /// Records, without those of the group of source details.
  public var records = 0
  /// Records that were no JSON object; their bytes are shown as text.
  public var malformed = 0
  /// Records longer than 64 KiB.
  public var oversized = 0
  /// Members of oversized records that were left out, for they are too long themselves.
  public var omittedLong = 0
  /// Records of the group of source details, which is left out: it names worker paths and hosts.
  public var sourceDetails = 0
  /// Members left out since they only say which task it is and where its code called the logger.
  public var omittedFields = 0
  /// Empty lines of the transfer.
  public var blank = 0
  /// Lines of which text was masked without having been decided.
  public var withheld = 0
  /// Records by level.
  public var levels: [Severity: Int] = [:]
  /// Records that are errors: of level error or above, or with an exception.
  public var errors = 0
  /// First lines of the last of them, at most 100, ascending.
  public var errorLines: [Int] = []
  /// Lines that matched, for `errors` and `grep`.
  public var matches = 0
  /// What was removed before scrubbing.
  public var cleaned = CleanedCounts()
  /// Placeholders written, by rule id; a private key has one on each line.
  public var redactions: [String: Int] = [:]

  /// Nothing read.
  public init() {}
}

/// A bounded part of a scrubbed log. Everything that was text of the log is `ScrubbedBytes`.
public struct LogWindow: Sendable {
  /// The lines, ascending; between matches there are gaps.
  public let lines: [LogLine]
  /// Lines of the whole log; `nil` if reading stopped early.
  public let totalLines: Int?
  /// Whether there are lines before the first that is here.
  public let hasMoreBefore: Bool
  /// Whether there may be lines after the last that is here.
  public let hasMoreAfter: Bool
  /// Whether wanted lines were left out for lack of room.
  public let isTruncated: Bool
  /// What was counted; up to where reading stopped.
  public let counts: LogCounts
  /// Whether the counts are those of a part of the log, since reading stopped early.
  public let isPartial: Bool
  /// Number and anchor text of the line that `before` or `after` started from, if the log has it.
  let boundary: (line: Int, anchor: ScrubbedBytes)?

  /// Number of the first line here.
  public var firstLine: Int? { lines.first?.number }
  /// Number of the last line here.
  public var lastLine: Int? { lines.last?.number }
}
