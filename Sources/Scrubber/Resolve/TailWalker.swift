/// Carries the open ends of spans forward over what a step decides, in every view.
///
/// A tail in one view stands for the views that are derived from it as long as they are equal.
/// Where such a view has its first item, the tail goes on there for itself, too.
final class TailWalker {
  let views: StepViews
  private let found: SpanCollector
  /// Stream offset up to which this step decides.
  @exclusivity(unchecked) private(set) var limit = 0
  /// The run that was last walked, by view and class row.
  @exclusivity(unchecked) private var walked: [Int: (from: Int, to: Int)] = [:]
  /// What private key blocks of each view reach that end in this step or later.
  private(set) var blocks = [[Reach]](repeating: [], count: View.allCases.count)

  /// What a private key block reaches, as stream offsets.
  struct Reach {
    var range: Range<Int>
    /// Derived views for which it does not stand.
    var apart: ViewSet
  }

  init(_ views: StepViews, _ found: SpanCollector, blocks: [[Reach]]? = nil) {
    self.views = views
    self.found = found
    if let blocks { self.blocks = blocks }
  }

  /// Begins a step that decides the starts between two stream offsets.
  func begin(from: Int, limit: Int) {
    self.limit = limit
    for view in blocks.indices where !blocks[view].isEmpty {
      blocks[view].removeAll { $0.range.upperBound <= from }
    }
    walked.removeAll(keepingCapacity: true)
  }

  /// Advances a tail from an index of its view's text; keeps it if it is open where the step ends.
  ///
  /// Spans of what it masks are added. Returns the index that it reaches.
  @discardableResult
  func advance(
    _ tail: Tail, _ text: ViewText, from: Int, stop: Int
  ) -> Int {
    text.complete()
    let end: Int
    var next = tail
    var isOpen: Bool
    switch tail.kind {
    case .run(let row):
      end = run(tail, row, text, from: from, to: stop)
      isOpen = end >= stop
    case .quoted(let quote, let depth):
      let result = TailAdvance.quoted(
        text, quote: quote, backslashes: depth, from: from, to: stop)
      end = result.index
      isOpen = result.isOpen
    case .agreeing(let variant, let offset):
      (end, isOpen) = agreeing(tail.plan, variant, offset, text, from: from, to: stop)
      next.kind = .agreeing(variant: variant, offset: offset + end - from)
    case .pem(let state):
      return block(tail, state, text, from: from, stop: stop)
    }
    if end > from {
      // From where the last piece ended: what was removed in between is masked, too.
      found.add(tail.position, text.rawEnd(end - 1), tail.label)
      next.position = text.rawEnd(end - 1)
    }
    next.apart = fork(tail, text, to: end)
    if text.endsStream, end >= text.count { isOpen = false }
    if isOpen { found.keep(next) }
    return end
  }

  private func run(_ tail: Tail, _ row: Int, _ text: ViewText, from: Int, to stop: Int) -> Int {
    guard from < stop else { return from }
    let key = row << 4 | Int(tail.view.rawValue)
    if let known = walked[key], known.from <= from, known.to >= from { return known.to }
    let end = TailAdvance.run(tail.plan.classes, row, text.bytes, from: from, to: stop)
    walked[key] = (from, end)
    return end
  }

  private func agreeing(
    _ plan: ScanPlan, _ variant: Int32, _ offset: Int, _ text: ViewText, from: Int, to stop: Int
  ) -> (end: Int, isOpen: Bool) {
    guard let registered = plan.registered else { return (from, false) }
    var end = from
    while end < stop, registered.continues(variant, at: offset + end - from, with: text.bytes[end])
    {
      end += 1
    }
    return (end, end >= stop)
  }

  /// Advances a private key block from the content that ends at `from`.
  private func block(
    _ tail: Tail, _ state: PEMState, _ text: ViewText, from: Int, stop: Int
  ) -> Int {
    let progress = PEMTail.advance(text, from: from, to: stop, state) {
      PEMReader.look(text, $0)
    }
    for range in progress.masked {
      let start = range.lowerBound == from ? tail.position : text.rawStart(range.lowerBound)
      found.add(start, text.rawEnd(range.upperBound - 1), tail.label)
    }
    let reached = text.rawStart(progress.reached)
    var next = tail
    // Where it ends is decided by what comes after it.
    next.apart = fork(tail, text, to: min(text.count, progress.reached + PEMReader.window))
    if reached > tail.position {
      reach(tail.position..<reached, of: tail.view, apart: next.apart)
    }
    if let open = progress.open {
      next.kind = .pem(open.state)
      if open.index > from { next.position = text.rawEnd(open.index - 1) }
      found.keep(next)
    }
    return progress.reached
  }

  /// Lets the tail go on in the derived views that have an item between it and `end`, or right there.
  ///
  /// Returns all views that go their own way from now on.
  private func fork(_ tail: Tail, _ text: ViewText, to end: Int) -> ViewSet {
    guard views.isAnyActive, tail.apart != .all else { return tail.apart }
    var apart = tail.apart
    fork(tail, tail.view, reach: text.rawStart(end), &apart)
    return apart
  }

  private func fork(_ tail: Tail, _ parent: View, reach: Int, _ apart: inout ViewSet) {
    for view in parent.derived {
      if !apart.contains(ViewSet(view)), let own = views.ownText(of: view) {
        let first = own.firstIndex(atOrAfter: tail.position)
        if own.differs(first, own.firstIndex(atOrAfter: reach)) {
          apart.insert(ViewSet(view))
          var branch = tail
          branch.view = view
          branch.apart = apart
          advance(branch, own, from: first, stop: own.firstIndex(atOrAfter: limit))
          // What is derived from it branches off there.
          continue
        }
      }
      fork(tail, view, reach: reach, &apart)
    }
  }

  /// Notes what a private key block covers.
  func reach(_ range: Range<Int>, of view: View, apart: ViewSet) {
    blocks[Int(view.rawValue)].append(Reach(range: range, apart: apart))
  }

  /// Whether a private key block of the view covers the stream offset: one that was found there, or
  /// one of a view that it is derived from and has not differed from since.
  func isInBlock(_ offset: Int, of view: View) -> Bool {
    var line: ViewSet = []
    var current: View? = view
    while let ancestor = current {
      let covers = blocks[Int(ancestor.rawValue)].contains {
        $0.range.contains(offset) && $0.apart.isDisjoint(with: line)
      }
      if covers { return true }
      line.insert(ViewSet(ancestor))
      current = ancestor.parent
    }
    return false
  }

  /// The derived views in which the window of a match is not the same.
  func apart(_ text: ViewText, start: Int, window: Int) -> ViewSet {
    guard views.isAnyActive else { return [] }
    let raw = text.rawStart(start)
    var apart: ViewSet = []
    for view in views.active where view.text.view != text.view {
      let index = view.text.firstIndex(atOrAfter: raw)
      if view.text.differs(index - CompiledRule.lookBehind - 1, index + window + 1) {
        apart.insert(ViewSet(view.text.view))
      }
    }
    return apart
  }
}
