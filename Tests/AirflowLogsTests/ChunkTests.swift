import Testing

@testable import AirflowLogs

@Suite("Chunks")
struct ChunkTests {
  private func log() -> [UInt8] {
    var secrets = FakeSecrets(21)
    var text = ""
    for line in secrets.privateKey(lines: 3) {
      text += Logs.record(line) + Logs.record("é \u{1F600} \u{1B}[1mx", logger: "task")
    }
    text += Logs.record(
      "password=\(secrets.password())", more: ",\"api_token\":\"\(secrets.password())\"")
    text += "{\"event\":12}\nno json \(secrets.keyID())\n\n"
    return Array(text.utf8) + [0xFF, 0xFE, 0x0A] + Array(Logs.record("last\nline").utf8).dropLast()
  }

  @Test("the result is the same for every way to cut the bytes in two, and byte by byte")
  func twoWays() throws {
    let log = log()
    let whole = try Logs.read(log).description
    #expect(!whole.contains("PRIVATE KEY") && whole.contains("[REDACTED:private-key]"))
    for cut in 0...log.count {
      let reader = try LogReader(Logs.scrubber, .tail, Logs.all)
      reader.feed(Array(log[..<cut]))
      reader.feed(Array(log[cut...]))
      #expect(reader.finish().description == whole)
    }
    #expect(try Logs.read(log, chunk: 1).description == whole)
  }

  @Test("the result is the same for random cuts, with long records and every selection")
  func randomWays() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("chunk tests: seed \(seed)")
    var random = FakeSecrets(seed)
    var log: [UInt8] = []
    for index in 0..<300 {
      var record = Logs.record(
        "row \(index) \(random.keyID())\n  more \(random.password())", logger: "task.l\(index % 3)",
        level: index % 40 == 0 ? "error" : "info")
      if index % 90 == 7 {
        let body = (0..<4_000).map { "word\($0) \u{1B}[0m\\" }.joined(separator: " ")
        record = Logs.record(body + random.keyID() + "\nend " + body)
      }
      log += Array(record.utf8)
    }
    let selections: [LogSelection] = [
      .tail, .head, .errors(context: 2), .grep(text: "row 1", context: 1), .around(line: 300),
      .before(line: 250), .after(line: 250),
    ]
    for selection in selections {
      let limits = LogLimits(lines: 50, bytes: 16_384)
      let whole = try Logs.read(log, selection, limits).description
      for _ in 0..<6 {
        let reader = try LogReader(Logs.scrubber, selection, limits)
        var at = 0
        while at < log.count {
          let size = 1 + Int(random.next() >> 33) % [7, 900, 70_000][Int(random.next() >> 33) % 3]
          reader.feed(Array(log[at..<min(at + size, log.count)]))
          at += size
        }
        #expect(reader.finish().description == whole, "seed \(seed), \(selection)")
      }
    }
  }
}
