/// Collects what may stand at offsets from a place.
protocol OffsetSets {
  /// Adds `set` at every offset of the bit set `offsets`; returns the offsets behind, as far as they
  /// matter.
  mutating func add(_ set: ByteSet, at offsets: UInt64) -> UInt64
}

extension AnchorSearch {
  /// The sets of a window.
  struct Sets: Hashable, OffsetSets {
    var first = ByteSet()
    var second = ByteSet()
    var third = ByteSet()
    var fourth = ByteSet()

    var classes: [ByteSet] { [first, second, third, fourth] }

    /// Adds `set` at every offset of the bit set `offsets`; returns the offsets behind, up to 4.
    mutating func add(_ set: ByteSet, at offsets: UInt64) -> UInt64 {
      if offsets & 1 != 0 { first.formUnion(set) }
      if offsets & 2 != 0 { second.formUnion(set) }
      if offsets & 4 != 0 { third.formUnion(set) }
      if offsets & 8 != 0 { fourth.formUnion(set) }
      return offsets << 1 & 0x1F
    }
  }

  /// A place in an element at which a window can start.
  struct Spot {
    /// Cost of a window that lets too many combinations through.
    static let unusableCost = 1e3

    var sets: Sets
    /// Bytes of the element before the window, at least and at most.
    var low: Int
    var high: Int
    /// Cost of the window where it has one place only.
    var weight: Double
    var isUsable: Bool

    init(_ sets: Sets, low: Int, high: Int, model: ByteModel) {
      self.sets = sets
      self.low = low
      self.high = high
      let combinations =
        sets.first.foldedCount * sets.second.foldedCount * sets.third.foldedCount
        * sets.fourth.foldedCount
      isUsable = combinations <= AnchorWindow.maximumCombinations
      weight = model.probability(of: sets)
      if combinations > AnchorWindow.preferredCombinations {
        weight *= Double(combinations) / Double(AnchorWindow.preferredCombinations)
      }
    }

    /// Cost of the window if `spread` is how far its first and last place are apart.
    func cost(spread: Int) -> Double {
      // Every hit is tried at every start in the range.
      let cost = weight * (1 + Double(spread) / 8)
      return isUsable ? cost : Self.unusableCost + cost
    }
  }

  /// What comes after an element: up to three lists one after the other.
  struct Rest {
    var first: ArraySlice<Element> = []
    var second: ArraySlice<Element> = []
    var third: ArraySlice<Element>
  }

  /// Calls `body` with each spot of `element`.
  func forEachSpot(
    of element: Element, before rest: Rest, _ body: (Spot) -> Void
  ) {
    guard element.isRepeatedSet, element.minimumWidth > 0 else {
      if element.isSet, let sets = Self.literal(element.set, rest) {
        body(Spot(sets, low: 0, high: 0, model: model))
      } else {
        body(spot(in: element, rest, low: 0, high: 0))
      }
      return
    }
    body(spot(in: element, rest, low: 0, high: 0))
    let (min, max) = element.counts
    // Windows in the midst of the repeat equal the first one; those at its end see what follows.
    for count in 1...Swift.min(min, AnchorWindow.width - 1) {
      let before = min - count
      if before > 0 {
        let left = Element(set: element.set, counts: (count, max == .max ? max : max - before))
        body(spot(in: left, rest, low: before, high: before))
      }
      if max != .max, max > min {
        let left = Element(set: element.set, counts: (count, count))
        body(spot(in: left, rest, low: before, high: max - count))
      }
    }
  }

  /// The window that is four single sets: the most frequent case by far.
  private static func literal(_ first: ByteSet, _ rest: Rest) -> Sets? {
    let parts = rest.third
    let next = parts.startIndex
    guard rest.first.isEmpty, rest.second.isEmpty, parts.count >= 3, parts[next].isSet,
      parts[next + 1].isSet, parts[next + 2].isSet
    else { return nil }
    return Sets(
      first: first, second: parts[next].set, third: parts[next + 1].set,
      fourth: parts[next + 2].set)
  }

  /// The window from the start of `element` on.
  private func spot(in element: Element, _ rest: Rest, low: Int, high: Int) -> Spot {
    var sets = Sets()
    var ends = walk(element, from: 1, &sets)
    ends = walk(rest.first, from: ends, &sets)
    ends = walk(rest.second, from: ends, &sets)
    ends = walk(rest.third, from: ends, &sets)
    // Past the end of a match anything can stand.
    _ = sets.add(.all, at: ends | ends << 1 | ends << 2 | ends << 3)
    return Spot(sets, low: low, high: high, model: model)
  }
}
