#if canImport(Glibc)
  internal import Glibc
#endif

/// A decoded text and the way back to the stream, reused from step to step.
///
/// Plain stretches map one to one; only items (what was decoded or removed) are written down. Plain
/// bytes far away from all items are not even copied: nobody looks at them unless a match goes on
/// there, and then `complete` brings them in.
final class DecodedText {
  /// A decoded or removed piece of the parent text.
  struct Item {
    /// Index of the first byte that it became.
    var index: Int32
    /// Bytes that it became, 0 to 4.
    var count: Int32
    /// Where it stands in the parent.
    var start: Int32
    /// Where it ends in the parent.
    var end: Int32
  }

  /// Plain bytes that have not been copied.
  private struct Gap {
    var index: Int
    var start: Int
    var count: Int
    var end: Int { index + count }
  }

  /// Greatest length of an item that a mark can stand for.
  private static let longestItem = 12
  /// Gaps shorter than this are copied at once if the parent has all its bytes.
  private static let shortGap = 256

  let buffer = PaddedBuffer(capacity: 4096)
  // One stream on one thread uses this; the checks would cost more than the work.
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var items = UnsafeMutablePointer<Item>.allocate(capacity: 64)
  @exclusivity(unchecked) private(set) var itemCount = 0
  @exclusivity(unchecked) private var itemCapacity = 64
  @exclusivity(unchecked) private var parent: ViewText?
  /// Parent index up to which everything has been taken over.
  @exclusivity(unchecked) private(set) var consumed = 0
  /// Items at which the last lookups ended; lookups mostly go forward.
  @exclusivity(unchecked) private var parentCursor = 0
  @exclusivity(unchecked) private var cursor = 0
  @exclusivity(unchecked) private var nearCursor = 0
  /// Bytes that are copied on either side of what is marked.
  @exclusivity(unchecked) private var surroundings = 0
  /// Parent index up to which plain bytes are copied whatever comes.
  @exclusivity(unchecked) private var copiedUntil = 0
  @exclusivity(unchecked) private var gaps: [Gap] = []
  @exclusivity(unchecked) private var leastGap = 1
  /// Indices at which an item of a further view can begin, ascending.
  @exclusivity(unchecked) private(set) var specials: [UInt32] = []

  deinit { items.deallocate() }

  /// Begins a new text that is derived from `parent`, at the parent's index 0.
  func begin(_ parent: ViewText, surroundings: Int) {
    self.parent = parent
    self.surroundings = surroundings
    // Away from its own marks, a derived parent may have gaps itself.
    leastGap = parent.map == nil ? Self.shortGap : 1
    count = 0
    consumed = 0
    copiedUntil = 0
    cursor = 0
    parentCursor = 0
    nearCursor = 0
    itemCount = 0
    gaps.removeAll(keepingCapacity: true)
    specials.removeAll(keepingCapacity: true)
    // Nothing decodes to more bytes than it has.
    buffer.grow(to: parent.count + 8, keeping: 0)
  }

