#if canImport(Glibc)
  internal import Glibc
#endif

/// A decoded text and the way back to the stream, reused from step to step.
///
/// Plain stretches map one to one; only items (what was decoded or removed) are written down.
final class DecodedText {
  /// A decoded or removed piece of the parent text.
  struct Item {
    /// Index of the first byte that it became.
    var index: Int
    /// Bytes that it became, 0 to 4.
    var count: Int
    /// Where it stands in the parent.
    var start: Int
    /// Where it ends in the parent.
    var end: Int
  }

  let buffer: PaddedBuffer
  // One stream on one thread uses this; the checks would cost more than the work.
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private(set) var items: [Item] = []
  @exclusivity(unchecked) private var parent: ViewText?
  /// Parent index up to which everything has been taken over.
  @exclusivity(unchecked) private(set) var consumed = 0
  /// Items at which the last lookups ended; lookups mostly go forward.
  @exclusivity(unchecked) private var parentCursor = 0
  @exclusivity(unchecked) private var cursor = 0

  init() {
    buffer = PaddedBuffer(capacity: 4096)
  }

  /// Begins a new text that is derived from `parent`, at the parent's index 0.
  func begin(_ parent: ViewText) {
    self.parent = parent
    count = 0
    consumed = 0
    cursor = 0
    parentCursor = 0
    items.removeAll(keepingCapacity: true)
    // Nothing decodes to more bytes than it has.
    buffer.grow(to: parent.count + 8, keeping: 0)
  }

  /// Replaces the parent's [start, start + length) by up to four bytes; `start` >= `consumed`.
  func replace(_ start: Int, _ length: Int, with bytes: UInt32, count size: Int) {
    copyPlain(to: start)
    items.append(Item(index: count, count: size, start: start, end: start + length))
    var rest = bytes
    for _ in 0..<size {
      buffer.start[count] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
      count += 1
    }
    consumed = start + length
  }

  /// Takes over the rest of the parent.
  func end() {
    guard let parent else { return }
    copyPlain(to: parent.count)
    buffer.seal(count: count)
  }

  private func copyPlain(to end: Int) {
    guard let parent, end > consumed else { return }
    memcpy(buffer.start + count, parent.bytes + consumed, end - consumed)
    count += end - consumed
    consumed = end
  }

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
    return parent.rawStart(extent.lowerBound)..<parent.rawEnd(extent.upperBound - 1)
  }

  /// Indices of the parent that the byte stands for.
  private func parentRange(_ index: Int) -> Range<Int> {
    let found = lastItem(atOrBefore: index)
    guard found >= 0 else { return index..<(index + 1) }
    // Of several items at one index only the last can have bytes.
    let item = items[found]
    if index < item.index + item.count { return item.start..<item.end }
    let plain = item.end + (index - item.index - item.count)
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
    var high = items.count
    if parentCursor < high, items[parentCursor].start < position {
      low = parentCursor
      high = min(high, low + 16)
      if high < items.count, items[high].start < position {
        low = high
        high = items.count
      }
    }
    while low < high {
      let middle = (low + high) / 2
      if items[middle].start < position { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return position }
    parentCursor = low - 1
    let item = items[low - 1]
    return item.index + item.count + max(0, position - item.end)
  }

  /// Whether an item lies inside or at the edge of [lower, upper].
  func hasItem(from lower: Int, to upper: Int) -> Bool {
    let found = lastItem(atOrBefore: upper)
    guard found >= 0 else { return false }
    return items[found].index + items[found].count >= lower
  }

  /// Position in `items` of the last one that begins at or before the index, -1 if there is none.
  private func lastItem(atOrBefore index: Int) -> Int {
    let size = items.count
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

  /// Index ranges around the items, ascending and apart.
  func neighbourhoods(before: Int, after: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for item in items {
      let lower = max(0, item.index - before)
      let upper = min(count, item.index + item.count + after)
      guard lower < upper else { continue }
      if let last = ranges.last, last.upperBound >= lower {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, upper)
      } else {
        ranges.append(lower..<upper)
      }
    }
    return ranges
  }
}
