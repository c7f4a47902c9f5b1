extension AnchorSearch {
  /// A part of a sequence: plain data, because a search copies and walks very many of them.
  struct Element {
    /// The bytes of a set or of a repeat of a set.
    var set = ByteSet()
    /// How often the set or part stands; a maximum of `Int.max` means without limit.
    var counts = (min: 1, max: 1)
    /// Number of any other part in the search's list, -1 for a set.
    var part = -1
    var minimumWidth = 1
    /// Greatest width; `Int.max` if there is no limit.
    var maximumWidth = 1

    /// Whether this is one byte of a set.
    var isSet: Bool { part < 0 && counts == (1, 1) }
    /// Whether this is a repeat of a set.
    var isRepeatedSet: Bool { part < 0 && counts != (1, 1) }
  }

  /// The parts of a sequence with the structure that does not matter here taken away.
  mutating func elements(of node: PatternNode) -> [Element] {
    var elements: [Element] = []
    append(node, to: &elements)
    return elements
  }

  /// What a look-ahead at the very end says about the bytes after a match.
  mutating func elementsAhead(of node: PatternNode) -> [Element] {
    guard case .sequence(let parts) = node,
      case .look(.ahead, negative: false, let body)? = parts.last
    else { return [] }
    return elements(of: body)
  }

  private mutating func append(_ node: PatternNode, to elements: inout [Element]) {
    switch node {
    case .empty, .look, .wordBoundary, .start, .end: break
    case .set(let set): elements.append(Element(set: set))
    case .sequence(let parts):
      elements.reserveCapacity(elements.count + parts.count)
      for part in parts { append(part, to: &elements) }
    case .atomic(let body): append(body, to: &elements)
    case .alternation(let branches):
      let width = (node.minimumWidth, node.maximumWidth)
      append(branches.map { self.elements(of: $0) }, (1, 1), width: width, to: &elements)
    case .repeated(.set(let set), let min, let max, _):
      elements.append(
        Element(
          set: set, counts: (min, max ?? .max), minimumWidth: min, maximumWidth: max ?? .max))
    case .repeated(let body, let min, let max, let greed):
      let turn = self.elements(of: body)
      var rest = node
      if min > 0 {
        // The first turn in the open, so that windows can lie in it.
        elements.append(contentsOf: turn)
        if max == 1 { return }
        rest = .repeated(body, min: min - 1, max: max.map { $0 - 1 }, greed: greed)
      }
      let counts = (Swift.max(0, min - 1), max.map { $0 - (min > 0 ? 1 : 0) } ?? .max)
      let width = (rest.minimumWidth, rest.maximumWidth)
      append([turn], counts, width: width, to: &elements)
    }
  }

  private mutating func append(
    _ branches: [[Element]], _ counts: (Int, Int), width: (min: Int, max: Int?),
    to elements: inout [Element]
  ) {
    elements.append(
      Element(
        counts: counts, part: parts.count, minimumWidth: width.min,
        maximumWidth: width.max ?? .max))
    parts.append(branches)
  }

  /// The ways through an element that a branch can be split into; `nil` if there are none.
  func alternatives(of element: Element) -> [[Element]]? {
    switch element.counts {
    case (1, 1): element.part < 0 ? nil : parts[element.part]
    case (0, 1): (element.part < 0 ? [[Element(set: element.set)]] : parts[element.part]) + [[]]
    default: nil
    }
  }

  // MARK: Walking

  /// Collects in `seen` what the elements take from every offset of the bit set `starts`; returns
  /// the offsets where they can end, up to the width of a window.
  func walk(
    _ elements: ArraySlice<Element>, from starts: UInt64, _ seen: inout some OffsetSets
  ) -> UInt64 {
    var current = starts
    for index in elements.indices where current != 0 {
      current = walk(elements[index], from: current, &seen)
    }
    return current
  }

  func walk(
    _ element: Element, from starts: UInt64, _ seen: inout some OffsetSets
  ) -> UInt64 {
    if element.counts == (1, 1) { return walkOnce(element, from: starts, &seen) }
    var current = starts
    var count = 0
    while count < element.counts.min, current != 0 {
      let next = walkOnce(element, from: current, &seen)
      count = next == current ? element.counts.min : count + 1
      current = next
    }
    // An offset that was reached before was reached with a lower count: walk new offsets only.
    var reached = current
    var frontier = current
    while frontier != 0, count < element.counts.max {
      frontier = walkOnce(element, from: frontier, &seen) & ~reached
      reached |= frontier
      count += 1
    }
    return reached
  }

  private func walkOnce(
    _ element: Element, from starts: UInt64, _ seen: inout some OffsetSets
  ) -> UInt64 {
    if element.part < 0 { return seen.add(element.set, at: starts) }
    var ends: UInt64 = 0
    for branch in parts[element.part] { ends |= walk(branch[...], from: starts, &seen) }
    return ends
  }
}
