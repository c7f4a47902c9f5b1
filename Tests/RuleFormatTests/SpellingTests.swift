import Testing

@testable import RuleFormat

@Suite("Guessing what was meant")
struct SpellingTests {
  @Test("a word with one wrong letter is recognised")
  func near() {
    #expect(Spelling.nearest(to: "secrt", in: ["secret", "before"]) == "secret")
    #expect(Spelling.nearest(to: "vaildator", in: ["validator", "after"]) == "validator")
  }

  @Test("a word that resembles none is left alone")
  func far() {
    #expect(Spelling.nearest(to: "colour", in: ["secret", "before"]) == nil)
    #expect(Spelling.nearest(to: String(repeating: "x", count: 100), in: ["x"]) == nil)
    #expect(Spelling.nearest(to: "a", in: []) == nil)
  }

  @Test("versions compare by number, not by text")
  func versions() throws {
    let low = try #require(EngineVersion("0.9.0"))
    let high = try #require(EngineVersion("0.10.0"))
    #expect(low < high)
    #expect(EngineVersion("1.2") == nil)
    #expect(EngineVersion("1.2.x") == nil)
    #expect(EngineVersion("1..2") == nil)
    #expect(EngineVersion("+1.2.3") == nil)
  }
}
