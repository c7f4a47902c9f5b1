internal import CScanKernels

/// A rule that may match at an index of a text.
struct Candidate {
  var rule: Int32
  var start: Int32
}

/// Finds candidates: prefilter, anchors, guards. One for each stream, for its memory.
final class CandidateScan {
  private let plan: ScanPlan
  private let buffers = ScanBuffers()
  private let found: UnsafeMutablePointer<Candidate>
  private let capacity: Int
  /// Anchors that were found.
  @exclusivity(unchecked) private(set) var anchors = 0

  init(_ plan: ScanPlan) {
    self.plan = plan
    capacity = 1_024 + plan.anchors.mostCandidates
    found = .allocate(capacity: capacity)
  }

  deinit { found.deallocate() }

  /// Calls `body` with every rule and start in [from, to) that an anchor and its guard give.
  @inline(__always)
  func forEach(_ text: ViewText, from: Int, to: Int, _ body: (Int, Int) -> Void) {
    let index = plan.anchors
    guard index.entries.count > 0, from < to else { return }
    let last = min(to + index.highestOffset, text.count)
    buffers.reserve(last - from)
    let count = scan_anchors(
      plan.isa, text.bytes, from, last, index.tables, buffers.positions)
    var next = 0
    while next < count {
      let size = collect(text.bytes, end: text.count, starts: from..<to, &next, count)
      for number in 0..<size {
        let candidate = found[number]
        body(Int(candidate.rule), Int(candidate.start))
      }
    }
  }

  /// Fills `found` from the positions from `next` on, as far as there is room; returns how many.
  @inline(never)
  private func collect(
    _ bytes: UnsafePointer<UInt8>, end: Int, starts: Range<Int>, _ next: inout Int, _ count: Int
  ) -> Int {
    let positions = buffers.positions
    let index = plan.anchors.lookup
    let classes = UnsafePointer(plan.classes.rows)
    let guards = UnsafePointer(plan.guards)
    let limit = capacity - plan.anchors.mostCandidates
    let out = found
    var size = 0
    var hits = 0
    var number = next
    while number < count, size <= limit {
      let at = Int(positions[number])
      number &+= 1
      let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt32.self)
      var (place, stop) = index.slot(word)
      while place < stop {
        let known = index.entry(place, for: word, classes)
        place &+= 1
        guard let entry = known,
          entry.pointee.before.passes(bytes + (at &- AnchorNeighbours.width)),
          entry.pointee.behind.passes(bytes + (at &+ AnchorWindow.width))
        else { continue }
        hits &+= 1
        let guardian = guards + Int(entry.pointee.rule)
        var start = max(starts.lowerBound, at &- Int(entry.pointee.highestOffset))
        let highest = min(starts.upperBound &- 1, at &- Int(entry.pointee.lowestOffset))
        while start <= highest {
          if RuleGuard.passes(guardian, classes, bytes, at: start, end: end) {
            out[size] = Candidate(
              rule: entry.pointee.rule, start: Int32(truncatingIfNeeded: start))
            size &+= 1
          }
          start &+= 1
        }
      }
    }
    next = number
    anchors &+= hits
    return size
  }
}
