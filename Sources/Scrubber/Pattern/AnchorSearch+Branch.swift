extension AnchorSearch {
  /// One way through a pattern, with the windows that could stand for it.
  struct Branch {
    var elements: [Element]
    /// One for each element.
    var parts: [Part] = []
    var spots: [Spot] = []

    /// Cost of the best window.
    var cost: Double { parts.last?.cost ?? Spot.unusableCost }
    var isUsable: Bool { cost < Spot.unusableCost }
  }

  /// What is known of an element of a branch.
  struct Part {
    /// Where the element can start; `nil` if that is too far away for a window.
    var start: Start?
    /// Its spots in the branch's list.
    var spots: Range<Int>
    /// Cost of the best window that starts in this element or before.
    var cost: Double
  }

  /// Distance of an element from the start of the match in bytes, at least and at most.
  struct Start {
    var lowest = 0
    var highest = 0

    /// The same behind an element; `nil` if that is too far away.
    func after(_ element: Element, limit: Int) -> Start? {
      guard element.maximumWidth <= limit - highest else { return nil }
      return Start(
        lowest: lowest + element.minimumWidth, highest: highest + element.maximumWidth)
    }

    /// Cost of the window at `spot` of the element; infinite if it can be too far away.
    func cost(of spot: Spot, limit: Int) -> Double {
      guard highest + spot.high <= limit else { return .infinity }
      return spot.cost(spread: highest + spot.high - lowest - spot.low)
    }
  }

  /// `branch` with `alternative` in place of the element at `index`.
  func branch(
    _ branch: Branch, replacing index: Int, with alternative: [Element]
  ) -> Branch {
    var elements = branch.elements
    elements.replaceSubrange(index...index, with: alternative)
    let first = Self.firstTouched(branch, before: index)
    let grown = elements.count - branch.elements.count
    return self.branch(elements) { number in
      if number < first { return branch.spots[branch.parts[number].spots] }
      if number - grown > index { return branch.spots[branch.parts[number - grown].spots] }
      return nil
    }
  }

  /// A branch with its windows.
  ///
  /// - Parameter known: the spots of the element with a number, if they are known already.
  func branch(
    _ elements: [Element], known: (Int) -> ArraySlice<Spot>? = { _ in nil }
  ) -> Branch {
    let limit = maximumOffset
    var parts: [Part] = []
    parts.reserveCapacity(elements.count)
    var spots: [Spot] = []
    spots.reserveCapacity(elements.count * 2)
    var start: Start? = Start()
    var cost = Double.infinity
    for index in elements.indices {
      let element = elements[index]
      let first = spots.count
      if let known = known(index) {
        spots.append(contentsOf: known)
      } else {
        let rest = Rest(third: elements[(index + 1)...])
        forEachSpot(of: element, before: rest) { spots.append($0) }
      }
      if let start {
        for number in first..<spots.count {
          cost = min(cost, start.cost(of: spots[number], limit: limit))
        }
      }
      parts.append(Part(start: start, spots: first..<spots.count, cost: cost))
      start = start?.after(element, limit: limit)
    }
    return Branch(elements: elements, parts: parts, spots: spots)
  }

  /// Cost of the best window of `branch` if `alternative` took the place of the element at `index`.
  ///
  /// Looks only at what that changes: the windows that touch the element, and where those after it
  /// start.
  func cost(
    of branch: Branch, replacing index: Int, with alternative: [Element]
  ) -> Double {
    let limit = maximumOffset
    let after = branch.elements[(index + 1)...]
    let first = Self.firstTouched(branch, before: index)
    var cost = first > 0 ? branch.parts[first - 1].cost : .infinity
    for earlier in first..<index {
      guard let start = branch.parts[earlier].start else { break }
      let rest = Rest(
        first: branch.elements[(earlier + 1)..<index], second: alternative[...], third: after)
      forEachSpot(of: branch.elements[earlier], before: rest) { spot in
        cost = min(cost, start.cost(of: spot, limit: limit))
      }
    }
    guard var start = branch.parts[index].start else { return cost }
    for number in alternative.indices {
      let element = alternative[number]
      let rest = Rest(second: alternative[(number + 1)...], third: after)
      forEachSpot(of: element, before: rest) { spot in
        cost = min(cost, start.cost(of: spot, limit: limit))
      }
      guard let next = start.after(element, limit: limit) else { return cost }
      start = next
    }
    for later in (index + 1)..<branch.elements.count {
      for number in branch.parts[later].spots {
        cost = min(cost, start.cost(of: branch.spots[number], limit: limit))
      }
      guard let next = start.after(branch.elements[later], limit: limit) else { return cost }
      start = next
    }
    return cost
  }

  /// The first element with a window that reaches the element at `index`.
  private static func firstTouched(_ branch: Branch, before index: Int) -> Int {
    var first = index
    var between = 0
    while first > 0 {
      let width = branch.elements[first - 1].minimumWidth
      // A window takes at least a byte of an element that has one.
      if between + min(1, width) >= AnchorWindow.width { break }
      between += width
      first -= 1
    }
    return first
  }

  /// A window with its least and greatest distance from the start of the match.
  struct Placed {
    var sets: Sets
    var range: Start
    var cost: Double
    /// Where in the branch the window begins.
    var spot: Spot
    var element: Int
  }

  /// The windows of a branch that are rare enough to be chosen, rarest first.
  func candidates(of branch: Branch) -> [Placed] {
    // Sharing a window is the only reason to take another one than the best.
    let limit = sharingLimit(branch.cost)
    var result: [Placed] = []
    forEachWindow(of: branch) { if $0.cost <= limit { result.append($0) } }
    return result.sorted { $0.cost < $1.cost }
  }

  /// The rarest window of a branch.
  func best(of branch: Branch) -> Placed? {
    var best: Placed?
    forEachWindow(of: branch) { if $0.cost < best?.cost ?? .infinity { best = $0 } }
    return best
  }

  private func forEachWindow(of branch: Branch, _ body: (Placed) -> Void) {
    for (index, part) in branch.parts.enumerated() {
      guard let start = part.start else { break }
      for spot in branch.spots[part.spots] {
        let range = Start(lowest: start.lowest + spot.low, highest: start.highest + spot.high)
        let cost = start.cost(of: spot, limit: maximumOffset)
        body(Placed(sets: spot.sets, range: range, cost: cost, spot: spot, element: index))
      }
    }
  }
}
