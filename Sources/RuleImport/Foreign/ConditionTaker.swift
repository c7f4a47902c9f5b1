internal import Scrubber

/// Takes the conditions that keep matches from being reported into a native rule.
///
/// Each condition that is left out makes the rule mask more, which is the safe side; one that would
/// keep more secrets unmasked than the tool does is never taken.
struct ConditionTaker {
  let shape: Shape
  private(set) var changes: [ImportChange] = []

  init(_ shape: Shape) {
    self.shape = shape
  }

  private mutating func note(_ kind: ImportChange.Kind, _ sentence: String) {
    let change = ImportChange(kind, sentence)
    if !changes.contains(change) { changes.append(change) }
  }

  mutating func take(_ conditions: [ForeignCondition], into rule: inout Rule) {
    for condition in conditions {
      if condition.tests.count == 1, let test = condition.tests.first {
        take(test, into: &rule)
      } else {
        takeAll(condition.tests, into: &rule)
      }
    }
  }

  private mutating func take(_ test: ForeignCondition.Test, into rule: inout Rule) {
    switch test {
    case .entropy(let limit):
      if shape.isWidened {
        note(.entropyLeftOut, "The least entropy is that of a part of what is masked: left out.")
      } else {
        rule.minimumEntropy = min(8, max(rule.minimumEntropy ?? 0, limit))
      }
    case .finds(let patterns, .path): takePaths(patterns, into: &rule)
    case .finds(let patterns, let target): take(patterns, target, into: &rule)
    case .lacks(let patterns, .secret): takeNeeded(patterns, into: &rule)
    case .lacks(_, let target):
      note(.filterLeftOut, "A condition on the \(target.rawValue) is left out.")
    case .words(let words):
      if shape.isWidened {
        note(.allowlistLeftOut, "Stop words are those of a part of what is masked: left out.")
      } else {
        rule.stopwords += words.filter { !$0.isEmpty && !rule.stopwords.contains($0) }
        note(.stopwords, "Secrets with one of \(words.count) stop words are left alone.")
      }
    case .other(let name): note(.filterLeftOut, "\(name.capitalizedFirst) is left out.")
    }
  }

  // MARK: Patterns

  private mutating func take(
    _ patterns: [String], _ target: ForeignCondition.Target, into rule: inout Rule
  ) {
    if shape.isWidened {
      note(.allowlistLeftOut, "An allowlist is for a part of what is masked: left out.")
      return
    }
    let isWhole = target == .secret || target == .match && shape.isWholeMatch
    var taken = 0
    for pattern in patterns {
      guard let search = SearchPattern(pattern), !search.isWidened, let text = search.text,
        isWhole || search.isLocal && search.node.canMatch(within: shape.secret.allBytes)
      else { continue }
      if !rule.mustNot.contains(text) { rule.mustNot.append(text) }
      taken += 1
    }
    if taken > 0 {
      let place = isWhole ? "" : ", where it is found in the secret itself"
      note(.allowlist, "An allowlist became `must_not`\(place).")
    }
    if taken < patterns.count {
      let place = isWhole ? "" : " of the \(target.rawValue)"
      note(
        .allowlistLeftOut,
        "\(patterns.count - taken) of \(patterns.count) allowed patterns\(place) are left out.")
    }
  }

  /// One of the patterns must be found in the secret.
  private mutating func takeNeeded(_ patterns: [String], into rule: inout Rule) {
    let searches = patterns.compactMap { SearchPattern($0) }
    guard !shape.isWidened, searches.count == patterns.count,
      let choice = SearchPattern.choice(of: searches), !choice.isNarrowed, let text = choice.text
    else {
      note(.filterLeftOut, "A condition on the secret is left out.")
      return
    }
    rule.must.append(text)
    note(.filter, "A condition on the secret became `must`.")
  }

  private mutating func takePaths(_ patterns: [String], into rule: inout Rule) {
    let texts = patterns.compactMap { SearchPattern($0)?.text }
    rule.exceptPaths += texts.filter { !rule.exceptPaths.contains($0) }
    note(.paths, "Files that an allowlist names are left out, where the name is known.")
    if texts.count < patterns.count {
      note(.allowlistLeftOut, "A pattern of paths is left out.")
    }
  }

  /// Several tests that must all hold: they can be taken if all are about the secret.
  private mutating func takeAll(_ tests: [ForeignCondition.Test], into rule: inout Rule) {
    var searches: [SearchPattern] = []
    for test in tests {
      let choices: [SearchPattern?]
      switch test {
      case .finds(let patterns, .secret): choices = patterns.map { SearchPattern($0) }
      case .words(let words): choices = words.map { SearchPattern.literal($0) }
      default: choices = [nil]
      }
      let known = choices.compactMap { $0 }
      guard known.count == choices.count, !shape.isWidened,
        let choice = SearchPattern.choice(of: known), !choice.isWidened
      else {
        note(
          .allowlistLeftOut,
          "An allowlist whose tests must hold together asks for more than the secret: left out.")
        return
      }
      searches.append(choice)
    }
    guard let text = SearchPattern.all(of: searches) else {
      note(.allowlistLeftOut, "An allowlist whose tests must hold together is left out.")
      return
    }
    rule.mustNot.append(text)
    note(.allowlist, "An allowlist whose tests must hold together became one `must_not`.")
  }
}

extension Shape {
  /// Whether the secret is all that the tool matched.
  fileprivate var isWholeMatch: Bool {
    (before ?? .empty) == .empty && (after ?? .empty) == .empty
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
