import Testing

@testable import Scrubber

@Suite("Private key hazards")
struct PrivateKeyHazardTests {
  private static let lines = (0..<3).map(line)

  private static func line(_ row: Int) -> String {
    let letters = (0..<64).map { column in UInt8(65 + (row * 7 + column * 5) % 26) }
    return String(decoding: letters, as: UTF8.self)
  }

  private static let begin = "-----BEGIN RSA PRIVATE KEY-----"
  private static let end = "-----END RSA PRIVATE KEY-----"

  private func scrub(_ input: String) throws -> String {
    let scrubber = try SecretScrubber(
      rules: [Rule(id: "key", kind: .pem)], secrets: [], policy: Policy(),
      limits: SecretScrubber.Limits(stepQuantum: 1, base64RunLimit: 128))
    let whole = scrubber.scrub(Array(input.utf8)).bytes.text
    var sink = MemorySink()
    var stream = ScrubStream(scrubber)
    for byte in input.utf8 {
      try stream.feed([byte], into: &sink)
      try stream.flush(into: &sink)
    }
    try stream.finish(into: &sink)
    #expect(sink.bytes.text == whole)
    return whole
  }

  /// Whether no six bytes of the body are left.
  private func isGone(_ output: String) -> Bool {
    !Self.lines.contains { line in
      let bytes = Array(line.utf8)
      return (0...(bytes.count - 6)).contains { start in
        output.contains(String(decoding: bytes[start..<(start + 6)], as: UTF8.self))
      }
    }
  }

  @Test(
    "No byte of the body is left, whatever stands before its lines",
    arguments: [
      "", "    ", "> ", "| ", "2026-11-22T10:00:00.123Z stdout F ", "  12: ", "worker-3 | ",
    ])
  func prefixes(_ prefix: String) throws {
    let block = ([Self.begin] + Self.lines + [Self.end]).map { prefix + $0 }.joined(separator: "\n")
    let output = try scrub("before\n\(block)\nafter text")
    #expect(isGone(output), "\(output)")
    #expect(output.hasPrefix("before\n") && output.hasSuffix("\nafter text"), "\(output)")
  }

  @Test("A marker within a marker of PuTTY starts no block", arguments: [" ", " ."])
  func nestedPuTTYMarker(rest: String) throws {
    // The first takes in 64 bytes of its line, and with them the second.
    let first = "PuTTY-User-Key-File-2: " + String(repeating: "s", count: 28)
    let second = "PuTTY-User-Key-File-2: ssh-rsa     "
    let output = try scrub(first + second + "2YJYuK6YBYiKpGL4" + rest)
    #expect(output == "[REDACTED:key]" + rest)
  }

  @Test("Line ends of all kinds, literal ones too")
  func lineEnds() throws {
    for lineEnd in ["\n", "\r\n", "\\n", "\\r\\n", " "] {
      let block = ([Self.begin] + Self.lines + [Self.end]).joined(separator: lineEnd)
      let output = try scrub("{\"k\":\"\(block)\"}")
      #expect(isGone(output), "\(lineEnd.debugDescription): \(output)")
    }
  }

  @Test("A block that never ends is masked to its last body line")
  func truncated() throws {
    let output = try scrub(
      ([Self.begin] + Self.lines + ["all is well again"]).joined(separator: "\n"))
    #expect(isGone(output))
    #expect(output.hasSuffix("\nall is well again"))
    #expect(isGone(try scrub(([Self.begin] + Self.lines).joined(separator: "\n"))))
  }

  @Test("A wrong end, a nested begin and headers do not end a block early")
  func irregular() throws {
    let headers = ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00", ""]
    let wrong = [Self.begin] + headers + Self.lines + ["-----END CERTIFICATE-----", "x y"]
    #expect(isGone(try scrub(wrong.joined(separator: "\n"))))
    let nested = [Self.begin, Self.lines[0], Self.begin] + Self.lines + [Self.end, "x y"]
    let output = try scrub(nested.joined(separator: "\n"))
    #expect(isGone(output))
    #expect(output.hasSuffix("\nx y"))
  }

  @Test("A marker without a body masks the marker only")
  func markerOnly() throws {
    let output = try scrub("grep '\(Self.begin)' *.pem and more text")
    #expect(output == "grep '[REDACTED:key]' *.pem and more text")
  }
}
