internal import Scrubber

/// What holds for all rules of a foreign file, made native once.
struct SharedConditions {
  /// Each one group.
  private var mustNot: [String] = []
  private var exceptPaths: [String] = []
  private var stopwords: [String] = []
  private(set) var changes: [ImportChange] = []

  init(_ pack: ForeignPack) {
    if !pack.exceptPaths.isEmpty {
      exceptPaths = SearchPattern.shared(pack.exceptPaths, mayWiden: true).map { [$0] } ?? []
      note(.paths, "No rule is for files that the file's allowlists name, where the name is known.")
    }
    for condition in pack.conditions {
      guard condition.tests.count == 1, let test = condition.tests.first else {
        note(
          .allowlistLeftOut,
          "An allowlist for all rules whose tests must hold together is left out.")
        continue
      }
      take(test)
    }
  }

  private mutating func note(_ kind: ImportChange.Kind, _ sentence: String) {
    changes.append(ImportChange(kind, sentence))
  }

  private mutating func take(_ test: ForeignCondition.Test) {
    switch test {
    case .finds(let patterns, .secret):
      guard let text = SearchPattern.shared(patterns, mayWiden: false) else { break }
      mustNot.append(text)
      return note(
        .allowlist,
        "The allowlist of the secrets of all rules became `must_not` of each that masks just the "
          + "tool's secret.")
    case .words(let words):
      stopwords += words.filter { !$0.isEmpty }
      return note(
        .stopwords, "Secrets with one of \(words.count) stop words for all rules are left alone.")
    default: break
    }
    note(.allowlistLeftOut, "A condition for all rules is left out.")
  }

  /// Adds all of it to a rule.
  func add(to rule: inout Rule, of shape: Shape) {
    rule.exceptPaths += exceptPaths
    guard !shape.isWidened else { return }
    rule.mustNot += mustNot
    rule.stopwords += stopwords.filter { !rule.stopwords.contains($0) }
  }
}
