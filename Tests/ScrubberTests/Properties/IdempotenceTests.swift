import Testing

@testable import RandomCases
@testable import Scrubber

@Suite("A second pass")
struct IdempotenceTests {
  @Test("A second pass keeps every placeholder and masks only what touches one")
  func secondPassKeepsPlaceholders() {
    Property.check(rounds: 300) { random in
      var example = PropertyCase(using: &random)
      // A fixed text of less than four bytes is no placeholder on the second pass.
      if case .fixed = example.policy.replacement { example.policy.replacement = .typed }
      for index in example.rules.indices { example.rules[index].placeholder = nil }
      example.rules.removeAll(where: Self.looksAround)
      let engine = try example.engine()
      let input = example.text(size: 1_000, using: &random)
      let first = try engine.scrub(input)
      let second = try engine.scrub(first.output)
      let placeholders = first.findings.map { Self.bare($0.output, in: first.output) }
      for finding in second.findings {
        if let lost = placeholders.first(where: { $0.overlaps(finding.input) }) {
          return "placeholder at \(lost) is masked by \(finding)\n\(example.show(input))"
        }
        // Within one window of a placeholder: an escape sequence that it cut is none any more.
        let reach = 512
        let isNear = placeholders.contains {
          $0.lowerBound - reach <= finding.input.upperBound
            && finding.input.lowerBound <= $0.upperBound + reach
        }
        if !isNear, !Self.isBesidePlaceholder(finding.input, in: first.output) {
          return "new mask touches no placeholder: \(finding)\n\(example.show(input))"
        }
      }
      return nil
    }
  }

  /// A placeholder of the input may be the neighbour too.
  private static func isBesidePlaceholder(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    let start = Array("[REDACTED:".utf8)
    return text[..<range.lowerBound].last == UInt8(ascii: "]")
      || text[range.upperBound...].starts(with: start)
  }

  /// The placeholder without the quotes that replace a number.
  private static func bare(_ range: Range<Int>, in text: [UInt8]) -> Range<Int> {
    guard text[range.lowerBound] == UInt8(ascii: "\"") else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// Whether the rule sees bytes beside its secret, which the first pass may have masked.
  private static func looksAround(_ rule: Rule) -> Bool {
    let texts = [rule.before ?? "", rule.secret, rule.after ?? ""]
    return rule.after != nil || texts.contains { $0.contains("(?!") || $0.contains("(?<!") }
  }
}
