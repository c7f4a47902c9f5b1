internal import RuleFormat
internal import Scrubber

/// The patterns of one native rule.
struct Shape {
  /// `nil` for the computed boundary; `.empty` for none.
  var before: RegexNode?
  var secret: RegexNode
  /// `nil` where the match is extended instead; `.empty` for neither.
  var after: RegexNode?
  /// Whether the secret ends in a repeat without a limit.
  var isRunEater = false
  /// Whether more than the tool's own secret is masked, so that conditions on it can't be asked.
  var isWidened = false

  var beforeText: String? { before.map { PatternPrinter.print($0) } }
  var secretText: String { PatternPrinter.print(secret) }
  var afterText: String? { after.map { PatternPrinter.print($0) } }

  /// Whether the secret itself says what it is: it holds a fixed text of three bytes.
  var hasOwnText: Bool { secret.longestText >= 3 }
}

extension RegexNode {
  /// Length of the longest fixed text that is in every match; an estimate.
  fileprivate var longestText: Int {
    switch self {
    case .sequence(let parts):
      var longest = 0
      var run = 0
      for part in parts {
        if case .set(let set) = part, set.foldedCount == 1 {
          run += 1
        } else {
          run = 0
          longest = Swift.max(longest, part.longestText)
        }
        longest = Swift.max(longest, run)
      }
      return longest
    case .alternation(let branches): return branches.map(\.longestText).min() ?? 0
    case .repeated(let body, let min, _, _): return min > 0 ? body.longestText : 0
    case .capture(_, let body): return body.longestText
    case .set(let set): return set.foldedCount == 1 ? 1 : 0
    case .empty, .wordBoundary, .start, .end, .ahead: return 0
    }
  }
}
