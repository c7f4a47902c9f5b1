import Scrubber
import Testing

@testable import AirflowLogs

@Suite("Cursors")
struct CursorTests {
  private let task = LogTask(dag: "d", run: "r", task: "t", tryNumber: 1)
  private let user = Array("user".utf8)
  private let sealer = CursorSealer(CursorKeys())

  private func page(_ text: String = "") throws -> (window: LogWindow, before: String) {
    let log = (1...50).map { Logs.record("line \($0)\(text)") }.joined()
    let window = try Logs.read(log, .tail, LogLimits(lines: 10))
    let pages = sealer.pages(
      of: window, task: task, user: user, isFinished: true, expires: 1_000)
    return (window, try #require(pages.before))
  }

  @Test("a cursor comes back as it was made")
  func roundTrip() throws {
    let token = try page().before
    #expect(token.utf8.count == CursorSealer.length)
    let cursor = try sealer.open(token, task: task, user: user, now: 999)
    #expect(cursor.direction == .before && cursor.line == 41)
    #expect(cursor.totalLines == 50 && cursor.expires == 1_000)
    #expect(cursor.selection == .before(line: 41))
    let pages = sealer.pages(
      of: try page().window, task: task, user: user, isFinished: false, expires: 1_000)
    let after = try sealer.open(#require(pages.after), task: task, user: user, now: 1)
    #expect(after.direction == .after && after.line == 50 && after.totalLines == nil)
  }

  @Test("every changed bit, every shorter or longer text is refused")
  func tampered() throws {
    let token = Array(try page().before.utf8)
    for index in token.indices {
      for bit in 0..<8 {
        var changed = token
        changed[index] ^= 1 << UInt8(bit)
        let text = String(decoding: changed, as: UTF8.self)
        #expect(throws: CursorError.invalid) {
          try sealer.open(text, task: task, user: user, now: 1)
        }
      }
    }
    let text = String(decoding: token, as: UTF8.self)
    let others = [
      "", "x", text + "A", text + "=", String(text.dropLast()), " " + text.dropLast(),
      String(repeating: "A", count: 99), String(repeating: "A", count: 1_000_000),
      String(repeating: "\u{E9}", count: 99),
    ]
    for other in others {
      #expect(throws: CursorError.invalid) {
        try sealer.open(other, task: task, user: user, now: 1)
      }
    }
  }

  @Test("another user, try or key is refused, and so is a cursor that has ended")
  func bound() throws {
    let token = try page().before
    let others = [
      LogTask(dag: "x", run: "r", task: "t", tryNumber: 1),
      LogTask(dag: "d", run: "x", task: "t", tryNumber: 1),
      LogTask(dag: "d", run: "r", task: "x", tryNumber: 1),
      LogTask(dag: "d", run: "r", task: "t", tryNumber: 2),
      LogTask(dag: "d", run: "r", task: "t", tryNumber: 1, mapIndex: 0),
      LogTask(dag: "dr", run: "", task: "t", tryNumber: 1),
    ]
    for other in others {
      #expect(throws: CursorError.invalid) {
        try sealer.open(token, task: other, user: user, now: 1)
      }
    }
    #expect(throws: CursorError.invalid) {
      try sealer.open(token, task: task, user: Array("user2".utf8), now: 1)
    }
    #expect(throws: CursorError.invalid) {
      try CursorSealer(CursorKeys()).open(token, task: task, user: user, now: 1)
    }
    #expect(throws: CursorError.expired) {
      try sealer.open(token, task: task, user: user, now: 1_000)
    }
  }

  @Test("keys that are shared are accepted, old ones too, short ones are not")
  func keys() throws {
    let old = [UInt8](repeating: 1, count: 32)
    let new = [UInt8](repeating: 2, count: 64)
    let window = try page().window
    let token = try #require(
      CursorSealer(try CursorKeys([old])).pages(
        of: window, task: task, user: user, isFinished: true, expires: 10
      ).before)
    let both = CursorSealer(try CursorKeys([new, old]))
    #expect(try both.open(token, task: task, user: user, now: 1).line == 41)
    #expect(throws: CursorError.invalid) {
      try CursorSealer(CursorKeys([new])).open(token, task: task, user: user, now: 1)
    }
    #expect(throws: CursorError.self) { try CursorKeys([[UInt8](repeating: 1, count: 31)]) }
    #expect(throws: CursorError.self) { try CursorKeys([]) }
    #expect(throws: CursorError.self) { try CursorKeys(files: ["/nonexistent/key"]) }
    #expect(throws: CursorError.self) { try CursorKeys(files: ["/"]) }
    #expect(throws: CursorError.self) { try CursorKeys(files: ["/dev/zero"]) }
  }

  @Test("a log that moved is noticed")
  func moved() throws {
    let token = try page().before
    let cursor = try sealer.open(token, task: task, user: user, now: 1)
    func check(_ log: String) throws {
      let window = try Logs.read(log, cursor.selection, LogLimits(lines: 10))
      try sealer.verify(cursor, window, task: task, user: user)
    }
    let records = (1...60).map { Logs.record("line \($0)") }
    try check(records[..<50].joined())
    try check(records.joined())
    #expect(throws: CursorError.moved) { try check(records[1...].joined()) }
    #expect(throws: CursorError.moved) { try check(records[..<30].joined()) }
    #expect(throws: CursorError.moved) { try check("") }
  }

  @Test("paging back twenty pages and forward again gives every line once")
  func paging() throws {
    var secrets = FakeSecrets(41)
    let key = secrets.privateKey(lines: 60)
    var text = ""
    for index in 0..<20_000 {
      var event = "row \(index) ok"
      if index % 97 == 0 { event += " id=\(secrets.keyID())" }
      if (18_000..<18_062).contains(index) { event = key[index - 18_000] }
      text += Logs.record(event, logger: index % 1_000 == 999 ? "rare" : "task.stdout")
    }
    let log = Array(text.utf8)
    let all = try Logs.lines(of: log)
    #expect(all.count == 20_000)
    #expect(all.filter { $0.contains("[REDACTED:private-key]") }.count == 62)
    #expect(!all.contains { $0.contains("AKIA") })
    let limits = LogLimits(lines: 200)
    var window = try Logs.read(log, .tail, limits)
    var seen = window.lines
    var pages = sealer.pages(of: window, task: task, user: user, isFinished: true, expires: 10)
    #expect(pages.after == nil)
    for _ in 0..<20 {
      let cursor = try sealer.open(#require(pages.before), task: task, user: user, now: 1)
      #expect(cursor.totalLines == 20_000)
      window = try Logs.read(log, cursor.selection, limits)
      try sealer.verify(cursor, window, task: task, user: user)
      seen = window.lines + seen
      pages = sealer.pages(
        of: window, task: task, user: user, isFinished: true, totalLines: cursor.totalLines,
        expires: 10)
    }
    let first = try #require(seen.first).number
    #expect(seen.map(\.number) == Array(first...20_000))
    #expect(seen.map { $0.text.text } == Array(all[(first - 1)...]))
    var forward = window.lines
    while let token = pages.after {
      let cursor = try sealer.open(token, task: task, user: user, now: 1)
      window = try Logs.read(log, cursor.selection, limits)
      try sealer.verify(cursor, window, task: task, user: user)
      forward += window.lines
      pages = sealer.pages(
        of: window, task: task, user: user, isFinished: true, totalLines: cursor.totalLines,
        expires: 10)
    }
    #expect(forward == seen)
  }
}
