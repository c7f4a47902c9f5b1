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
  /// The parts that elements name by number: the ways through them.
  var parts: [[[Element]]] = []

  init(model: ByteModel, maximumOffset: Int) {
    self.model = model
    self.maximumOffset = maximumOffset
  }

  /// The best windows for `node`, one for each branch, equal ones merged.
  mutating func windows(for node: PatternNode) throws(PatternError) -> [AnchorWindow] {
    var finished: [Branch] = []
    let whole = elements(of: node) + elementsAhead(of: node)
    var pending = [branch(whole)]
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

  /// The branches that take the place of `branch`; `nil` if it is best left whole.
  private func split(_ branch: Branch, room: Int) -> [Branch]? {
    var best: (index: Int, alternatives: [[Element]])?
    var bestCost = branch.cost
    var fallback: (index: Int, alternatives: [[Element]])?
    for index in branch.elements.indices {
      let element = branch.elements[index]
      if element.isRepeatedSet, branch.cost < Self.costlyBranch { continue }
      guard let alternatives = alternatives(of: element), alternatives.count <= room
      else { continue }
      let overhead = Self.costPerWindow * Double(alternatives.count - 1)
      // The parts can't cost less than nothing.
      if overhead >= branch.cost { continue }
      var cost = overhead
      for alternative in alternatives where cost < bestCost {
        cost += self.cost(of: branch, replacing: index, with: alternative)
      }
      if cost < bestCost {
        best = (index, alternatives)
        bestCost = cost
      }
      fallback = fallback ?? (index, alternatives)
    }
    guard let chosen = best ?? (branch.isUsable ? nil : fallback) else { return nil }
    return chosen.alternatives.map { self.branch(branch, replacing: chosen.index, with: $0) }
  }

  /// Cost up to which a window that another branch has is as good as one of cost `best`.
  func sharingLimit(_ best: Double) -> Double {
    max(best * 8, Self.costPerWindow)
  }

  /// One window for each branch. A window that another branch has already is taken again where it
  /// is not much worse.
  private func merged(_ branches: [Branch]) -> [AnchorWindow] {
    var chosen: [AnchorWindow] = []
    var indices: [Sets: Int] = [:]
    for branch in branches {
      let shared =
        indices.isEmpty ? nil : candidates(of: branch).first { indices[$0.sets] != nil }
      guard let window = shared ?? best(of: branch) else { continue }
      let (sets, start) = (window.sets, window.range)
      let neighbours = self.neighbours(
        of: window.spot, at: window.element, in: branch.elements)
      if let index = indices[sets] {
        chosen[index].lowestOffset = min(chosen[index].lowestOffset, start.lowest)
        chosen[index].highestOffset = max(chosen[index].highestOffset, start.highest)
        chosen[index].neighbours = chosen[index].neighbours.common(with: neighbours)
      } else {
        indices[sets] = chosen.count
        chosen.append(
          AnchorWindow(
            classes: sets.classes, lowestOffset: start.lowest, highestOffset: start.highest,
            neighbours: neighbours))
      }
    }
    return chosen
  }
}
