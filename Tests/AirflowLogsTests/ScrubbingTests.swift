import Foundation
import Scrubber
import Testing

@testable import AirflowLogs

@Suite("Scrubbing of records")
struct ScrubbingTests {
  @Test("a private key printed line by line is masked on every line, whoever logs in between")
  func interleavedKeys() throws {
    var secrets = FakeSecrets(11)
    let first = secrets.privateKey(lines: 40)
    let second = secrets.privateKey(lines: 40)
    var log = ""
    var expected: [String] = []
    for index in first.indices {
      log += Logs.record(first[index])
      log += Logs.record("step \(index) done", logger: "task")
      log += Logs.record(second[index], logger: "task.stderr", level: "error")
      log += Logs.record("field", logger: "task", more: ",\"size\":\(index)")
      expected += [
        Logs.prefix() + "[REDACTED:private-key]", Logs.prefix("task") + "step \(index) done",
        Logs.prefix("task.stderr", "ERROR") + "[REDACTED:private-key]",
        Logs.prefix("task") + "field size=\(index)",
      ]
    }
    log += Logs.record("after the key")
    expected.append(Logs.prefix() + "after the key")
    let window = try Logs.read(log)
    #expect(window.texts == expected)
    #expect(window.counts.redactions == ["private-key": 84])
    #expect(window.totalLines == expected.count)
  }

  @Test("a private key in one event of many lines, in a field and in an exception is masked")
  func keysElsewhere() throws {
    var secrets = FakeSecrets(12)
    let key = secrets.privateKey()
    let text = key.joined(separator: "\n")
    let more =
      ",\"pem\":\(Logs.quoted(text)),\"error_detail\":[{\"exc_type\":\"E\",\"exc_value\":\(Logs.quoted(text))}]"
    let window = try Logs.read(
      Logs.record("key:\n\(text)\nend", more: more) + Logs.record("next"))
    let all = window.texts.joined(separator: "\n")
    for line in key { #expect(!all.contains(line)) }
    #expect(all.contains("\nend pem=") && all.contains("\nE: [REDACTED:private-key]"))
    #expect(window.texts.last == Logs.prefix() + "next")
    #expect(window.lines.map(\.number) == Array(1...window.lines.count))
  }

  @Test("the key of a field is the context of its value")
  func fieldContext() throws {
    var secrets = FakeSecrets(13)
    for name in ["password", "api_token", "db_password", "secret_key", "client_secret"] {
      let value = secrets.password()
      for shape in [
        "\"\(value)\"", "{\"inner\":{\"\(name)\":\"\(value)\"}}", "[{\"\(name)\":\"\(value)\"}]",
      ] {
        let window = try Logs.read(
          Logs.record("login", more: ",\"\(name)\":\(shape),\"user\":\"svc\""))
        let text = try #require(window.texts.first)
        if !shape.hasPrefix("\"") {
          #expect(!text.contains(value), "\(text)")
        }
        if shape.hasPrefix("\"") { #expect(!text.contains(value), "\(text)") }
        #expect(text.contains("login \(name)=") && text.hasSuffix(" user=svc"), "\(text)")
      }
    }
    let escaped = secrets.password()
    let window = try Logs.read(
      Logs.record("x", more: ",\"conf\":{\"pass\\u001b[0mword\":\"\(escaped)\"}"))
    #expect(window.texts.allSatisfy { !$0.contains(escaped) })
  }

  @Test("characters that are not seen do not hide a secret")
  func hidden() throws {
    var secrets = FakeSecrets(14)
    let id = secrets.keyID()
    for item in [
      "\u{1B}[0m", "\u{200B}", "\u{202E}", "\u{E0041}", "\u{7}", "\u{9B}0m", "\u{9D}0;t\u{7}",
      "\u{1B}Pq\u{7}", "\u{84}", "\u{0}", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1F}", "\u{85}",
      "\u{2028}", "\u{3164}", "\u{34F}", "\u{61C}", "\u{180E}", "\u{FFFA}", "\u{1160}", "\u{17B5}",
      "\u{2063}", "\u{206C}", "\u{FE0F}", "\u{E01EF}",
    ] {
      let split = id.prefix(9) + item + id.dropFirst(9)
      let window = try Logs.read(Logs.record("id \(split) end"))
      #expect(window.texts == [Logs.prefix() + "id [REDACTED:aws-access-key-id] end"])
      #expect(window.counts.cleaned.total == 1)
    }
    let environment = try Logs.read(Logs.record("HOME=/root\u{0}AWS_ACCESS_KEY_ID=\(id)\u{0}X=1"))
    #expect(
      environment.texts == [
        Logs.prefix()
          + "HOME=/root\u{2400}AWS_ACCESS_KEY_ID=[REDACTED:aws-access-key-id]\u{2400}X=1"
      ])
    // Bytes that are no UTF-8 show as U+FFFD, which is nothing inside of a token.
    let record = Array(Logs.record("id \(id.prefix(9))~\(id.dropFirst(9)) end").utf8)
    let broken = try Logs.read(record.flatMap { $0 == 0x7E ? [0xFF, 0xC3] : [$0] })
    #expect(broken.texts == [Logs.prefix() + "id [REDACTED:aws-access-key-id] end"])
    #expect(broken.counts.cleaned.invalid == 2)
  }

