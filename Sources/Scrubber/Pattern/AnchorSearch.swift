/// Chooses anchor windows: splits a pattern into branches where that makes the windows rarer.
struct AnchorSearch {
  /// Most branches that one pattern is split into.
  static let maximumBranches = 64
  /// What one more window must save, as a share of positions: every window takes table space.
  private static let costPerWindow = 4e-6
  /// Optional single bytes are worth a split only in branches that cost more than this.
  private static let costlyBranch = 1e-4

  let model: ByteModel
  let maximumOffset: Int

  /// The best windows for `node`, one for each branch, equal ones merged.
  func windows(for node: PatternNode) throws(PatternError) -> [AnchorWindow] {
    var finished: [Branch] = []
    var pending = [branch(Self.elements(of: node) + Self.elementsAhead(of: node))]
    while let next = pending.popLast() {
      let room = Self.maximumBranches - finished.count - pending.count
      if let parts = split(next, room: room) {
        pending.append(contentsOf: parts.reversed())
      } else if next.isUsable {
        finished.append(next)
      } else {
        throw PatternError(
          offset: 0, reason: "no four bytes of every match are rare enough to look for",
          advice: "the rule needs a literal of at least 2 to 3 bytes in its first "
            + "\(maximumOffset) bytes")
      }
    }
    return merged(finished)
  }

  // MARK: Branches

  /// One way through the pattern, with the windows that could stand for it.
  struct Branch {
    var elements: [PatternNode]
    /// Rarest first.
    var candidates: [Candidate]

    var cost: Double { candidates.first?.cost ?? Candidate.unusableCost }
    var isUsable: Bool { candidates.first?.isUsable ?? false }
  }

  private func branch(_ elements: [PatternNode]) -> Branch {
    Branch(elements: elements, candidates: candidates(of: elements))
  }

  /// The parts of a sequence with the structure that does not matter here taken away.
  static func elements(of node: PatternNode) -> [PatternNode] {
    switch node {
    case .empty, .look, .wordBoundary, .start, .end: []
    case .sequence(let parts): parts.flatMap(elements)
    case .atomic(let body): elements(of: body)
    case .repeated(.set, _, _, _), .set, .alternation: [node]
    case .repeated(let body, let min, let max, let greed):
      if min == 0 {
        [node]
      } else if max == 1 {
        elements(of: body)
      } else {
        // The first turn in the open, so that windows can lie in it.
        elements(of: body) + [
          .repeated(body, min: min - 1, max: max.map { $0 - 1 }, greed: greed)
        ]
      }
    }
  }

  /// What a look-ahead at the very end says about the bytes after a match.
  private static func elementsAhead(of node: PatternNode) -> [PatternNode] {
    guard case .sequence(let parts) = node,
      case .look(.ahead, negative: false, let body)? = parts.last
    else { return [] }
    return elements(of: body)
  }

  /// The branches that take the place of `branch`; `nil` if it is best left whole.
  private func split(_ branch: Branch, room: Int) -> [Branch]? {
    var best: [Branch]?
    var bestCost = branch.cost
    var fallback: [Branch]?
    for index in branch.elements.indices {
      let element = branch.elements[index]
      if case .repeated(.set, _, _, _) = element, branch.cost < Self.costlyBranch { continue }
      guard let alternatives = Self.alternatives(of: element), alternatives.count <= room
      else { continue }
      let overhead = Self.costPerWindow * Double(alternatives.count - 1)
      // The parts can't cost less than nothing.
      if overhead >= branch.cost { continue }
      let parts = alternatives.map { alternative in
        var elements = branch.elements
        elements.replaceSubrange(index...index, with: alternative)
        return self.branch(elements)
      }
      let cost = parts.reduce(overhead) { $0 + $1.cost }
      if cost < bestCost {
        best = parts
        bestCost = cost
      }
      fallback = fallback ?? parts
    }
    return best ?? (branch.isUsable ? nil : fallback)
  }

  /// The ways through an element that a branch can be split into.
  private static func alternatives(of element: PatternNode) -> [[PatternNode]]? {
    switch element {
    case .alternation(let branches): branches.map(elements)
    case .repeated(let body, min: 0, max: 1, _): [elements(of: body), []]
    default: nil
    }
  }

  /// Cost up to which a window that another branch has is as good as one of cost `best`.
  func sharingLimit(_ best: Double) -> Double {
    max(best * 8, Self.costPerWindow)
  }

  /// One window for each branch. A window that another branch has already is taken again where it
  /// is not much worse.
  private func merged(_ branches: [Branch]) -> [AnchorWindow] {
    var chosen: [AnchorWindow] = []
    var indices: [[ByteSet]: Int] = [:]
    for branch in branches {
      guard let best = branch.candidates.first else { continue }
      let shared = branch.candidates.first { indices[$0.window.classes] != nil }
      let window = (shared ?? best).window
      if let index = indices[window.classes] {
        chosen[index].lowestOffset = min(chosen[index].lowestOffset, window.lowestOffset)
        chosen[index].highestOffset = max(chosen[index].highestOffset, window.highestOffset)
      } else {
        indices[window.classes] = chosen.count
        chosen.append(window)
      }
    }
    return chosen
  }
}
