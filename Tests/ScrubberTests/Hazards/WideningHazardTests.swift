import Testing

@testable import RandomCases
@testable import Scrubber

/// Registered matches that stand for many raw bytes.
@Suite("Hazards of widened matches")
struct WideningHazardTests {
  private static let mask = RegisteredHazard.mask
  private static let secret = "bbbbaabbbaaaabbbaaaaabab"
  /// 250 bytes that a terminal does not show.
  private static let removed = "\u{1B}]0;" + String(repeating: " ", count: 245) + "\u{7}"

  private func expect(
    _ input: String, _ output: String, secret: String = secret,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try RegisteredHazard.expect(input, output, secret: secret, sourceLocation: sourceLocation)
  }

  @Test("What a match is widened to does not count for its raw budget")
  func widenedFar() throws {
    let r = Self.removed
    try expect("e\(r)L\(r)s\(r)iYmJiYWFiYmJhYWFhYmJiYWFhYWFiYWJ", Self.mask)
  }

  @Test("A match that fills its raw budget is widened to the right as any other")
  func widenedBehindBudget() throws {
    let r = Self.removed
    try expect("eLsiYmJi\(r)YWFiYmJhYWFh\(r)YmJiYWFhYWFiYW\(r)J\(r)=", Self.mask)
  }

  @Test("Removed bytes whose end is far off are a boundary however the stream is cut")
  func commandBehindRemoved() throws {
    let title = "efgh" + String(repeating: " ", count: 248)
    let text = "abcd\(Self.removed)\u{1B}]\(title)\u{7}"
    try expect(text, text, secret: "abcdefgh")
  }

  @Test("All of a long secret is masked in base64, at any phase")
  func longSecret() throws {
    var random = PropertyRandom(seed: 1)
    let secret = random.bytes(4_000, of: "abcdefghijklmnopqrstuvwxyz0123456789")
    let scrubber = try SecretScrubber(rules: [], secrets: [RegisteredSecret(value: secret)])
    for lead in ["", "x", "xy"] {
      let text = Array("<".utf8) + PropertyInput.base64(Array(lead.utf8) + secret, isURL: false)
      let output = scrubber.scrub(text + Array(">".utf8)).bytes.text
      let same = output == "<\(Self.mask)>"
      #expect(same, "\(output.count) bytes are left behind a lead of \(lead.utf8.count)")
    }
  }
}
