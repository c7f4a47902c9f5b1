import Foundation
import Scrubber
import Testing

@testable import AirflowLogs

@Suite("Windows")
struct WindowTests {
  private func log(_ count: Int, errors: Set<Int> = []) -> String {
    (1...count).map { index in
      Logs.record(
        "line \(index)", logger: index % 3 == 0 ? "task" : "task.stdout",
        level: errors.contains(index) ? "error" : "info")
    }.joined()
  }

  private func numbers(
    _ log: String, _ selection: LogSelection, lines: Int = 5, bytes: Int = 32_768
  ) throws -> [Int] {
    try Logs.read(log, selection, LogLimits(lines: lines, bytes: bytes)).lines.map(\.number)
  }

  @Test("each selection gives its lines")
  func selections() throws {
    let log = log(100, errors: [20, 50, 51])
    #expect(try numbers(log, .tail) == [96, 97, 98, 99, 100])
    #expect(try numbers(log, .head) == [1, 2, 3, 4, 5])
    #expect(try numbers(log, .around(line: 50)) == [48, 49, 50, 51, 52])
    #expect(try numbers(log, .around(line: 1)) == [1, 2, 3])
    #expect(try numbers(log, .around(line: 0)) == [1, 2, 3])
    #expect(try numbers(log, .before(line: 50)) == [45, 46, 47, 48, 49])
    #expect(try numbers(log, .before(line: 3)) == [1, 2])
    #expect(try numbers(log, .before(line: 1)) == [])
    #expect(try numbers(log, .after(line: 98)) == [99, 100])
    #expect(try numbers(log, .after(line: 100)) == [])
    #expect(try numbers(log, .after(line: .max)) == [])
    #expect(try numbers(log, .before(line: .min)) == [])
    #expect(try numbers(log, .errors(context: 1), lines: 20) == [19, 20, 21, 49, 50, 51, 52])
    #expect(try numbers(log, .errors(context: 1)) == [21, 49, 50, 51, 52])
    #expect(try numbers(log, .errors(context: 0)) == [20, 50, 51])
    #expect(try numbers(log, .grep(text: "line 77", context: 1)) == [76, 77, 78])
    #expect(try numbers(log, .grep(text: "ERROR", context: 0)) == [20, 50, 51])
    #expect(try numbers("", .tail) == [])
  }

  @Test("counts and flags are right")
  func counts() throws {
    let window = try Logs.read(log(100, errors: [20, 51]), .tail, LogLimits(lines: 5))
    #expect(window.totalLines == 100 && window.counts.records == 100)
    #expect(window.counts.levels == [.info: 98, .error: 2])
    #expect(window.counts.errorLines == [20, 51] && window.counts.errors == 2)
    #expect(window.hasMoreBefore && !window.hasMoreAfter && !window.isPartial)
    #expect(window.firstLine == 96 && window.lastLine == 100)
    let page = try Logs.read(log(10_000), .before(line: 50), LogLimits(lines: 5))
    #expect(page.isPartial && page.totalLines == nil && page.counts.records < 10_000)
    #expect(page.hasMoreBefore && page.hasMoreAfter)
  }

  @Test("reading stops as soon as a page is there, and says so")
  func stops() throws {
    let reader = try LogReader(Logs.scrubber, .before(line: 20), LogLimits(lines: 5))
    let records = (1...5_000).map { Logs.record("line \($0).") }
    var fed = 0
    for record in records {
      fed += 1
      if reader.feed(Array(record.utf8)) == .complete { break }
    }
    #expect(fed < 200)
    #expect(reader.finish().lines.map(\.number) == [15, 16, 17, 18, 19])
  }