  @Test("entries of an environment are found, and the next one when a password stands before")
  func environment() throws {
    var secrets = FakeSecrets(24)
    for separator in ["\u{0}", "\r", "\u{C}", "\u{1E}", "\u{85}"] {
      let (id, password) = (secrets.keyID(), secrets.password())
      let entries = [
        "HOME=/root", "AWS_ACCESS_KEY_ID=\(id)", "PATH=/usr/bin:/bin", "DB_PASSWORD=\(password)",
        "X=1",
      ]
      let text = try #require(
        try Logs.read(Logs.record(entries.joined(separator: separator))).texts.first)
      #expect(!text.contains(id) && !text.contains(password), "\(text)")
      #expect(text.contains("HOME=/root") && text.contains("PATH=/usr/bin:/bin"), "\(text)")
    }
  }

  @Test("secrets in names of loggers, levels, times and keys are masked")
  func elsewhere() throws {
    var secrets = FakeSecrets(15)
    let id = secrets.keyID()
    let log =
      Logs.record("a", logger: "my.\(id)") + Logs.record("b", level: id)
      + "{\"timestamp\":\"\(id)\",\"event\":\"c\"}\n{\"event\":\"d\",\"\(id)\":1}\n\(id)\n"
      + "{\"\(id)\n"
    let window = try Logs.read(log)
    #expect(window.lines.count == 6)
    let all = window.texts.joined(separator: "\n")
    #expect(!all.contains(id), "\(all)")
    #expect(all.components(separatedBy: "[REDACTED:aws-access-key-id]").count == 7)
    #expect(window.counts.malformed == 2)
  }

  @Test("a registered value that spans lines is masked on each of them")
  func registeredLines() throws {
    var secrets = FakeSecrets(16)
    let value = "\(secrets.password())\n\(secrets.password())\n\(secrets.password())"
    let scrubber = try SecretScrubber(
      rules: [], secrets: [RegisteredSecret(value: Array(value.utf8))])
    let reader = try LogReader(scrubber, .tail)
    for line in value.split(separator: "\n") {
      reader.feed(Array(Logs.record(String(line)).utf8))
      reader.feed(Array(Logs.record("between", logger: "other").utf8))
    }
    let window = reader.finish()
    #expect(
      window.texts
        == [[String]](
          repeating: [
            Logs.prefix() + "[REDACTED:registered-secret]", Logs.prefix("other") + "between",
          ], count: 3
        ).flatMap { $0 })
  }

  @Test("the unsecret part of every line is the original's")
  func complement() throws {
    var secrets = FakeSecrets(17)
    var log = ""
    var expected: [String] = []
    for index in 0..<3_000 {
      let before = "row \(index) " + secrets.text(12, of: "abcde fgh,.;:()é") + " key="
      let after = " " + secrets.text(9, of: "xyz .-") + "|"
      log += Logs.record(before + secrets.keyID() + after, logger: "task.l\(index % 5)")
      expected.append(
        Logs.prefix("task.l\(index % 5)") + before + "[REDACTED:aws-access-key-id]" + after)
    }
    #expect(try Logs.lines(of: Array(log.utf8)) == expected)
  }

  @Test("the first group, which tells paths and hosts, is left out; others are headings")
  func groups() throws {
    let details =
      "{\"timestamp\":null,\"event\":\"::group::Log message source details\"}\n"
      + "{\"timestamp\":null,\"event\":\"http://worker-7.internal:8793/x.log\"}\n"
      + "{\"timestamp\":null,\"event\":\"::endgroup::\"}\n"
    let window = try Logs.read(
      details + Logs.record("::group::Pre Execute") + Logs.record("::endgroup::") + details)
    #expect(
      window.texts == [
        Logs.prefix() + "== Pre Execute ==", Logs.prefix() + "== end of group ==",
        "== Log message source details ==", "http://worker-7.internal:8793/x.log",
        "== end of group ==",
      ])
    #expect(window.counts.sourceDetails == 3)
  }
}
