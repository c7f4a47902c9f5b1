/// The order of things in a stream: window, views, detection, tails, redaction.
///
/// A step decides all starts in [decided, to), for which everything that a decision may look at is
/// at hand. What has been decided never changes, so steps may be cut anywhere.
final class StreamMachine {
  /// Most bytes that one step decides.
  private static let longestStep = 128 * 1_024

  private var plan: ScanPlan
  private var detector: Detector
  private var views: StepViews
  private var names = LabelNames()
  private var window: ByteWindow
  private var redactor: Redactor
  private var walker: TailWalker
  private let found: SpanCollector
  private var tails: [Tail] = []
  /// Stream offset up to which all starts have been decided.
  private var decided = 0
  /// Scrubbers to come, and the offset from which on they count.
  private var adopted: [(offset: Int, scrubber: SecretScrubber)] = []
  private var peakHeld = 0
  /// Most bytes that may be held: the greatest bound of the scrubbers so far.
  private var heldLimit: Int
  private var earlierCalls = (candidates: 0, attempts: 0, confirms: 0)

  init(_ scrubber: SecretScrubber) {
    plan = scrubber.plan
    heldLimit = scrubber.holdBack
    views = StepViews(scrubber.plan)
    window = ByteWindow(capacity: Self.capacity(scrubber.plan))
    redactor = Redactor(scrubber.policy, ownTexts: scrubber.ownTexts, isa: scrubber.plan.isa)
    var wantsMaterial = false
    if case .keyed = scrubber.policy.replacement { wantsMaterial = true }
    found = SpanCollector(wantsMaterial: wantsMaterial)
    walker = TailWalker(views, found)
    detector = Detector(scrubber.plan, names: &names, walker: walker, found: found)
  }

  /// A second stream that goes on from where another is, which does not notice.
  init(continuing other: StreamMachine) {
    plan = other.plan
    heldLimit = other.heldLimit
    views = StepViews(other.plan)
    names = other.names
    window = ByteWindow(copying: other.window)
    // What it stages has left by the end of every call.
    redactor = other.redactor
    tails = other.tails
    decided = other.decided
    adopted = other.adopted
    found = SpanCollector(continuing: other.found)
    walker = TailWalker(views, found, blocks: other.walker.blocks)
    detector = Detector(other.plan, names: &names, walker: walker, found: found)
  }

  private static func capacity(_ plan: ScanPlan) -> Int {
    ViewLimits.context + longestStep + 2 * plan.limits.holdBack + plan.limits.stepQuantum
  }

  // MARK: Input

