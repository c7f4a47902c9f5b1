internal import AirflowClient
internal import AirflowLogs
internal import MCPProtocol
internal import Scrubber

/// Log windows as members of an answer. Each line is an element of its own with its number beside it,
/// so that no text of a log can look like another line.
enum LogAnswer {
  /// Members that both log tools have.
  static let schema: [Schema.Field] = [
    .required("try_number", .integer()), .optional("state", .string()),
    .required(
      "lines", .array("{n: line number, error?, text}", of: .object(isOpen: true))),
    .optional("total_lines", .integer()), .optional("first_line", .integer()),
    .optional("last_line", .integer()), .required("levels", .object(isOpen: true)),
    .required("error_lines", .array("Numbers of the last of them", of: .integer())),
    .required("counts_are_partial", .boolean()),
  ]

  /// The answer for a window.
  static func answer(_ window: LogWindow, _ target: LogTarget, totalLines: Int?) -> Answer {
    var fields = JSONObject()
    fields["try_number"] = .integer(target.tryNumber.number)
    if let state = target.state { fields["state"] = .string(state) }
    let total = window.totalLines ?? totalLines
    if let total { fields["total_lines"] = .integer(total) }
    if let first = window.firstLine { fields["first_line"] = .integer(first) }
    if let last = window.lastLine { fields["last_line"] = .integer(last) }
    fields["levels"] = levels(window.counts)
    fields["error_lines"] = .array(window.counts.errorLines.map { .integer($0) })
    fields["counts_are_partial"] = .bool(window.isPartial)
    fields["lines"] = .array(window.lines.map { line($0) })
    var answer = Answer(
      summary(window, target, total: total), fields)
    answer.longestString = 70_000
    answer.isTruncated = window.isTruncated
    answer.redactions = window.counts.redactions
    answer.cleaned = window.counts.cleaned
    return answer
  }

  /// A line with its number.
  static func line(_ line: LogLine) -> JSONValue {
    var object = JSONObject()
    object["n"] = .integer(line.number)
    if line.isError { object["error"] = true }
    object["text"] = .string(line.text.text)
    return .object(object)
  }

  private static func levels(_ counts: LogCounts) -> JSONValue {
    var levels = JSONObject()
    for (level, count) in counts.levels.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      levels[level.name] = .integer(count)
    }
    return .object(levels)
  }

  private static func summary(_ window: LogWindow, _ target: LogTarget, total: Int?) -> String {
    let log = "the log of try \(target.tryNumber.number) of \(target.place.task)"
    guard let first = window.firstLine, let last = window.lastLine else {
      let count = total.map { "\($0)" } ?? "an unknown number of"
      return "Nothing of \(log) fits; it has \(count) lines."
    }
    var text = "Lines \(first) to \(last)"
    if let total { text += " of \(total)" }
    text += " of \(log); \(window.counts.errors) error records"
    text += window.isPartial ? " up to there." : " in all of it."
    if !target.isFinished { text += " The task is not finished, more may come." }
    return text
  }
}
