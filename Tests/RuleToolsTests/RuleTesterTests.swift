import Scrubber
import Testing

@testable import RuleFormat
@testable import RuleTools

@Suite("scrub rules test: the examples of rules")
struct RuleTesterTests {
  @Test("the default packs pass in every context, however they are cut")
  func defaults() throws {
    var composer = PackComposer(read: { _ in throw NoFile() })
    try composer.addDefaults()
    let report = try RuleTester(composer.entries).run()
    #expect(report.failures.map(\.description) == [])
    #expect(report.rules == composer.entries.count && report.texts > 10 * report.rules)
  }

  static let good = """
    [[rules]]
    id = "acme"
    secret = 'acme_[A-Za-z0-9]{20}'
    examples = ["acme_0123456789abcdefGHIJ"]
    counter_examples = ["acme_short"]
    """

  @Test("an example is tried in every context")
  func contexts() throws {
    let report = try RuleTester(entries(Self.good)).run()
    #expect(report.failures == [])
    let example = RuleExample(text: "acme_0123456789abcdefGHIJ", secret: nil, contexts: nil)
    let written = try #require(ContextWriter(example)).written()
    #expect(written.count == 19)
    for text in written {
      #expect(!text.secret.isEmpty && text.secret.upperBound <= text.text.count)
    }
    let some = RuleExample(text: "a b", secret: "b", contexts: [.json, .bare])
    #expect(try #require(ContextWriter(some)).written().map(\.context) == ["json", "bare"])
  }

  @Test("what the example promises is checked")
  func faults() throws {
    // Too short by four bytes, too long, before the secret, not at all.
    for (rule, reason) in [
      ("secret = 'acme_[0-9]{4}(?=[0-9]{4})'\nafter = '[0-9]{4}'", "the last 4 bytes are not"),
      ("secret = 'acme_[0-9]{8} [a-z]{3}'", "4 bytes after it are masked"),
      ("before = ''\nsecret = 'x acme_[0-9]{8}'", "2 bytes before it are masked"),
      ("secret = 'other[0-9]{8}'", "nothing is masked"),
    ] {
      let pack = """
        [[rules]]
        id = "acme"
        \(rule)
        examples = [{ text = "x acme_01234567 end", secret = "acme_01234567", contexts = ["bare"] }]
        """
      let failures = try RuleTester(entries(pack)).run().failures
      #expect(failures.count == 1 && failures[0].reason.contains(reason), "\(failures)")
    }
  }

  @Test("a counter-example in which something is found fails")
  func counterExamples() throws {
    let pack =
      Self.good + "\n[[rules]]\nid = 'b'\nsecret = 'bbbb[0-9]{4}'\n"
      + "examples = ['bbbb1234']\ncounter_examples = ['x', 'bbbb5678']"
    let failures = try RuleTester(entries(pack)).run().failures
    #expect(failures.map(\.example) == [2])
    #expect(failures.map(\.isCounterExample) == [true])
    #expect(!failures[0].description.contains("bbbb5678"))
  }
}