  /// Replaces the parent's [start, start + length) by up to four bytes; `start` >= `consumed`.
  func replace(_ start: Int, _ length: Int, with bytes: UInt32, count size: Int) {
    takeOver(to: start)
    if itemCount == itemCapacity { growItems() }
    (items + itemCount).initialize(
      to: Item(
        index: Int32(truncatingIfNeeded: count), count: Int32(truncatingIfNeeded: size),
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: start + length)))
    itemCount += 1
    var rest = bytes
    for _ in 0..<size {
      buffer.start[count] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
      count += 1
    }
    consumed = start + length
    copiedUntil = consumed + Self.longestItem + surroundings
  }

  /// Notes that an item of a further view can begin at the byte that was written last.
  func markLast() {
    specials.append(UInt32(truncatingIfNeeded: count - 1))
  }

  /// Notes the same of a plain byte of the parent, `position` >= `consumed`.
  func mark(_ position: Int) {
    takeOver(to: position)
    specials.append(UInt32(truncatingIfNeeded: count))
    // The further view counts its surroundings from the item's end.
    copiedUntil = position + Self.longestItem + surroundings
  }

  /// Takes over the rest of the parent.
  func end() {
    guard let parent else { return }
    skip(from: max(consumed, min(copiedUntil, parent.count)), to: parent.count)
    copy(to: parent.count)
    buffer.seal(count: count)
  }

  private func growItems() {
    let larger = UnsafeMutablePointer<Item>.allocate(capacity: 2 * itemCapacity)
    larger.moveInitialize(from: items, count: itemCount)
    items.deallocate()
    items = larger
    itemCapacity *= 2
  }

  // MARK: Plain bytes

  /// Takes over what comes before something that is marked.
  @inline(__always)
  private func takeOver(to end: Int) {
    guard end > consumed else { return }
    skip(from: max(consumed, copiedUntil), to: end - surroundings)
    copy(to: end)
  }

  /// Leaves plain bytes of the parent out until `complete`, if they are many.
  private func skip(from start: Int, to end: Int) {
    guard end - start >= leastGap else { return }
    copy(to: start)
    gaps.append(Gap(index: count, start: start, count: end - start))
    count += end - start
    consumed = end
  }

  @inline(__always)
  private func copy(to end: Int) {
    guard let parent, end > consumed else { return }
    memcpy(buffer.start + count, parent.bytes + consumed, end - consumed)
    count += end - consumed
    consumed = end
  }

  /// Brings in all plain bytes that were left out. To be called before anything looks at bytes
  /// farther away from an item than the surroundings.
  func complete() {
    guard !gaps.isEmpty, let parent else { return }
    parent.complete()
    for gap in gaps { memcpy(buffer.start + gap.index, parent.bytes + gap.start, gap.count) }
    gaps.removeAll(keepingCapacity: true)
  }

  /// Brings in the plain bytes of [lower, upper) that were left out.
  func complete(from lower: Int, to upper: Int) {
    guard let parent else { return }
    // The first gap that ends beyond the lower end.
    var first = 0
    var high = gaps.count
    while first < high {
      let middle = (first + high) / 2
      if gaps[middle].end <= lower { first = middle + 1 } else { high = middle }
    }
    while first < gaps.count, gaps[first].index < upper {
      let gap = gaps[first]
      let from = max(lower, gap.index)
      let to = min(upper, gap.end)
      let start = gap.start + (from - gap.index)
      parent.complete(from: start, to: start + (to - from))
      memcpy(buffer.start + from, parent.bytes + start, to - from)
      // What stays out of the gap before and behind.
      let behind = Gap(index: to, start: start + (to - from), count: gap.end - to)
      if from > gap.index {
        gaps[first].count = from - gap.index
        first += 1
        if behind.count > 0 { gaps.insert(behind, at: first) }
      } else if behind.count > 0 {
        gaps[first] = behind
      } else {
        gaps.remove(at: first)
      }
      if behind.count > 0 { return }
    }
  }

  // MARK: The way back

  /// The text as a view.
  func text(_ view: View) -> ViewText {
    ViewText(
      view: view, bytes: UnsafePointer(buffer.start), count: count,
      startsStream: parent?.startsStream ?? false, endsStream: parent?.endsStream ?? false,
      map: Unmanaged.passUnretained(self), base: 0)
  }

  /// Stream offset at which the text ends.
  var rawEnd: Int {
    guard let parent else { return 0 }
    return parent.rawStart(parent.count)
  }

  /// Stream offsets that the byte stands for.
  func rawRange(_ index: Int) -> Range<Int> {
    guard let parent else { return 0..<0 }
    let extent = parentRange(index)
    if parent.map == nil {
      return (parent.base + extent.lowerBound)..<(parent.base + extent.upperBound)
    }
    return parent.rawStart(extent.lowerBound)..<parent.rawEnd(extent.upperBound - 1)
  }

  /// Where the item with a number begins in the parent.
  func itemStart(_ number: Int) -> Int { Int(items[number].start) }

  /// Indices of the parent that the byte stands for.
  private func parentRange(_ index: Int) -> Range<Int> {
    let found = lastItem(atOrBefore: index)
    guard found >= 0 else { return index..<(index + 1) }
    // Of several items at one index only the last can have bytes.
    let item = items[found]
    let past = index - Int(item.index) - Int(item.count)
    if past < 0 { return Int(item.start)..<Int(item.end) }
    let plain = Int(item.end) + past
    return plain..<(plain + 1)
  }

  /// First index whose extent begins at or after the stream offset.
  func firstIndex(atOrAfter offset: Int) -> Int {
    guard let parent else { return 0 }
    return index(ofParent: parent.firstIndex(atOrAfter: offset))
  }

  /// First index whose extent begins at or after an index of the parent.
  func index(ofParent position: Int) -> Int {
    // The last item that begins before the position; lookups mostly go forward.
    var low = 0
    var high = itemCount
    if parentCursor < high, items[parentCursor].start < position {
      low = parentCursor
      high = min(high, low + 16)
      if high < itemCount, items[high].start < position {
        low = high
        high = itemCount
      }
    }
    while low < high {
      let middle = (low + high) / 2
      if items[middle].start < position { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return position }
    parentCursor = low - 1
    let item = items[low - 1]
    return Int(item.index) + Int(item.count) + max(0, position - Int(item.end))
  }

  /// Whether an item lies inside or at the edge of [lower, upper] of the parent's indices.
  ///
  /// The same as `hasItem` around the index that stands for a place between the two: up to the
  /// nearest items all bytes are plain.
  func hasItem(fromParent lower: Int, to upper: Int) -> Bool {
    // Lookups mostly go forward, by little.
    var near = nearCursor
    if near >= itemCount { near = 0 }
    if near > 0, items[near - 1].end >= lower { near = firstItem(endingAtOrAfter: lower) }
    var steps = 0
    while near < itemCount, items[near].end < lower {
      near += 1
      steps += 1
      if steps == 8 {
        near = firstItem(endingAtOrAfter: lower)
        break
      }
    }
    nearCursor = near
    return near < itemCount && items[near].start <= upper
  }

  /// Number of the first item that ends at or after an index of the parent.
  private func firstItem(endingAtOrAfter position: Int) -> Int {
    var low = 0
    var high = itemCount
    while low < high {
      let middle = (low + high) / 2
      if items[middle].end < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether an item lies inside or at the edge of [lower, upper].
  func hasItem(from lower: Int, to upper: Int) -> Bool {
    let found = lastItem(atOrBefore: upper)
    guard found >= 0 else { return false }
    return Int(items[found].index) + Int(items[found].count) >= lower
  }

  /// Position in `items` of the last one that begins at or before the index, -1 if there is none.
  private func lastItem(atOrBefore index: Int) -> Int {
    let size = itemCount
    if size == 0 || items[0].index > index { return -1 }
    // The neighbourhood of the last answer first.
    if cursor < size, items[cursor].index <= index {
      var near = cursor
      let stop = min(size, cursor + 8)
      while near + 1 < stop, items[near + 1].index <= index { near += 1 }
      if near + 1 == size || items[near + 1].index > index {
        cursor = near
        return near
      }
    }
    var low = 0
    var high = size
    while low < high {
      let middle = (low + high) / 2
      if items[middle].index <= index { low = middle + 1 } else { high = middle }
    }
    cursor = low - 1
    return low - 1
  }

  /// Fills `ranges` with the index ranges around the items, ascending and apart.
  func neighbourhoods(before: Int, after: Int, into ranges: inout [Range<Int>]) {
    ranges.removeAll(keepingCapacity: true)
    var open = 0..<0
    for number in 0..<itemCount {
      let item = items[number]
      let lower = max(0, Int(item.index) - before)
      let upper = min(count, Int(item.index) + Int(item.count) + after)
      guard lower < upper else { continue }
      if lower <= open.upperBound, !open.isEmpty {
        open = open.lowerBound..<max(open.upperBound, upper)
      } else {
        if !open.isEmpty { ranges.append(open) }
        open = lower..<upper
      }
    }
    if !open.isEmpty { ranges.append(open) }
  }
}
