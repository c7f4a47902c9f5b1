import Foundation
import Testing

@testable import AirflowLogs

/// One after the other, for they look at the memory of the whole process.
@Suite("Floods", .serialized)
struct FloodTests {
  /// Resident memory in bytes.
  private func resident() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
  }

  @Test("a long record is scrubbed in pieces and never kept whole")
  func longRecord() throws {
    var secrets = FakeSecrets(51)
    let id = secrets.keyID()
    let reader = try LogReader(Logs.scrubber, .tail, LogLimits(lineBytes: 4_096))
    reader.feed(Array(Logs.record("before").utf8))
    let before = resident()
    reader.feed(Array("{\"timestamp\":\"2026-11-22T10:56:49.104335Z\",\"event\":\"".utf8))
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    for _ in 0..<300 { reader.feed(piece) }
    reader.feed(
      Array(" \(id) tail\\nsecond \(id)\",\"level\":\"error\",\"logger\":\"task.stdout\"}\n".utf8))
    let grown = resident() - before
    reader.feed(Array(Logs.record("after").utf8))
    let window = reader.finish()
    print("30 MB record: resident memory grew by \(grown / 1_024) KiB")
    #expect(grown < 24 << 20)
    #expect(window.lines.map(\.number) == [1, 2, 3, 4])
    #expect(window.texts[1].hasPrefix(Logs.prefix("task.stdout", "ERROR") + "xxxx"))
    #expect(window.texts[1].hasSuffix(" more bytes]") && window.texts[1].utf8.count < 4_300)
    #expect(window.texts[2] == "second [REDACTED:aws-access-key-id]")
    #expect(window.texts[3] == Logs.prefix() + "after")
    #expect(window.counts.oversized == 1 && window.counts.redactions["aws-access-key-id"] == 2)
  }

  @Test("long records of any shape are bounded and counted")
  func longShapes() throws {
    let long = String(repeating: "word ", count: 40_000)
    let shapes = [
      long, "[\(long)", "{\"event\":\"\(long)", "{\"event\":\"a\",\"b\":\"\(long)\"}",
      "{\"event\":{\"a\":\"\(long)\"},\"level\":\"error\"}", "{\"\(long)\":1}",
      "{" + String(repeating: "\"a\":1,", count: 30_000), "{\"event\":\"\(long)\"} \(long)",
      String(repeating: "{[", count: 60_000), "}" + long, "{}}" + long, "{\"event\":\"a\\" + long,
    ]
    for shape in shapes {
      let window = try Logs.read(shape + "\n" + Logs.record("next"))
      #expect(window.counts.records == 2 && window.counts.oversized == 1, "\(shape.prefix(30))")
      #expect(window.texts.last == Logs.prefix() + "next", "\(shape.prefix(30))")
    }
    let field = try Logs.read("{\"event\":\"a\",\"b\":\"\(long)\",\"level\":\"error\"}\n")
    #expect(field.texts == ["ERROR a b=\"(left out: too long)\""])
    #expect(field.counts.omittedLong == 1)
    let members = try Logs.read("{" + String(repeating: "\"a\":1,", count: 30_000) + "\n")
    #expect(members.texts == ["(left out: too long)"] && members.counts.malformed == 1)
  }

  @Test("a long record of a logger with an open private key is masked whole")
  func longInKey() throws {
    var secrets = FakeSecrets(52)
    let key = secrets.privateKey(lines: 5)
    let long = String(repeating: "abc ", count: 20_000)
    var log = ""
    for line in key[..<3] { log += Logs.record(line) }
    log += Logs.record(long + "\nmore") + Logs.record(long, logger: "other")
    for line in key[3...] { log += Logs.record(line) }
    let window = try Logs.read(log)
    #expect(window.texts[3] == Logs.prefix() + "[REDACTED:unscanned]")
    #expect(window.texts[4] == "[REDACTED:unscanned]")
    #expect(window.texts[5].hasPrefix(Logs.prefix("other") + "abc abc"))
    #expect(window.counts.withheld == 2)
    for line in key { #expect(!window.texts.contains { $0.contains(line) }) }
  }

  @Test("more line ends than a long record may have become spaces")
  func manyLines() throws {
    let window = try Logs.read(
      Logs.record(String(repeating: "a\n", count: 100_000)) + Logs.record("z"))
    #expect(window.totalLines == 10_001)
    #expect(window.texts.last == Logs.prefix() + "z")
  }

  @Test("a million tiny records take bounded memory")
  func tinyRecords() throws {
    let chunk = Array(String(repeating: "{\"event\":\"\"}\n{}\n", count: 5_000).utf8)
    let reader = try LogReader(Logs.scrubber, .tail)
    reader.feed(chunk)
    let before = resident()
    for _ in 1..<100 { reader.feed(chunk) }
    let grown = resident() - before
    print("1,000,000 records: resident memory grew by \(grown / 1_024) KiB")
    let window = reader.finish()
    #expect(window.totalLines == 1_000_000 && window.lines.count == 200)
    #expect(grown < 24 << 20)
  }

  @Test("loggers without end take bounded memory, and what they log is scrubbed")
  func manyLoggers() throws {
    var secrets = FakeSecrets(53)
    let reader = try LogReader(Logs.scrubber, .tail, Logs.all)
    let before = resident()
    for index in 0..<20_000 {
      let event = index % 10 == 0 ? "id \(secrets.keyID())" : "row \(index)"
      reader.feed(Array(Logs.record(event, logger: "task.number\(index)").utf8))
    }
    let grown = resident() - before
    print("20,000 loggers: resident memory grew by \(grown / 1_024) KiB")
    let window = reader.finish()
    #expect(grown < 64 << 20)
    #expect(window.totalLines == 20_000)
    #expect(!window.texts.contains { $0.contains("AKIA") })
    #expect(
      window.texts.last == "2026-11-22T10:56:49.104335Z INFO row 19999 logger=task.number19999")
  }

  @Test("private keys of forty loggers, line by line in turns, are masked")
  func manyKeys() throws {
    var secrets = FakeSecrets(54)
    let keys = (0..<40).map { _ in secrets.privateKey(lines: 20) }
    var log = ""
    for line in 0..<22 {
      for number in keys.indices { log += Logs.record(keys[number][line], logger: "l\(number)") }
    }
    let all = try Logs.lines(of: Array(log.utf8)).joined(separator: "\n")
    let body = keys.flatMap { $0.dropFirst().dropLast() }
    #expect(body.filter { all.contains($0) }.isEmpty)
  }
}
