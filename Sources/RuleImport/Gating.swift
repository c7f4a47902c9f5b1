internal import Scrubber

/// What became of the things that decide in a scanner whether a match is reported at all.
///
/// What a rule waits for may come later than a stream can wait, so nothing gates a match: it only
/// makes it less sure.
struct Gating {
  /// Whether a match without its company is less sure.
  var isOnlyContext: Bool
  /// Whether the rule finds something that is no secret.
  var isIdentifier = false

  /// Looks at keywords, at other rules that must match, and at live checks.
  init(
    of foreign: ForeignRule, _ expression: RegexParser.Result,
    into entry: inout ImportReport.Entry
  ) {
    isOnlyContext = foreign.isGeneric
    if !Keywords.areImplied(by: expression.node, foreign.keywords) {
      isOnlyContext = true
      entry.note(
        .keyword,
        "The rule does not wait for its keywords, which may come later; its confidence is "
          + "`context`.")
    }
    if !foreign.required.isEmpty {
      isOnlyContext = true
      entry.note(
        .composite,
        "The rule masks without a match of \(foreign.required.joined(separator: ", ")); its "
          + "confidence is `context`.")
    }
    if foreign.isComponent {
      isOnlyContext = true
      isIdentifier = Self.namesIdentifier(foreign.id)
      entry.note(
        .component,
        isIdentifier
          ? "The rule only helped others; by its id it finds names and no secrets: `inform`."
          : "The rule only helped others; it masks by itself.")
    }
    if foreign.hasValidation {
      entry.note(.validation, "No service is asked whether a secret is valid.")
    }
  }

  private static let identifierWords = ["id", "name", "host", "url", "address"]

  /// Whether the last word of the id, numbers aside, names what is no secret.
  private static func namesIdentifier(_ id: String) -> Bool {
    let words = id.lowercased().split { !$0.isLetter }
    return words.last.map { identifierWords.contains(String($0)) } ?? false
  }
}

extension RegexNode {
  /// Whether it finds private key blocks from their first line on.
  func isPrivateKey(_ text: String) -> Bool {
    guard text.contains("PRIVATE KEY") else { return false }
    let start = parts.prefix(10).map { part -> UInt8 in
      guard case .set(let set) = part, set.foldedCount == 1 else { return 0 }
      return set.bytes.first ?? 0
    }
    return start == Array("-----BEGIN".utf8)
  }
}
