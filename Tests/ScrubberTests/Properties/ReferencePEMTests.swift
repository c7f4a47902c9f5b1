import Testing

@testable import ReferenceMatcher
@testable import Scrubber

@Suite("Private key blocks of the reference by examples")
struct ReferencePEMTests {
  private static let body = String(repeating: "MIIEow", count: 10)
  private static let begin = "-----BEGIN PRIVATE KEY-----"
  private static let end = "-----END PRIVATE KEY-----"
  private static let mark = "[REDACTED:pem]"

  private func scrub(_ text: String) throws -> String {
    let reference = try ReferenceScrubber(rules: [Rule(id: "pem", kind: .pem)])
    return String(decoding: reference.scrub(Array(text.utf8)).output, as: UTF8.self)
  }

  private func block(_ prefix: String, end separator: String = "\n") -> String {
    [Self.begin, Self.body, Self.body, Self.end].map { prefix + $0 }.joined(separator: separator)
  }

  @Test("A plain block is one span", arguments: ["\n", "\r\n", "\\n", " "])
  func plain(separator: String) throws {
    #expect(try scrub("a " + block("", end: separator) + " b") == "a \(Self.mark) b")
  }

  @Test("An indented block and one with headers are one span")
  func indented() throws {
    #expect(try scrub(block("    ") + "\n") == "    \(Self.mark)\n")
    let headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
    #expect(try scrub("\(Self.begin)\n\(headers)\(Self.body)\n\(Self.end)") == Self.mark)
  }

  @Test("Line prefixes stay", arguments: ["> ", "| ", "  12: ", "2024-01-02T03:04:05Z out F "])
  func prefixed(prefix: String) throws {
    let lines = Array(repeating: prefix + Self.mark, count: 4).joined(separator: "\n")
    #expect(try scrub("\n" + block(prefix) + "\nx") == "\n" + lines + "\nx")
  }

  @Test("A block without an end stops at the first line that is no body")
  func truncated() throws {
    let text = "\(Self.begin)\n\(Self.body)\n\nnot a body line\n"
    #expect(try scrub(text) == "\(Self.mark)\nnot a body line\n")
  }

  @Test("Only the marker is masked if no key follows")
  func markerOnly() throws {
    #expect(try scrub("x \(Self.begin) y\n") == "x \(Self.mark) y\n")
    #expect(try scrub("\(Self.begin)\nno key here\n") == "\(Self.mark)\nno key here\n")
    #expect(try scrub("-----BEGIN CERTIFICATE-----\n\(Self.body)\n").hasPrefix("-----BEGIN C"))
  }

  @Test("A block inside a JSON string keeps the quotes")
  func inJSON() throws {
    let text = "{\"k\": \"\(block("", end: "\\n"))\\n\", \"a\": 1}\n"
    #expect(try scrub(text) == "{\"k\": \"\(Self.mark)\\n\", \"a\": 1}\n")
  }
}