  @Test("the bytes of a window are bounded")
  func bytes() throws {
    let log = (1...200).map { Logs.record("\($0) " + String(repeating: "word ", count: 60)) }
      .joined()
    for selection in [
      LogSelection.tail, .head, .around(line: 100), .before(line: 150), .after(line: 20),
      .grep(text: "word", context: 2),
    ] {
      let window = try Logs.read(log, selection, LogLimits(lines: 100, bytes: 4_096))
      #expect(window.lines.reduce(0) { $0 + $1.text.storage.count } <= 4_096)
      #expect(window.lines.count >= 5 && window.isTruncated)
      let numbers = window.lines.map(\.number)
      #expect(numbers == Array(numbers[0]...(numbers.last ?? 0)))
    }
    #expect(try Logs.read(log, .before(line: 150), LogLimits(bytes: 4_096)).lastLine == 149)
    #expect(try Logs.read(log, .after(line: 20), LogLimits(bytes: 4_096)).firstLine == 21)
  }

  @Test("long lines are cut after scrubbing, in no placeholder and no character")
  func cuts() throws {
    var secrets = FakeSecrets(31)
    for length in 440...540 {
      let text = (length % 2 == 0 ? "" : "x") + String(repeating: "é", count: length / 2)
      let window = try Logs.read(
        Logs.record("\(text) \(secrets.keyID()) " + String(repeating: "z", count: 600)), .tail,
        LogLimits(lineBytes: 512))
      let line = try #require(window.texts.first)
      #expect(line.contains(" more bytes]"))
      #expect(!line.contains("\u{FFFD}"))
      let rest = line.replacingOccurrences(of: "[REDACTED:aws-access-key-id]", with: "")
      #expect(!rest.contains("[RED") && !rest.contains("AKIA"))
    }
  }

  @Test("a text is found also where the line is cut")
  func grepBeyond() throws {
    let long = String(repeating: "abcdefghi ", count: 20_000)
    let log = Logs.record(long + "needle in " + long) + Logs.record("hay") + Logs.record(long)
    #expect(try numbers(log, .grep(text: "needle in", context: 0)) == [1])
    #expect(throws: LogError.unfitPattern) { try numbers(log, .grep(text: "", context: 0)) }
    #expect(throws: LogError.unfitPattern) { try numbers(log, .grep(text: "a\nb", context: 0)) }
  }

  @Test("a search sees scrubbed text alone")
  func grepScrubbed() throws {
    var secrets = FakeSecrets(32)
    let id = secrets.keyID()
    let log = Logs.record("first \(id)") + Logs.record("second")
    #expect(try numbers(log, .grep(text: String(id.suffix(8)), context: 0)) == [])
    #expect(try numbers(log, .grep(text: "[REDACTED:", context: 0)) == [1])
  }

  @Test("a logger that falls silent holds up no one, and its lines are as if it went on")
  func silentLogger() throws {
    let quiet = "Done. Returned value was: None"
    var log = Logs.record(quiet, logger: "rare") + Logs.record("password:", logger: "rare2")
    for index in 0..<12_000 { log += Logs.record("line \(index) of the other") }
    let head = try Logs.read(log, .head, LogLimits(lines: 3))
    #expect(
      head.texts == [
        Logs.prefix("rare") + quiet, Logs.prefix("rare2") + "password:",
        Logs.prefix() + "line 0 of the other",
      ])
    let early = try Logs.read(log, .after(line: 0), LogLimits(lines: 3))
    #expect(early.texts == head.texts && early.isPartial)
  }

  @Test("a private key that goes on after a long silence stays masked")
  func silentKey() throws {
    var secrets = FakeSecrets(33)
    let key = secrets.privateKey(lines: 30)
    for pause in [1, 2, 15] {
      var log = ""
      for line in key[..<pause] { log += Logs.record(line, logger: "rare") }
      for index in 0..<6_000 { log += Logs.record("line \(index)") }
      for line in key[pause...] { log += Logs.record(line, logger: "rare") }
      let lines = try Logs.lines(of: Array(log.utf8)).filter { $0.contains(" rare ") }
      #expect(
        lines == [String](repeating: Logs.prefix("rare") + "[REDACTED:private-key]", count: 32))
    }
  }
}
