internal import CScanKernels

#if canImport(Glibc)
  internal import Glibc
#endif

/// The views of one step's piece of the stream; built anew each step in memory that is kept.
final class StepViews {
  /// A view that differs from what it is derived from, with the index ranges where it can matter.
  struct Active {
    var text: ViewText
    /// Starts worth deciding: those whose window can hold an item, but for rules with a wide one.
    var ranges: [Range<Int>]

    /// Whether the index is in one of the ranges.
    func covers(_ index: Int) -> Bool {
      var low = 0
      var high = ranges.count
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upperBound <= index { low = middle + 1 } else { high = middle }
      }
      return low < ranges.count && ranges[low].lowerBound <= index
    }
  }

  private let plan: ScanPlan
  private let buffers = ScanBuffers()
  private let baseCopy = PaddedBuffer(capacity: 4096)
  private let strippedText = DecodedText()
  private let unescapedText = DecodedText()
  private let unescaped2Text = DecodedText()
  private let percentText = DecodedText()
  private let percent2Text = DecodedText()
  private var specials = SpecialPositions()

  /// The base view.
  private(set) var base: ViewText
  /// The other views that differ from theirs, in the order of `View`; the first `activeCount` count.
  @exclusivity(unchecked) private var slots: [Active] = []
  @exclusivity(unchecked) private var activeCount = 0
  /// The texts of `slots` once more.
  private let slotTexts = UnsafeMutablePointer<ViewText>.allocate(
    capacity: View.allCases.count)
  /// Placeholders in the input, as stream offsets.
  private(set) var placeholders: [Range<Int>] = []
  @exclusivity(unchecked) private var texts: [ViewText?] = Array(
    repeating: nil, count: View.allCases.count)
  /// Starts around an item whose window can hold it.
  private let reach: (before: Int, after: Int)
  /// Bytes on either side of an item that a match which starts in reach looks at.
  private let surroundings: Int

  init(_ plan: ScanPlan) {
    self.plan = plan
    reach = (plan.nearWindow + 2, CompiledRule.lookBehind + 2)
    surroundings = reach.before + reach.after + Int(SCAN_PAD)
    base = ViewText(
      view: .base, bytes: UnsafePointer(baseCopy.start), count: 0, startsStream: true,
      endsStream: false, map: nil, base: 0)
  }

  deinit { slotTexts.deallocate() }

  /// The other views that differ from theirs, in the order of `View`.
  var active: ArraySlice<Active> { slots[..<activeCount] }

  /// How many views differ from theirs, and their texts without reference counts.
  @inline(__always)
  var activeTexts: UnsafeBufferPointer<ViewText> {
    UnsafeBufferPointer(start: slotTexts, count: activeCount)
  }

  /// Whether a start is worth deciding in one of `activeTexts`.
  func covers(_ number: Int, _ index: Int) -> Bool { slots[number].covers(index) }

  /// Whether any view differs from the base view.
  var isAnyActive: Bool { activeCount > 0 }

  /// The text of a view that differs from what it is derived from; `nil` where it does not.
  func ownText(of view: View) -> ViewText? { texts[Int(view.rawValue)] }

  /// Stream offset of the first item of a view that begins at or after an offset.
  func firstItem(of view: View, atOrAfter offset: Int) -> Int? {
    let text = view == .unescaped ? unescapedText : percentText
    guard ownText(of: view) != nil else { return nil }
    return (0..<text.itemCount).lazy.map { self.base.rawStart(text.itemStart($0)) }
      .first { $0 >= offset }
  }

  /// The text that stands for a view: its own, or that of what it is derived from.
  func text(for view: View) -> ViewText {
    if let text = texts[Int(view.rawValue)] { return text }
    switch view {
    case .unescaped2: return text(for: .unescaped)
    case .percent2: return text(for: .percent)
    case .base, .stripped, .unescaped, .percent, .base64: return base
    }
  }

  /// Derives all views of the stream's own bytes.
  func build(_ raw: ViewText) {
    activeCount = 0
    for index in texts.indices { texts[index] = nil }
    specials.find(plan.isa, raw, buffers)
    let opaque = plan.placeholders.ranges(
      plan.isa, raw, openings: specials.openings, buffers)
    placeholders.removeAll(keepingCapacity: true)
    for range in opaque {
      placeholders.append((raw.base + range.lowerBound)..<(raw.base + range.upperBound))
    }
    base = raw
    if !specials.escapes.isEmpty || !opaque.isEmpty {
      baseCopy.grow(to: raw.count, keeping: 0)
      memcpy(baseCopy.start, raw.bytes, raw.count)
      baseCopy.seal(count: raw.count)
      ViewDecoder.boundaries(
        raw, specials: specials.escapes, placeholders: opaque, in: baseCopy.start)
      base = raw.with(UnsafePointer(baseCopy.start))
    }
    if !specials.escapes.isEmpty || !specials.invisible.isEmpty || !opaque.isEmpty {
      ViewDecoder.stripped(
        raw, specials: specials.removable, placeholders: opaque, surroundings: surroundings,
        into: strippedText)
      add(strippedText, .stripped)
    }
    guard plan.decodesText else { return }
    if !specials.backslashes.isEmpty {
      unescape(base, specials.backslashes, into: unescapedText)
      if let text = add(unescapedText, .unescaped), !unescapedText.specials.isEmpty {
        unescape(text, unescapedText.specials, into: unescaped2Text)
        add(unescaped2Text, .unescaped2)
      }
    }
    if !specials.percents.isEmpty {
      decodePercent(base, specials.percents, into: percentText)
      if let text = add(percentText, .percent), !percentText.specials.isEmpty {
        decodePercent(text, percentText.specials, into: percent2Text)
        add(percent2Text, .percent2)
      }
    }
  }

  private func unescape(_ source: ViewText, _ specials: [UInt32], into out: DecodedText) {
    ViewDecoder.unescaped(source, specials: specials, surroundings: surroundings, into: out)
  }

  private func decodePercent(_ source: ViewText, _ specials: [UInt32], into out: DecodedText) {
    ViewDecoder.percent(source, specials: specials, surroundings: surroundings, into: out)
  }

  @discardableResult
  private func add(_ decoded: DecodedText, _ view: View) -> ViewText? {
    guard decoded.itemCount > 0 else { return nil }
    let text = decoded.text(view)
    texts[Int(view.rawValue)] = text
    // The arrays of ranges are used again.
    if activeCount == slots.count { slots.append(Active(text: text, ranges: [])) }
    slots[activeCount].text = text
    (slotTexts + activeCount).initialize(to: text)
    decoded.neighbourhoods(
      before: reach.before, after: reach.after, into: &slots[activeCount].ranges)
    activeCount += 1
    return text
  }
}
