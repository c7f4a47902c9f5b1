import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

/// Which label stands where two masked ranges come to touch only by what redaction makes of them.
@Suite("Labels of unions that nearly touch")
struct UnionLabelTests {
  private func check(
    rules: [Rule], secrets: [String] = [], policy: Policy = Policy(), _ input: String,
    gives expected: String
  ) throws {
    let secrets = secrets.map { Array($0.utf8) }
    let engine = try EngineUnderTest(rules: rules, secrets: secrets, policy: policy)
    let input = Array(input.utf8)
    let reference = try ReferenceScrubber(
      rules: rules, secrets: secrets, policy: policy, limits: ReferenceLimits(base64RunLimit: 128)
    ).scrub(input)
    for chunks in [[input[...]], input.indices.map { input[$0...$0] }] {
      for isFlushing in [false, true] {
        let result = try engine.scrub(chunks: chunks, isFlushing: isFlushing)
        #expect(String(decoding: result.output, as: UTF8.self) == expected)
        #expect(Agreement.difference(result, reference, input: input) == nil)
      }
    }
  }

  @Test("A range that begins behind a placeholder has its own label")
  func behindPlaceholder() throws {
    // The marker's 64 bytes end inside of the placeholder in the decoded view.
    let quoted = Rule(
      id: "quoted", before: #"password\\{0,7}["']?[:=]\\{0,7}["']"#, secret: "[^\"'\\r\\n]{1,36}",
      eater: .quoted)
    var pem = Rule(id: "pem", kind: .pem)
    pem.placeholder = "<key>"
    let value = PropertyInput.base64(Array(#"  password="abcdefgh" "#.utf8), isURL: false)
    try check(
      rules: [pem, quoted],
      "PuTTY-User-Key-File-2:" + String(repeating: "a", count: 58) + #"\\\\\\"#
        + "[REDACTED:unscanned]" + String(decoding: value, as: UTF8.self),
      gives: "<key>[REDACTED:unscanned][REDACTED:quoted]")
  }

  @Test("A range that is widened to the one before it is one with it, to its end")
  func widened() throws {
    let rule = Rule(id: "tail", secret: "u00a{2,3}(?:[^\\n]{2,9})")
    try check(
      rules: [rule], secrets: ["cadedfda"], #""cadedfda\u00aa"c"#,
      gives: "\"[REDACTED:registered-secret]\"[REDACTED:registered-secret]")
  }
}
