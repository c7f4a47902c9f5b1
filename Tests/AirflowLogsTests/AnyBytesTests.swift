import Testing

@testable import AirflowLogs

@Suite("Any bytes at all")
struct AnyBytesTests {
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\\"", "\n", "\n{\"event\":\"",
    "\"event\":",
    "\"error_detail\":[{\"exc_type\":\"E\",\"frames\":[{\"filename\":\"f\",", "\"exceptions\":[{",
    "\"logger\":\"a\"", "\"level\":\"error\"", "\"timestamp\":\"2026-11-22T10:56:49.1Z\"", "null",
    "-1e9",
    "\u{1B}[", "\u{202E}", "\u{0}", "é", "\u{1F600}", " ", "a",
    "-----BEGIN RSA PRI" + "VATE KEY-----",
  ]

  private func log(_ random: inout FakeSecrets, pieces: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<pieces {
      switch random.next() >> 33 % 40 {
      case 0: bytes.append(UInt8(truncatingIfNeeded: random.next() >> 40))
      case 1: bytes += Array(random.keyID().utf8)
      case 2 where !bytes.isEmpty: bytes.removeLast()
      case 3: bytes += Array(repeating: UInt8(ascii: "w"), count: Int(random.next() >> 33) % 3_000)
      default:
        bytes += Array(Self.pieces[Int(random.next() >> 33) % Self.pieces.count].utf8)
      }
    }
    return bytes
  }

  @Test("are read without harm, and the same however they are cut")
  func random() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("any bytes: seed \(seed)")
    var random = FakeSecrets(seed)
    for round in 0..<250 {
      // Some without line ends, so that records become oversized.
      var log = log(&random, pieces: round % 10 == 0 ? 2_000 : 60)
      if round % 20 == 0 { log = Array(Logs.record("x").utf8) + log.filter { $0 != 0x0A } + [0x0A] }
      let whole = try Logs.read(log)
      let size = 1 + Int(random.next() >> 33) % 300
      #expect(try Logs.read(log, chunk: size).description == whole.description, "seed \(seed)")
      #expect(
        whole.lines.map(\.number)
          == Array((whole.firstLine ?? 1)..<(whole.firstLine ?? 1) + whole.lines.count))
      for text in whole.texts {
        let isClean = text.unicodeScalars.allSatisfy {
          ($0.value >= 0x20 || $0 == "\t") && !(0x7F...0x9F).contains($0.value)
            && $0.value != 0x202E
        }
        #expect(isClean, "seed \(seed)")
      }
    }
  }
}
