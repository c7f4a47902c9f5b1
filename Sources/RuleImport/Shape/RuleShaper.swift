internal import Scrubber

/// Makes native shapes of a foreign expression: bounded, without needless context, and never
/// finding less.
struct RuleShaper {
  /// Most bytes that all parts may match: a little under the engine's limit.
  static let longestMatch = 1_000
  /// Bytes to which a repeat without a limit is bounded, before the secret and in it.
  static let longestGap = 100
  static let longestRepeat = 192
  /// The same where the match is not extended.
  static let longestValue = 512
  /// Least count of a repeat that goes on as a run.
  static let leastRun = 20

  private(set) var changes: [ImportChange] = []

  mutating func note(_ kind: ImportChange.Kind, _ sentence: String) {
    let change = ImportChange(kind, sentence)
    if !changes.contains(change) { changes.append(change) }
  }

  /// The shapes of an expression, equal ones merged.
  ///
  /// - Parameter group: number of the group that is the secret; 0 for the first one.
  mutating func shapes(of expression: RegexParser.Result, group: Int) -> [Shape] {
    noteSyntax(expression)
    var shapes: [Shape] = []
    for branch in BranchSplitter(group: group).branches(of: expression.node) {
      if let widening = branch.widening { note(.widened, widening.sentence) }
      merge(shape(of: branch), into: &shapes)
    }
    if shapes.contains(where: \.hasTextAnchors) {
      note(
        .lineAnchor, "`^` and `$` hold at the ends of every line: a stream has no pieces of files.")
    }
    return shapes
  }

  private mutating func noteSyntax(_ expression: RegexParser.Result) {
    if expression.isWidened {
      note(.unicodeClass, "A class of Unicode characters takes every byte beyond ASCII.")
    }
    if expression.countsCharacters {
      note(
        .characterCount,
        "Limits of `.` and negated classes count bytes, not characters, beyond ASCII.")
    }
    if expression.hasLiteralBraces {
      note(.literalBrace, "A brace that repeats nothing is escaped.")
    }
  }

  /// Adds a shape; one with an equal secret becomes another alternative of what stands before it.
  private func merge(_ shape: Shape, into shapes: inout [Shape]) {
    let index = shapes.firstIndex { other in
      other.secret == shape.secret && other.after == shape.after
        && other.isWidened == shape.isWidened && (other.before == nil) == (shape.before == nil)
    }
    guard let index else { return shapes.append(shape) }
    if let old = shapes[index].before, let new = shape.before {
      shapes[index].before = .choice([old, new])
    }
  }

  private mutating func shape(of branch: Branch) -> Shape {
    var branch = branch
    moveConditions(&branch)
    let before = trimmed(branch.before)
    let after = RegexNode.concatenation(branch.after)
    var shape = Shape(secret: branch.secret, isWidened: branch.widening != nil)
    shape.before = .concatenation(before)
    if before == [.wordBoundary(isNegated: false)] {
      shape.before = nil
      note(.leftBoundary, "The word boundary before the secret is the computed left boundary.")
    }
    let kept = keptTerminator(after, secret: branch.secret)
    shape.after = kept
    bound(&shape, dropped: kept == nil ? after : .empty)
    return shape
  }

  /// Moves conditions at the secret's ends, and bytes beside a whole match, out of the secret.
  private func moveConditions(_ branch: inout Branch) {
    let isWhole = branch.before.isEmpty && branch.after.isEmpty
    var parts = branch.secret.parts
    while let first = parts.first, first.isCondition || isWhole && first.isOpening {
      branch.before.append(parts.removeFirst())
    }
    while let last = parts.last, last.isCondition || isWhole && last.isPlainTerminator {
      branch.after.insert(parts.removeLast(), at: 0)
    }
    branch.secret = .concatenation(parts)
    branch.before = branch.before.withoutRepetition
    branch.after = branch.after.withoutRepetition
  }

  /// What stands before the secret without a beginning that decides nothing: a match may start
  /// anywhere, so a part that can be empty need not be there.
  private mutating func trimmed(_ parts: [RegexNode]) -> [RegexNode] {
    var rest = parts[...]
    while let first = rest.first {
      let next = first.isCondition ? rest.dropFirst().first : first
      guard let next, next.minimumWidth == 0, !next.hasConditions else { break }
      rest = rest.dropFirst(first.isCondition ? 2 : 1)
      note(
        .leadingPart, "What may or may not stand before the rule's first text is not looked at.")
    }
    var result = Array(rest)
    if case .repeated(let body, let min, let max, _) = result.first, max != min {
      result[0] = min == 1 ? body : .repeated(body, min: min, max: min, isLazy: false)
      note(.leadingPart, "The rule's first repeat need not go back to its beginning.")
    }
    return result
  }

  // MARK: Right end

  /// What stays of what follows the secret; `nil` if the match is extended instead.
  private mutating func keptTerminator(_ after: RegexNode, secret: RegexNode) -> RegexNode? {
    let tail = secret.tailSet
    if after == .empty {
      // A repeat without a limit takes the same bytes that the match is extended over.
      guard tail.isTokenSet || secret.endsInRun(1) else { return .empty }
      if !tail.isEmpty { noteTokenEnd() }
      return nil
    }
    // Some tokens may hold the backslash, with which `\n` begins in the terminator.
    let ends = after.firstSet.subtracting(ByteSet(of: "\\"))
    let mayExtend = tail.isTokenSet || secret.endsInRun(1) && tail.isWithoutSpace
    if after.isTerminator, mayExtend, ends.isDisjoint(with: tail) {
      note(
        .terminator,
        "What must follow the secret was narrow and is left out; a boundary is computed from the "
          + "secret's own bytes.")
      if !tail.isEmpty { noteTokenEnd() }
      return nil
    }
    note(.keptTerminator, "What must follow the secret stays, so the match is not extended.")
    return after
  }

  private mutating func noteTokenEnd() {
    note(.tokenEnd, "A longer token is masked to its end.")
  }
}

extension [RegexNode] {
  /// The same without conditions that stand there twice in a row.
  fileprivate var withoutRepetition: [RegexNode] {
    reduce(into: []) { result, part in
      if !part.isCondition || result.last != part { result.append(part) }
    }
  }
}

extension RegexNode {
  /// A terminator that is a part of its own, with an end of the text or the like in it.
  fileprivate var isPlainTerminator: Bool {
    isTerminator && hasConditions
  }
}

extension Shape {
  /// Whether `^` or `$` of the whole text is in it.
  fileprivate var hasTextAnchors: Bool {
    [before, secret, after].contains { $0?.hasTextAnchors ?? false }
  }
}

extension RegexNode {
  fileprivate var hasTextAnchors: Bool {
    switch self {
    case .start(let ofLine), .end(let ofLine): !ofLine
    case .sequence(let parts), .alternation(let parts): parts.contains(where: \.hasTextAnchors)
    case .repeated(let body, _, _, _), .capture(_, let body), .ahead(let body): body.hasTextAnchors
    case .empty, .set, .wordBoundary: false
    }
  }
}

extension Branch.Widening {
  fileprivate var sentence: String {
    let reason =
      switch self {
      case .repeatedGroup: "the first group stands in a repeat and only holds it together"
      case .fixedGroup: "the first group matches a few fixed texts, which are no secret"
      case .emptyGroup: "the group can be empty"
      case .missingGroup: "the group is not in every alternative"
      case .manyBranches: "the groups stand in too many alternatives"
      }
    return "The whole match is masked: \(reason)."
  }
}
