internal import Scrubber

/// One way through an expression, taken apart at its secret.
struct Branch: Hashable {
  /// What stands before the secret.
  var before: [RegexNode]
  var secret: RegexNode
  /// What stands after the secret.
  var after: [RegexNode]
  /// Why the whole match is the secret instead of one group; `nil` where the group is, or where the
  /// expression has none.
  var widening: Widening?

  /// Why more than the tool's own secret is masked.
  enum Widening: String, Hashable {
    /// The first group stands in a repeat.
    case repeatedGroup
    /// The first group matches fixed texts only.
    case fixedGroup
    /// The first group can be empty.
    case emptyGroup
    /// The group is not in this branch.
    case missingGroup
    /// The expression has too many branches with groups.
    case manyBranches
  }
}

/// Takes expressions apart at the group that is the secret.
///
/// As in gitleaks, that is the group of `secretGroup`, or else the first one that is not empty, or
/// else the whole match.
struct BranchSplitter {
  /// Most ways that an expression is taken apart into.
  static let mostWays = 64

  /// The secret's group; 0 for the first one.
  let group: Int

  /// The expression's branches, in its own order.
  func branches(of node: RegexNode) -> [Branch] {
    guard let ways = ways(through: node) else {
      return [whole(node.parts, .manyBranches)]
    }
    let branches = ways.map { branch($0) }
    // Where no group counts, there is nothing to take apart.
    let isWhole = branches.allSatisfy { $0.before.isEmpty && $0.after.isEmpty }
    return isWhole && branches.count > 1 ? [whole(node.parts, branches[0].widening)] : branches
  }

  private func branch(_ parts: [RegexNode]) -> Branch {
    let groups = parts.enumerated().compactMap { index, part -> (index: Int, number: Int)? in
      if case .capture(let number, _) = part { (index, number) } else { nil }
    }
    let all = parts.flatMap(\.captures)
    guard !all.isEmpty || group > 0 else { return whole(parts, nil) }
    guard let chosen = group == 0 ? groups.first : groups.first(where: { $0.number == group })
    else { return whole(parts, group > 0 && !all.contains(group) ? .missingGroup : .repeatedGroup) }
    // A group before it that stands in a repeat would be the tool's secret.
    if group == 0, let first = all.min(), first < chosen.number {
      return whole(parts, .repeatedGroup)
    }
    let secret = parts[chosen.index].withoutCaptures
    if secret.isFixedText { return whole(parts, .fixedGroup) }
    if secret.minimumWidth == 0 { return whole(parts, .emptyGroup) }
    return Branch(
      before: parts[..<chosen.index].flatMap { $0.withoutCaptures.parts },
      secret: secret,
      after: parts[(chosen.index + 1)...].flatMap { $0.withoutCaptures.parts })
  }

  private func whole(_ parts: [RegexNode], _ widening: Branch.Widening?) -> Branch {
    Branch(
      before: [], secret: .concatenation(parts.map(\.withoutCaptures)), after: [],
      widening: widening)
  }

  // MARK: Ways

  /// All ways through a node on which groups stand in the open; `nil` if there are too many.
  private func ways(through node: RegexNode) -> [[RegexNode]]? {
    guard node.hasCaptures else { return [node.parts] }
    switch node {
    case .capture(let number, let body):
      // Only a group that was asked for is looked for within another one.
      if group > 0, number != group, body.captures.contains(group) { return ways(through: body) }
      return [[.capture(number, body.withoutCaptures)]]
    case .alternation(let branches):
      var result: [[RegexNode]] = []
      for branch in branches {
        guard let ways = ways(through: branch) else { return nil }
        result += ways
      }
      return result.count > Self.mostWays ? nil : result
    case .sequence(let parts):
      var result: [[RegexNode]] = [[]]
      for part in parts {
        guard let ways = ways(through: part), ways.count * result.count <= Self.mostWays
        else { return nil }
        result = result.flatMap { start in ways.map { start + $0 } }
      }
      return result
    case .repeated(let body, 0, 1, let isLazy):
      guard let ways = ways(through: body) else { return nil }
      return isLazy ? [[]] + ways : ways + [[]]
    default: return [[node]]
    }
  }
}
