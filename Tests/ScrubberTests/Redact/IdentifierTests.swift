import Testing

@testable import Scrubber

@Suite("Public identifiers stay, and are reported where that is asked for")
struct IdentifierTests {
  static let rules: [Rule] = {
    var key = Rule(id: "publishable", description: "", secret: "pk_live_[a-z0-9]{8,24}")
    key.action = .inform
    return [key, Rule(id: "secret", secret: "sk_live_[a-z0-9]{8,24}")]
  }()

  private func scrubber(reports: Bool = true) throws -> SecretScrubber {
    var policy = Policy()
    policy.reportsIdentifiers = reports
    return try SecretScrubber(rules: Self.rules, policy: policy)
  }

  @Test("they are not masked, and reported only on demand")
  func reported() throws {
    let text = Array("a\nid pk_live_0123abcd and sk_live_0123abcd, pk_live_4567efgh\n".utf8)
    let found = try scrubber().scrub(text)
    #expect(found.bytes.text == "a\nid pk_live_0123abcd and [REDACTED:secret], pk_live_4567efgh\n")
    #expect(found.findings.map(\.rule) == ["publishable", "secret", "publishable"])
    #expect(found.findings.map(\.isMasked) == [false, true, false])
    #expect(found.findings.map(\.line) == [2, 2, 2])
    for finding in found.findings where !finding.isMasked {
      #expect(text[finding.input].elementsEqual(found.bytes.storage[finding.output]))
    }
    let silent = try scrubber(reports: false).scrub(text)
    #expect(silent.bytes.text == found.bytes.text)
    #expect(silent.findings.map(\.rule) == ["secret"])
  }

  @Test("those of which a part is masked are not reported")
  func masked() throws {
    var outer = Rule(id: "outer", before: "key=", secret: "[a-z0-9_]{8,40}", confidence: .context)
    outer.must = ["[0-9]"]
    var policy = Policy()
    policy.reportsIdentifiers = true
    let scrubber = try SecretScrubber(rules: Self.rules + [outer], policy: policy)
    let found = scrubber.scrub(Array("key=pk_live_0123abcd pk_live_0123abcd".utf8))
    #expect(found.bytes.text == "key=[REDACTED:outer] pk_live_0123abcd")
    #expect(found.findings.map(\.isMasked) == [true, false])
  }

  @Test("nothing depends on how the text is cut")
  func cuts() throws {
    let text = Array(
      "pk_live_0123abcd {\"k\":\"pk_live_0123abce\",\"n\":\"sk_live_01234567\"} pk_live_89abcdef"
        .utf8)
    let scrubber = try scrubber()
    let whole = scrubber.scrub(text)
    #expect(whole.findings.count == 4)
    for cut in 1..<text.count {
      for flushes in [false, true] {
        var stream = ScrubStream(scrubber)
        var sink = MemorySink()
        try stream.feed(Array(text[..<cut]), into: &sink)
        if flushes { try stream.flush(into: &sink) }
        try stream.feed(Array(text[cut...]), into: &sink)
        try stream.finish(into: &sink)
        #expect(sink.findings == whole.findings, "cut \(cut)")
        #expect(sink.bytes.storage == whole.bytes.storage)
      }
    }
  }

  @Test("they are no placeholders, hidden in base64, or rules of other kinds")
  func elsewhere() throws {
    var policy = Policy()
    policy.reportsIdentifiers = true
    var tokens = Rule(id: "tokens", kind: .entropy)
    tokens.action = .inform
    let scrubber = try SecretScrubber(rules: Self.rules + [tokens], policy: policy)
    // base64 of a publishable key and some more.
    let text = "cGtfbGl2ZV8wMTIzYWJjZCBpcyB0aGUga2V5 pk%5Flive%5F0123abcd"
    let found = scrubber.scrub(Array(text.utf8))
    #expect(found.bytes.text == text)
    #expect(found.findings.isEmpty)
  }
}
