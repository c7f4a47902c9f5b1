import Scrubber
import Testing

@testable import AirflowLogs

@Suite("A scrubber that keeps lines")
struct KeptLinesTests {
  @Test("has the lines of the input, and masks on each what it masks without")
  func lines() throws {
    var secrets = FakeSecrets(61)
    let pieces = [
      "\n", "\n\n", "text ", "{\"a\": \"b\", ", "\"password\": 12345,", "password=",
      "[REDACTED:private-key]",
      "-----BEGIN RSA PRI" + "VATE KEY-----\n", "-----END RSA PRI" + "VATE KEY-----", "\"", "\\n",
      "\r\n",
    ]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<30 {
        switch secrets.next() >> 33 % 8 {
        case 0: text += secrets.keyID()
        case 1: text += secrets.privateKey(lines: 3).joined(separator: "\n")
        case 2: text += secrets.password()
        case 3: text += secrets.text(64, of: "abcdefghABCDEFGH0123456789+/") + "\n"
        default: text += pieces[Int(secrets.next() >> 33) % pieces.count]
        }
      }
      let bytes = Array(text.utf8)
      let plain = Logs.scrubber.scrub(bytes)
      let kept = Logs.scrubber.keepingLines().scrub(bytes)
      #expect(kept.bytes.storage.count { $0 == 0x0A } == bytes.count { $0 == 0x0A })
      func masked(_ findings: [Finding]) -> Set<Int> {
        Set(findings.flatMap { Array($0.input) }.filter { bytes[$0] != 0x0A })
      }
      #expect(masked(kept.findings) == masked(plain.findings))
    }
  }

  @Test("a preview is what the end would give, and changes nothing")
  func preview() throws {
    var secrets = FakeSecrets(62)
    let text =
      (0..<400).map { _ in "row \(secrets.keyID()) password=\(secrets.password())\n" }.joined()
      + secrets.privateKey(lines: 9).joined(separator: "\n") + "\nend\n"
    let bytes = Array(text.utf8)
    let whole = Logs.scrubber.scrub(bytes).bytes
    for cut in stride(from: 0, to: bytes.count, by: 997) {
      var stream = ScrubStream(Logs.scrubber)
      var sink = MemorySink()
      try stream.feed(Array(bytes[..<cut]), into: &sink)
      var preview = MemorySink()
      preview.bytes = sink.bytes
      try stream.preview(into: &preview)
      #expect(preview.bytes == Logs.scrubber.scrub(Array(bytes[..<cut])).bytes)
      try stream.feed(Array(bytes[cut...]), into: &sink)
      try stream.finish(into: &sink)
      #expect(sink.bytes == whole)
    }
  }
}
