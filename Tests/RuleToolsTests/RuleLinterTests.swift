import RuleFormat
import Scrubber
import Testing

@testable import RuleTools

@Suite("scrub rules lint")
struct RuleLinterTests {
  private func checks(_ rules: String) throws -> [String] {
    RuleLinter(try entries(rules)).run().remarks.map { "\($0.severity.rawValue) \($0.check)" }
  }

  static let examples = "examples = ['acme_01234567', 'acme_98765432']\ncounter_examples = ['x']\n"

  @Test("the default packs have no remarks")
  func defaults() throws {
    var composer = PackComposer(read: { _ in throw NoFile() })
    try composer.addDefaults()
    let report = RuleLinter(composer.entries).run()
    #expect(report.remarks.map(\.description) == [])
    #expect(report.measures.count == composer.entries.count)
    // What a stream may hold back is stated, and it is what the widest rule needs.
    let widest = report.measures.map(\.holdBack).max() ?? 0
    #expect(report.holdBack >= widest && report.holdBack < 64 << 10)
  }

  @Test("a good rule has no remarks")
  func good() throws {
    #expect(
      try checks(
        "[[rules]]\nid = 'a'\nsecret = 'acme_[0-9]{8}'\nkeywords = ['acme_']\n"
          + Self.examples)
        == [])
  }

  @Test("missing examples")
  func missingExamples() throws {
    #expect(
      try checks("[[rules]]\nid = 'a'\nsecret = 'acme_[0-9]{8}'\n")
        == ["error examples", "warning examples"])
  }

  @Test("repeats in each other, and side by side, are slow")
  func slow() throws {
    let nested = try checks(
      "[[rules]]\nid = 'a'\nsecret = 'acme_(?:[a-z]{1,20}){1,20}[0-9]'\n" + Self.examples)
    #expect(nested.contains("error slow-pattern"), "\(nested)")
    let three = try checks(
      "[[rules]]\nid = 'a'\nsecret = 'acme_[a-z]{0,90}[a-z]{0,90}[a-z]{0,90}[0-9]'\n"
        + Self.examples)
    #expect(three.contains { $0.hasSuffix("slow-pattern") }, "\(three)")
    let linear = try checks(
      "[[rules]]\nid = 'a'\nsecret = 'acme_[a-z]{0,90}[0-9]{8}'\n" + Self.examples)
    #expect(!linear.contains { $0.hasSuffix("slow-pattern") }, "\(linear)")
  }

  @Test("the attack is shown with what it costs")
  func attack() throws {
    let pack = "[[rules]]\nid = 'a'\nsecret = 'acme_(?:[a-z]{1,20}){1,20}[0-9]'\n" + Self.examples
    let measure = try #require(RuleLinter(try entries(pack)).run().measures.first)
    #expect(measure.attack.starts(with: "acme_".utf8))
    #expect(measure.steps > RuleLinter.mostSteps)
  }

  @Test("keywords that no match needs, and short ones")
  func keywords() throws {
    #expect(
      try checks(
        "[[rules]]\nid = 'a'\nsecret = 'acme_[0-9]{8}'\nkeywords = ['other', 'ac']\n"
          + Self.examples) == ["warning keyword"])
    #expect(
      try checks(
        "[[rules]]\nid = 'a'\nsecret = 'acme_[0-9]{8}'\nkeywords = ['other']\n"
          + Self.examples) == ["warning keyword"])
  }

  @Test("refused rules are errors")
  func refused() throws {
    #expect(
      try checks("[[rules]]\nid = 'a'\nbefore = 'acme.*'\nsecret = '[0-9]{8}'\n" + Self.examples)
        == ["error refused"])
    #expect(
      try checks("[[rules]]\nid = 'a'\nsecret = 'acme_[0-9]{8}'\nmax_bytes = 12\n" + Self.examples)
        == ["error refused"])
  }

  @Test("the same rule twice, and one that always goes by another name")
  func duplicates() throws {
    let one = "[[rules]]\nid = 'a'\nsecret = 'acme_[0-9]{8}'\n" + Self.examples
    let same = "[[rules]]\nid = 'b'\nsecret = 'acme_[0-9]{8}'\n" + Self.examples
    #expect(try checks(one + same) == ["error duplicate", "warning shadowed"])
    let inside = "[[rules]]\nid = 'b'\nsecret = 'acme_[0-9]{6,8}'\nconfidence = 'context'\n"
    #expect(try checks(one + inside + Self.examples) == ["warning shadowed"])
  }

  @Test("a rule that finds something in a placeholder")
  func placeholders() throws {
    let rule =
      "[[rules]]\nid = 'a'\nsecret = 'REDACTED:[a-z]{1,8}'\n"
      + "examples = ['REDACTED:x', 'REDACTED:y']\ncounter_examples = ['x']\n"
    let other = "[[rules]]\nid = 'b'\nsecret = 'acme_[0-9]{8}'\n" + Self.examples
    #expect(try checks(rule + other).contains("error placeholder"))
  }
}