  func feed<Sink: ScrubSink>(_ bytes: UnsafeRawBufferPointer, into sink: inout Sink) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      makeRoom()
      let piece = rest.prefix(min(window.room, Self.longestStep))
      window.append(UnsafeRawBufferPointer(rebasing: piece))
      rest = rest.dropFirst(piece.count)
      try advance(into: &sink)
    }
  }

  func read<Sink: ScrubSink>(
    atMost limit: Int, into sink: inout Sink,
    _ fill: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> Int {
    makeRoom()
    let memory = window.unused(atMost: max(1, min(limit, Self.longestStep)))
    let filled = try fill(memory)
    guard filled > 0 else { return filled }
    window.append(filled: min(filled, memory.count))
    try advance(into: &sink)
    return filled
  }

  /// Drops what no decision can look at any more.
  private func makeRoom() {
    guard window.room < Self.longestStep else { return }
    window.drop(before: min(decided - ViewLimits.context, redactor.lexed, redactor.released))
  }

  // MARK: Steps

  private func advance<Sink: ScrubSink>(into sink: inout Sink) throws {
    while true {
      let ready = window.end - plan.limits.holdBack - decided
      if ready < plan.limits.stepQuantum { break }
      try step(to: decided + min(ready, Self.longestStep), isEnd: false, into: &sink)
    }
    note(held: window.end - redactor.released)
  }

  func finish<Sink: ScrubSink>(into sink: inout Sink) throws {
    while decided < window.end {
      try step(to: min(window.end, decided + Self.longestStep), isEnd: true, into: &sink)
    }
    try redactor.finish(window.held, names: names, material: found.material, into: &sink)
  }

  func flush<Sink: ScrubSink>(into sink: inout Sink) throws {
    let ready = window.end - plan.limits.holdBack - decided
    if ready > 0 { try step(to: decided + ready, isEnd: false, into: &sink) }
    // A span that is open, and a change of the scrubber, leave nothing to gain.
    guard tails.isEmpty, adopted.isEmpty, decided < window.end else { return }
    let start = max(window.base, decided - ViewLimits.context)
    let text = window.text(from: start, to: window.end, endsStream: false)
    let probe = FlushProbe(plan, views: views, detector: detector)
    let live = probe.firstLive(text, from: decided)
    let limit = max(redactor.released, redactor.settled(window.held, before: live))
    try redactor.release(
      to: limit, isFinal: false, window.held, opaque: views.placeholders, names: names,
      material: found.material,
      into: &sink)
  }

  /// Decides the starts in [decided, limit) and emits what they leave certain.
  private func step<Sink: ScrubSink>(to limit: Int, isEnd: Bool, into sink: inout Sink) throws {
    var to = limit
    if let next = adopted.first {
      if next.offset <= decided {
        switchScrubber()
      } else {
        to = min(to, next.offset)
      }
    }
    let from = decided
    let start = max(window.base, from - ViewLimits.context)
    let end = min(window.end, to + plan.limits.holdBack)
    let atEnd = isEnd && end == window.end
    views.build(window.text(from: start, to: end, endsStream: atEnd))
    walker.begin(from: from, limit: to)
    advanceTails(to: to)
    detect(views.base, from: from, to: to, ranges: nil)
    for view in views.active { detect(view.text, from: from, to: to, ranges: view.ranges) }
    detector.decideMarkers()
    tails.append(contentsOf: found.takeTails(names))
    decided = to
    try release(isFinal: atEnd && to == end, into: &sink)
  }

  private func note(held: Int) {
    peakHeld = max(peakHeld, held)
    assert(held <= heldLimit, "held \(held) bytes of at most \(heldLimit)")
  }

  private func detect(_ text: ViewText, from: Int, to: Int, ranges: [Range<Int>]?) {
    let first = text.firstIndex(atOrAfter: from)
    let last = text.firstIndex(atOrAfter: to)
    guard let ranges else {
      detector.detect(text, from: first, to: last, stop: last)
      return
    }
    for range in ranges {
      let part = range.clamped(to: first..<last)
      if part.isEmpty { continue }
      detector.detect(text, from: part.lowerBound, to: part.upperBound, stop: last)
    }
  }

  /// Advances the open ends of spans over what the step decides.
  private func advanceTails(to: Int) {
    guard !tails.isEmpty else { return }
    let open = tails
    tails.removeAll(keepingCapacity: true)
    for tail in open {
      guard tail.position < to else {
        tails.append(tail)
        continue
      }
      let text = views.text(for: tail.view).named(tail.view)
      let from = text.firstIndex(atOrAfter: tail.position)
      let stop = text.firstIndex(atOrAfter: to)
      walker.advance(tail, text, from: from, stop: stop)
    }
  }

  /// Hands the spans to the redactor and emits what can't change any more.
  private func release<Sink: ScrubSink>(isFinal: Bool, into sink: inout Sink) throws {
    redactor.add(found.spans, names: names)
    found.spans.removeAll(keepingCapacity: true)
    redactor.add(identifiers: found.identifiers, names: names)
    found.identifiers.removeAll(keepingCapacity: true)
    var limit = decided
    if !isFinal {
      limit = min(limit, widened(decided))
      // What lies between the last masked byte of a tail and the next one may be masked yet.
      for tail in tails { limit = min(limit, tail.position) }
      limit = max(limit, redactor.released)
    }
    try redactor.release(
      to: limit, isFinal: isFinal, window.held, opaque: views.placeholders, names: names,
      material: found.material,
      into: &sink)
    let needed = Set(tails.map(\.label.material))
    found.forgetMaterial { needed.contains($0) || redactor.needs($0) }
  }

  /// The first stream offset that a registered match may mask which starts at `offset` or later.
  ///
  /// Exact, for the views hold all that stands before `offset`. Those of a scrubber to come may be
  /// others, so for its matches the margin is the greatest that there is.
  private func widened(_ offset: Int) -> Int {
    var first = offset
    if plan.registered != nil {
      first = views.base.rawStart(views.base.widened(views.base.firstIndex(atOrAfter: offset)))
      for active in views.active {
        let text = active.text
        let index = text.firstIndex(atOrAfter: offset)
        // Where a view equals what it is derived from, its bytes need not be there.
        guard text.differs(index - RegisteredIndex.mostWidening, index) else { continue }
        first = min(first, text.rawStart(text.widened(index)))
      }
    }
    if let next = adopted.first { first = min(first, next.offset - Widening.mostRaw) }
    return min(first, offset)
  }

  // MARK: Change of the scrubber

  func adopt(_ scrubber: SecretScrubber) {
    adopted.append((window.end, scrubber))
    heldLimit = max(heldLimit, scrubber.holdBack)
    window.grow(to: Self.capacity(scrubber.plan) + window.count)
  }

  private func switchScrubber() {
    let next = adopted.removeFirst().scrubber
    earlierCalls.candidates += detector.candidates.anchors
    earlierCalls.attempts += detector.confirmer.attempts
    earlierCalls.confirms += detector.confirmer.calls
    plan = next.plan
    views = StepViews(next.plan)
    walker = TailWalker(views, found, blocks: walker.blocks)
    detector = Detector(next.plan, names: &names, walker: walker, found: found)
    redactor.adopt(ownTexts: next.ownTexts)
  }

  // MARK: Figures

  var statistics: Statistics {
    var result = Statistics()
    result.bytesIn = window.end
    result.bytesOut = redactor.bytesOut
    result.findings = redactor.findingCount
    result.unscanned = found.unscanned
    result.peakHeld = peakHeld
    for (number, count) in found.hits.enumerated() where count > 0 {
      result.hits[names[Int32(number)]] = count
    }
    result.candidates = earlierCalls.candidates + detector.candidates.anchors
    result.attempts = earlierCalls.attempts + detector.confirmer.attempts
    result.confirmCalls = earlierCalls.confirms + detector.confirmer.calls
    return result
  }
}
