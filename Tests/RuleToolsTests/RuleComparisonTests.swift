import RuleFormat
import Scrubber
import Testing

@testable import RuleTools

@Suite("scrub rules diff and bench")
struct RuleComparisonTests {
  @Test("what only one set masks is told, with its place")
  func differences() throws {
    let old = try entries(
      "[[rules]]\nid = 'a'\nsecret = 'aaaa[0-9]{4}'\n[[rules]]\nid = 'b'\nsecret = 'bbbb[0-9]{4}'")
    let new = try entries(
      "[[rules]]\nid = 'b'\nsecret = 'bbbb[0-9]{4}x?'\n[[rules]]\nid = 'c'\nsecret = 'cccc[0-9]{4}'"
    )
    let comparison = try RuleComparison(old: old.map(\.rule), new: new.map(\.rule))
    let text = Array("aaaa1234 bbbb1234\n bbbb1234x cccc1234\n".utf8)
    let found = comparison.differences(in: text, called: "log")
    #expect(found.map(\.rule) == ["a", "b", "c"])
    #expect(found.map(\.isNew) == [false, true, true])
    #expect(found.map(\.line) == [1, 2, 2])
    #expect(found.map(\.offset) == [0, 27, 29])
    #expect(found.map(\.length) == [8, 1, 8])
    #expect(
      try RuleComparison(old: old.map(\.rule), new: old.map(\.rule))
        .differences(in: text, called: "log") == [])
  }

  @Test("a meter counts what each rule does")
  func meter() throws {
    let rules = try entries(
      "[[rules]]\nid = 'a'\nsecret = 'aaaa[0-9]{4}'\n[[rules]]\nid = 'b'\nsecret = 'bbbb[0-9]{4}'"
    ).map(\.rule)
    var time = 0.0
    let meter = RuleMeter(rules, corpus: [Array("aaaa1234 aaaa5678 bbbbx".utf8)]) {
      time += 1
      return time
    }
    let report = try meter.run()
    #expect(report.bytes == 23)
    let rows = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.rule, $0) })
    #expect(rows["a"]?.hits == 2 && rows["b"]?.hits == 0)
    #expect(rows["a"].map { $0.attempts >= 2 && $0.candidates >= 2 } == true)
  }
}
