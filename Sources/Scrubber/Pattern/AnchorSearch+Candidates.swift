extension AnchorSearch {
  /// A window that stands in every match of a branch.
  struct Candidate {
    /// Cost of a window that lets too many combinations through.
    static let unusableCost = 1e3

    var window: AnchorWindow
    var cost: Double
    var isUsable: Bool

    init(_ window: AnchorWindow, model: ByteModel) {
      self.window = window
      let combinations = window.combinations
      isUsable = combinations <= AnchorWindow.maximumCombinations
      var cost = window.probability(in: model)
      if combinations > AnchorWindow.preferredCombinations {
        cost *= Double(combinations) / Double(AnchorWindow.preferredCombinations)
      }
      // Every hit is tried at every start in the range.
      cost *= 1 + Double(window.highestOffset - window.lowestOffset) / 8
      self.cost = isUsable ? cost : Self.unusableCost + cost
    }
  }

  /// The windows that are rare enough to be chosen, rarest first.
  func candidates(of elements: [PatternNode]) -> [Candidate] {
    var result: [Candidate] = []
    var lowest = 0
    var highest = 0
    for index in elements.indices {
      let element = elements[index]
      let rest = elements[(index + 1)...]
      for (start, low, high) in starts(in: element)
      where highest + high <= maximumOffset {
        let window = AnchorWindow(
          classes: classes(from: start, rest), lowestOffset: lowest + low,
          highestOffset: highest + high)
        result.append(Candidate(window, model: model))
      }
      guard let width = element.maximumWidth, highest + width <= maximumOffset else { break }
      lowest += element.minimumWidth
      highest += width
    }
    guard let best = result.lazy.map(\.cost).min() else { return [] }
    // Sharing a window is the only reason to take another one than the best.
    let limit = sharingLimit(best)
    return result.filter { $0.cost <= limit }.sorted { $0.cost < $1.cost }
  }

  /// The places in `element` where a window can start: what is left of the element there, and how
  /// many bytes of it lie before, at least and at most.
  private func starts(in element: PatternNode) -> [(PatternNode, low: Int, high: Int)] {
    guard case .repeated(.set(let set), let min, let max, _) = element, min > 0 else {
      return [(element, 0, 0)]
    }
    func left(_ min: Int, _ max: Int?) -> PatternNode {
      .repeated(.set(set), min: min, max: max, greed: .greedy)
    }
    var result = [(element, low: 0, high: 0)]
    // Windows in the midst of the repeat equal the first one; those at its end see what follows.
    for count in 1...Swift.min(min, AnchorWindow.width - 1) {
      if min - count > 0 {
        result.append((left(count, max.map { $0 - min + count }), min - count, min - count))
      }
      if let max, max > min { result.append((left(count, count), min - count, max - count)) }
    }
    return result
  }

  /// The bytes at the four positions from the start of `first`, with `rest` after it.
  private func classes(from first: PatternNode, _ rest: ArraySlice<PatternNode>) -> [ByteSet] {
    if case .set(let set) = first, let literal = Self.literal(set, rest) { return literal }
    var walk = PositionWalk(limit: AnchorWindow.width + 1)
    let ends = walk.advance(rest, from: walk.advance(first, from: 1))
    let earliestEnd = ends.trailingZeroBitCount
    return walk.sets.prefix(AnchorWindow.width).enumerated().map { offset, set in
      offset < earliestEnd ? set : .all
    }
  }

  /// The four positions where they are four single sets: the most frequent case by far.
  private static func literal(
    _ first: ByteSet, _ rest: ArraySlice<PatternNode>
  ) -> [ByteSet]? {
    var sets = [first]
    sets.reserveCapacity(AnchorWindow.width)
    for part in rest.prefix(AnchorWindow.width - 1) {
      guard case .set(let set) = part else { return nil }
      sets.append(set)
    }
    return sets.count == AnchorWindow.width ? sets : nil
  }
}
