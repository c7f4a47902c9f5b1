import AirflowClient
import AirflowLogs
import MCPProtocol
import Scrubber
import Synchronization
import TestSupport
import Testing

@testable import AirflowTools

@Suite struct LogToolTests {
  static let place: JSONValue = ["dag_id": "fx_secrets", "run_id": "fx1", "task_id": "tpl_bash"]

  /// A log of many lines, with secrets in some of them.
  static func log(_ lines: Int) -> [UInt8] {
    var text = ""
    for number in 1...lines {
      let isLoud = number % 97 == 0
      let secret = isLoud ? " password=Zk8vQp2LxWn\(number)" : ""
      text += #"{"timestamp":"2026-11-22T10:56:42.96Z","event":"row \#(number)\#(secret)","#
      text += #""level":"\#(isLoud ? "error" : "info")","logger":"task.stdout"}"# + "\n"
    }
    return Array(text.utf8)
  }

  static func airflow(lines: Int, state: String = "success") throws -> FakeAirflow {
    let log = log(lines)
    return try FakeAirflow { asked in
      if asked.path.hasSuffix("/tpl_bash/logs/1") { return Reply(log: log) }
      guard asked.path.hasSuffix("/taskInstances/tpl_bash") else { return nil }
      return Reply(#"{"state":"\#(state)","try_number":1,"map_index":-1}"#)
    }
  }

  static func lines(_ called: Called) -> [Int: String] {
    var lines: [Int: String] = [:]
    for line in called["lines"]?.array ?? [] {
      if let number = line["n"]?.int, let text = line["text"]?.string { lines[number] = text }
    }
    return lines
  }

  func arguments(_ more: KeyValuePairs<String, JSONValue>) -> JSONValue {
    var object = Self.place.object ?? JSONObject()
    for (key, value) in more { object[key] = value }
    return .object(object)
  }

  @Test func theTailIsTheEndOfTheWholeScrubbedLog() async throws {
    let caller = try Caller(try Self.airflow(lines: 3_000))
    let reader = try LogReader(
      try Rules.standard.get().scrubber, .head, LogLimits(lines: 5_000, bytes: 512 << 10))
    reader.feed(Self.log(3_000))
    let whole = reader.finish().lines.map(\.text.text)
    #expect(whole.count == 3_000)
    let called = try await caller.call("get_log_tail", arguments(["lines": 200]))
    let tail = Self.lines(called)
    #expect(tail.count == 200)
    for (number, text) in tail { #expect(text == whole[number - 1]) }
    #expect(called["total_lines"] == 3_000)
    #expect(called["last_line"] == 3_000)
    #expect(called["levels"]?["ERROR"] == 30)
    #expect(called["error_lines"]?.array?.last == 2_910)
    #expect(called["redactions"]?["count"]?.int == 30)
    #expect(!called.message.contains("Zk8vQp2LxWn"))
    #expect(called["cursor_before"] != nil)
    #expect(called["cursor_after"] == nil)
  }

  @Test func aLogWithoutEndIsGivenUpAndItsTurnGivenBack() async throws {
    let log = try FakeAirflow { asked in
      guard asked.path.hasSuffix("/taskInstances/tpl_bash") else {
        return asked.path.hasSuffix("/tpl_bash/logs/1") ? Reply(log: Self.log(20_000)) : nil
      }
      return Reply(#"{"state":"success","try_number":1,"map_index":-1}"#)
    }
    let caller = try Caller(log, client: { $0.maximumStreamLength = 1 << 20 })
    for _ in 0..<3 {
      let called = try await caller.call("get_log_tail", arguments([:]))
      #expect(called.isError)
      #expect(called.cause == "too_large")
      #expect(called.text?["error"]?.string?.contains("1 MiB") == true)
      #expect(called.text?["what_to_try"]?.string?.contains("--log-megabytes") == true)
    }
    // What stops early is not concerned.
    let head = try await caller.call(
      "get_task_log", arguments(["mode": "head", "lines": 50]))
    #expect(!head.isError && Self.lines(head).count == 50)
  }

  @Test func aLogThatTakesTooLongIsGivenUpAndItsTurnGivenBack() async throws {
    let upstream = try FakeUpstream { connection in
      while let request = connection.readRequest() {
        let asked = Asked(request)
        if asked.path.hasSuffix("/tpl_bash/logs/1") {
          connection.send(
            Array("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n".utf8))
          while connection.send(Self.log(3)) { pause(milliseconds: 20) }
          return
        }
        let reply =
          asked.path.hasSuffix("/taskInstances/tpl_bash")
          ? Reply(#"{"state":"success","try_number":1,"map_index":-1}"#)
          : asked.path.hasSuffix("/version")
            ? Reply(#"{"version":"3.3.2","git_version":null}"#)
            : Reply(#"{"detail":"TaskInstance not found"}"#, status: 404)
        guard connection.send(reply.bytes) else { return }
      }
    }
    let caller = try Caller(
      FakeAirflow(upstream: upstream), client: { $0.streamTime = .milliseconds(300) })
    for _ in 0..<2 {
      let called = try await caller.call("get_log_tail", arguments([:]))
      #expect(called.isError)
      #expect(called.cause == "timed_out")
      #expect(called.text?["what_to_try"]?.string?.contains("--log-seconds") == true)
    }
  }

  @Test func pagingBackAndForthGivesEveryLineOnce() async throws {
    let caller = try Caller(try Self.airflow(lines: 2_050))
    var seen: [Int: String] = [:]
    var cursor: JSONValue = .null
    var forth: JSONValue = .null
    for _ in 0..<30 {
      var call = arguments(["lines": 200]).object ?? JSONObject()
      if !cursor.isNull { call["cursor"] = cursor }
      let called = try await caller.call("get_log_tail", .object(call))
      #expect(!called.isError, "\(called.message)")
      for (number, text) in Self.lines(called) {
        #expect(seen.updateValue(text, forKey: number) == nil)
      }
      #expect(called["total_lines"] == 2_050)
      forth = called["cursor_after"] ?? forth
      guard let next = called["cursor_before"] else { break }
      cursor = next
    }
    #expect(seen.keys.sorted() == Array(1...2_050))
    var again = Set(1...50)
    for _ in 0..<30 {
      let called = try await caller.call(
        "get_log_tail", arguments(["lines": 200, "cursor": forth]))
      #expect(!called.isError, "\(called.message)")
      for (number, text) in Self.lines(called) {
        #expect(again.insert(number).inserted)
        #expect(seen[number] == text)
      }
      guard let next = called["cursor_after"] else { break }
      forth = next
    }
    #expect(again.count == 2_050)
  }

  @Test func aCursorIsOfOneUserAndOneTry() async throws {
    let caller = try Caller(try Self.airflow(lines: 500))
    let first = try await caller.call("get_log_tail", arguments(["lines": 10]))
    let cursor = try #require(first["cursor_before"])
    let other = try await caller.call(
      "get_log_tail", arguments(["cursor": cursor]), bearer: "tok-bob")
    #expect(other.cause == "cursor_rejected")
    let changed = JSONValue.string(String((cursor.string ?? "").reversed()))
    let broken = try await caller.call("get_log_tail", arguments(["cursor": changed]))
    #expect(broken.cause == "cursor_rejected")
    let old = try await caller.call(
      "get_log_tail", arguments(["cursor": cursor, "try_number": 2]))
    #expect(old.cause == "cursor_rejected")
  }

  @Test func usersOfOneSubjectShareTheirCursors() {
    // {"sub":"alice"} with two signatures, and {"sub":"bob"}
    func key(_ text: String) throws -> UserKey { try UserKey(AirflowToken(text)) }
    #expect(throws: Never.self) {
      let one = try key("e30.eyJzdWIiOiJhbGljZSJ9.aaaa")
      #expect(try key("e30.eyJzdWIiOiJhbGljZSJ9.bbbb") == one)
      #expect(try key("e30.eyJzdWIiOiJib2IifQ.aaaa") != one)
      #expect(try key("opaque1") != key("opaque2"))
    }
  }

  @Test func aLogThatMovedIsTold() async throws {
    let isMoved = Mutex(false)
    let log = Self.log(300)
    let moved = Array(String(decoding: log, as: UTF8.self).replacing("row", with: "line").utf8)
    let airflow = try FakeAirflow { asked in
      if asked.path.hasSuffix("/tpl_bash/logs/1") {
        return Reply(log: isMoved.withLock { $0 } ? moved : log)
      }
      guard asked.path.hasSuffix("/taskInstances/tpl_bash") else { return nil }
      return Reply(#"{"state":"running","try_number":1,"map_index":-1}"#)
    }
    let caller = try Caller(airflow)
    let first = try await caller.call("get_log_tail", arguments(["lines": 10]))
    #expect(first["cursor_after"] != nil)
    isMoved.withLock { $0 = true }
    let called = try await caller.call(
      "get_log_tail", arguments(["cursor": try #require(first["cursor_before"])]))
    #expect(called.cause == "cursor_rejected")
    #expect(called.message.contains("moved"))
  }

  @Test func errorsGrepAroundAndHead() async throws {
    let caller = try Caller(try Self.airflow(lines: 1_000))
    let errors = try await caller.call(
      "get_task_log", arguments(["mode": "errors", "context": 1]))
    #expect(errors["matches"] == 10)
    #expect(Set(Self.lines(errors).keys).isSuperset(of: [96, 97, 98, 969, 970, 971]))
    let grep = try await caller.call(
      "get_task_log", arguments(["mode": "grep", "pattern": "row 12", "context": 0]))
    #expect(Self.lines(grep).keys.sorted() == [12] + Array(120...129))
    let around = try await caller.call(
      "get_task_log", arguments(["mode": "around", "line": 500, "lines": 11]))
    #expect(Self.lines(around).keys.sorted() == Array(495...505))
    let head = try await caller.call("get_task_log", arguments(["mode": "head", "lines": 5]))
    #expect(Self.lines(head).keys.sorted() == Array(1...5))
    // A secret can't be looked for.
    let secret = try await caller.call(
      "get_task_log", arguments(["mode": "grep", "pattern": "Zk8vQp2LxWn97"]))
    #expect(secret["matches"] == 0)
  }

  @Test func aTaskThatDidNotRunHasNoLog() async throws {
    let caller = try Caller(try FakeAirflow())
    let called = try await caller.call(
      "get_log_tail", ["dag_id": "fx_failing", "run_id": "fx1", "task_id": "downstream"])
    #expect(called.cause == "no_log")
  }

  @Test func aMappedTaskNeedsItsIndex() async throws {
    let caller = try Caller(try FakeAirflow())
    let called = try await caller.call(
      "get_log_tail", ["dag_id": "fx_mapped", "run_id": "fx1", "task_id": "work"])
    #expect(called.cause == "map_index_needed")
    #expect(called.message.contains("map_index"))
  }

  @Test func hostileLogsStayData() async throws {
    let caller = try Caller(try FakeAirflow())
    let called = try await caller.call(
      "get_log_tail", ["dag_id": "fx_hostile", "run_id": "fx1", "task_id": "inject"])
    #expect(called["cleaned_characters"]?.int ?? 0 > 0)
    for line in called["lines"]?.array ?? [] {
      let text = line["text"]?.string ?? ""
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" || $0 == "\u{202E}" })
    }
  }

  /// Holds log reads back until a test lets them go, and counts them.
  final class Gatekeeper: Sendable {
    struct Counts: Sendable {
      var running: [String: Int] = [:]
      var most = 0
      var mostPerUser = 0
      var isOpen = false
    }

    let counts = Mutex(Counts())

    func airflow(opensAt count: Int) throws -> FakeAirflow {
      let log = LogToolTests.log(50)
      return try FakeAirflow { [self] asked in
        if asked.path.hasSuffix("/taskInstances/tpl_bash") {
          return Reply(#"{"state":"success","try_number":1,"map_index":-1}"#)
        }
        guard asked.path.hasSuffix("/tpl_bash/logs/1") else { return nil }
        counts.withLock {
          $0.running[asked.bearer, default: 0] += 1
          $0.most = max($0.most, $0.running.values.reduce(0, +))
          $0.mostPerUser = max($0.mostPerUser, $0.running.values.max() ?? 0)
          if $0.most >= count { $0.isOpen = true }
        }
        for _ in 0..<12_000 where !counts.withLock({ $0.isOpen }) { pause(milliseconds: 10) }
        counts.withLock { $0.running[asked.bearer, default: 1] -= 1 }
        return Reply(log: log)
      }
    }

    func waitForARead() async throws {
      while counts.withLock({ $0.most == 0 }) { try await Task.sleep(for: .milliseconds(10)) }
    }

    func open() { counts.withLock { $0.isOpen = true } }
  }

  @Test func oneUserReadsOneLogAtATimeAndOthersAreNotHeldUp() async throws {
    let gatekeeper = Gatekeeper()
    let caller = try Caller(try gatekeeper.airflow(opensAt: 2)) { $0.logs.atOnce = 2 }
    try await withThrowingTaskGroup { group in
      for user in 0..<3 {
        for _ in 0..<2 {
          group.addTask {
            let called = try await caller.call(
              "get_log_tail", Self.place, bearer: "tok-\(user)")
            #expect(!called.isError, "\(called.message)")
          }
        }
      }
      try await group.waitForAll()
    }
    let counts = gatekeeper.counts.withLock { $0 }
    #expect(counts.most == 2)
    #expect(counts.mostPerUser == 1)
  }

  @Test func whoWaitsTooLongIsToldSo() async throws {
    let gatekeeper = Gatekeeper()
    let caller = try Caller(try gatekeeper.airflow(opensAt: .max)) {
      $0.logs.queueTime = .milliseconds(100)
    }
    async let first = caller.call("get_log_tail", Self.place)
    try await gatekeeper.waitForARead()
    let second = try await caller.call("get_log_tail", Self.place)
    #expect(second.cause == "busy")
    #expect(second.text?["retryable"] == true)
    gatekeeper.open()
    #expect(try await !first.isError)
  }

  @Test func progressIsReportedWhileAirflowPrepares() async throws {
    let log = Self.log(5)
    let count = Mutex(0)
    let airflow = try FakeAirflow { asked in
      if asked.path.hasSuffix("/taskInstances/tpl_bash") {
        return Reply(#"{"state":"success","try_number":1,"map_index":-1}"#)
      }
      guard asked.path.hasSuffix("/tpl_bash/logs/1") else { return nil }
      for _ in 0..<12_000 where count.withLock({ $0 == 0 }) { pause(milliseconds: 10) }
      return Reply(log: log)
    }
    let caller = try Caller(airflow) { $0.logs.progressInterval = .milliseconds(1_010) }
    _ = try await caller.call("get_log_tail", Self.place) { count.withLock { $0 += 1 } }
    #expect(count.withLock { $0 } > 0)
  }
}
