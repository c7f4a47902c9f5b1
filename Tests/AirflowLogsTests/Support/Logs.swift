import Foundation
import RuleFormat
import Scrubber

@testable import AirflowLogs

/// Makes records as Airflow sends them, and reads them.
enum Logs {
  static let scrubber: SecretScrubber = {
    do {
      return try SecretScrubber(
        rules: DefaultPacks.load(withExamples: false).flatMap(\.rules),
        secrets: [])
    } catch {
      preconditionFailure("the default packs: \(error)")
    }
  }()

  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  static func record(
    _ event: String, logger: String = "task.stdout", level: String = "info", more: String = ""
  ) -> String {
    "{\"timestamp\":\"2026-11-22T10:56:49.104335Z\",\"event\":\(quoted(event)),"
      + "\"level\":\"\(level)\",\"logger\":\(quoted(logger))\(more)}\n"
  }

  /// What stands before the text of a record's first line.
  static func prefix(_ logger: String = "task.stdout", _ level: String = "INFO") -> String {
    "2026-11-22T10:56:49.104335Z \(level) \(logger) "
  }

  static let all = LogLimits(lines: 5_000, bytes: 512 * 1_024, lineBytes: 65_536)

  static func read(
    _ log: [UInt8], _ selection: LogSelection = .tail, _ limits: LogLimits = all,
    chunk: Int = 65_536
  ) throws -> LogWindow {
    let reader = try LogReader(scrubber, selection, limits)
    var at = 0
    while at < log.count {
      if reader.feed(Array(log[at..<min(at + chunk, log.count)])) == .complete { break }
      at += chunk
    }
    return reader.finish()
  }

  static func read(
    _ log: String, _ selection: LogSelection = .tail, _ limits: LogLimits = all
  ) throws -> LogWindow {
    try read(Array(log.utf8), selection, limits)
  }

  /// The whole log by pages of 5,000 lines, which need not fit into one window.
  static func lines(of log: [UInt8]) throws -> [String] {
    var texts: [String] = []
    while true {
      let limits = LogLimits(lines: 5_000, bytes: 512 * 1_024, lineBytes: 65_536, stopsEarly: false)
      let window = try read(log, .after(line: texts.count), limits)
      texts += window.texts
      if !window.hasMoreAfter || window.lines.isEmpty { return texts }
    }
  }

  static func fixture(_ name: String) throws -> [UInt8] {
    guard let folder = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
    return Array(try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
  }
}

extension LogWindow {
  var texts: [String] { lines.map { $0.text.text } }

  /// Everything that a reader may see of it, in one text that can be compared.
  var description: String {
    let rows = lines.map { "\($0.number) \($0.level) \($0.isError) \($0.text.text)" }
    let levels = counts.levels.map { "\($0.key)=\($0.value)" }.sorted()
    let rules = counts.redactions.map { "\($0.key)=\($0.value)" }.sorted()
    var rest = counts
    rest.levels = [:]
    rest.redactions = [:]
    return rows.joined(separator: "\n")
      + "\n\(levels) \(rules) \(rest) \(totalLines ?? -1) \(hasMoreBefore) \(hasMoreAfter) \(isPartial)"
  }
}
