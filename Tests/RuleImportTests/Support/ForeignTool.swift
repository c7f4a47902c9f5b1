import Glibc
import Scrubber

@testable import RuleImport

/// What gitleaks would report for one rule in one text, as its source has it.
struct ForeignTool {
  let rule: ForeignRule
  let conditions: [ForeignCondition]
  let expression: RegexParser.Result

  /// `nil` for a rule without an expression.
  init?(_ rule: ForeignRule, in pack: ForeignPack) throws {
    guard let regex = rule.regex else { return nil }
    self.rule = rule
    conditions = rule.conditions + pack.conditions
    expression = try RegexParser.parse(regex)
  }

  /// The range of the first match's secret, if it would be reported, and whether it is the whole
  /// match.
  func secret(in text: [UInt8]) -> (range: Range<Int>, isWhole: Bool)? {
    var matcher = ForeignMatcher(text)
    guard let match = matcher.first(of: expression.node) else { return nil }
    var range = match.range
    var isWhole = true
    if rule.secretGroup > 0 {
      guard let group = match.captures[rule.secretGroup] else { return nil }
      (range, isWhole) = (group, false)
    } else if expression.captureCount > 0 {
      for number in 1...expression.captureCount {
        guard let group = match.captures[number], !group.isEmpty else { continue }
        (range, isWhole) = (group, false)
        break
      }
    }
    let secret = Array(text[range])
    let isDropped = conditions.contains { condition in
      condition.tests.allSatisfy { holds($0, secret: secret, match: Array(text[match.range])) }
    }
    return isDropped || secret.isEmpty ? nil : (range, isWhole)
  }

  /// Whether a test that keeps a match from being reported holds; `false` for those that ask for
  /// more than the match: the importer leaves them out as well.
  private func holds(_ test: ForeignCondition.Test, secret: [UInt8], match: [UInt8]) -> Bool {
    switch test {
    case .entropy(let limit): Self.entropy(secret) <= limit
    case .finds(let patterns, .secret): patterns.contains { Self.finds($0, secret) }
    case .finds(let patterns, .match): patterns.contains { Self.finds($0, match) }
    case .lacks(let patterns, .secret): !patterns.contains { Self.finds($0, secret) }
    case .words(let words): words.contains { Self.contains(secret, $0) }
    case .finds, .lacks, .other: false
    }
  }

  private static func finds(_ pattern: String, _ text: [UInt8]) -> Bool {
    guard let node = try? RegexParser.parse(pattern).node else { return false }
    var matcher = ForeignMatcher(text)
    return matcher.first(of: node) != nil
  }

  private static func contains(_ text: [UInt8], _ word: String) -> Bool {
    String(decoding: text, as: UTF8.self).lowercased().contains(word.lowercased())
  }

  static func entropy(_ bytes: [UInt8]) -> Double {
    var counts: [UInt8: Int] = [:]
    for byte in bytes { counts[byte, default: 0] += 1 }
    return counts.values.reduce(0) { sum, count in
      let share = Double(count) / Double(bytes.count)
      return sum - share * log2(share)
    }
  }
}
