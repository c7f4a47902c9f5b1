internal import Scrubber

/// A foreign expression that is searched in a secret or in a file name.
struct SearchPattern {
  let node: RegexNode
  /// Whether it takes more texts than the foreign one.
  let isWidened: Bool
  /// Whether it takes fewer.
  let isNarrowed: Bool

  /// `nil` if the expression is none, or is found everywhere.
  init?(_ pattern: String) {
    guard let result = try? RegexParser.parse(pattern) else { return nil }
    let original = result.node.withoutCaptures
    node = original.withoutEmptyRounds
    isNarrowed = node != original
    isWidened = result.isWidened
    if node.minimumWidth == 0, !node.hasConditions { return nil }
  }

  /// The pattern as the engine takes it; `nil` if it does not.
  var text: String? { Self.checked(PatternPrinter.print(node, .text)) }

  /// Whether it is found in a part of a text only if it is found in the text, too.
  var isLocal: Bool { !node.hasConditions }

  /// The pattern that matches where each of several is found.
  static func all(of patterns: [SearchPattern]) -> String? {
    let gap = RegexNode.repeated(
      .set(ByteSet.boundary.inverted), min: 0, max: longestText, isLazy: true)
    let conditions = patterns.map { pattern in
      let body = pattern.node.bounded(to: longestText, lowersLimits: false)
      return RegexNode.ahead(.concatenation([gap, body]))
    }
    let start = RegexNode.start(ofLine: false)
    return checked(PatternPrinter.print(.concatenation([start] + conditions), .text))
  }

  /// The pattern that finds the text itself.
  static func literal(_ text: String) -> SearchPattern? {
    if text.isEmpty { return nil }
    return SearchPattern(
      node: .concatenation(text.utf8.map { .set(ByteSet($0).folded) }), isWidened: false,
      isNarrowed: false)
  }

  /// The pattern that finds what one of several finds; `nil` for none.
  static func choice(of patterns: [SearchPattern]) -> SearchPattern? {
    if patterns.isEmpty { return nil }
    return SearchPattern(
      node: .choice(patterns.map(\.node)), isWidened: patterns.contains(where: \.isWidened),
      isNarrowed: patterns.contains(where: \.isNarrowed))
  }

  private init(node: RegexNode, isWidened: Bool, isNarrowed: Bool) {
    self.node = node
    self.isWidened = isWidened
    self.isNarrowed = isNarrowed
  }

  /// One group of all patterns that the engine takes, which the writer can state once.
  static func shared(_ patterns: [String], mayWiden: Bool) -> String? {
    let searches = patterns.compactMap { SearchPattern($0) }
      .filter { $0.text != nil && (mayWiden || !$0.isWidened) }
    return choice(of: searches)?.text.map { "(?:\($0))" }
  }

  /// No head of a secret is longer.
  private static let longestText = 1_100

  private static func checked(_ pattern: String) -> String? {
    (try? FileNamePattern(pattern)) == nil ? nil : pattern
  }
}

extension RegexNode {
  /// The same without repeats of what can be empty, which the engine refuses without a limit.
  fileprivate var withoutEmptyRounds: RegexNode {
    switch self {
    case .sequence(let parts): .concatenation(parts.map(\.withoutEmptyRounds))
    case .alternation(let branches): .alternation(branches.map(\.withoutEmptyRounds))
    case .repeated(let body, let min, nil, let isLazy) where body.minimumWidth == 0:
      // Each round of the body that takes something is one of these.
      .repeated(
        body.withoutEmptyRounds, min: Swift.min(min, 1), max: Swift.max(min, 64), isLazy: isLazy)
    case .repeated(let body, let min, let max, let isLazy):
      .repeated(body.withoutEmptyRounds, min: min, max: max, isLazy: isLazy)
    case .capture(_, let body): body.withoutEmptyRounds
    case .empty, .set, .wordBoundary, .start, .end, .ahead: self
    }
  }
}
