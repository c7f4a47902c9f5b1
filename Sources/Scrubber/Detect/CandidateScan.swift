internal import CScanKernels

/// A rule that may match at an index of a text.
typealias Candidate = scan_candidate

/// Finds candidates: prefilter, anchors, guards. One for each stream, for its memory.
///
/// Between the stages stand arrays that are written without a branch: which of many tests fails can't
/// be predicted, and a mispredicted jump costs more than the tests behind it.
final class CandidateScan {
  /// An anchor at a position.
  private struct Hit {
    var position: UInt32
    var entry: UInt32
  }

  private let plan: ScanPlan
  private let buffers = ScanBuffers()
  private let hits: UnsafeMutablePointer<Hit>
  private let found: UnsafeMutablePointer<Candidate>
  private let capacity: Int
  /// Anchors that were found.
  @exclusivity(unchecked) private(set) var anchors = 0

  /// Hits that are collected before they are turned into candidates.
  private static let batch = 1_024

  init(_ plan: ScanPlan) {
    self.plan = plan
    hits = .allocate(capacity: Self.batch + plan.anchors.mostEntries)
    capacity = 1_024 + plan.anchors.mostStarts
    found = .allocate(capacity: capacity)
  }

  deinit {
    hits.deallocate()
    found.deallocate()
  }

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
      let hitCount = collect(text.bytes, &next, count)
      var hit = 0
      while hit < hitCount {
        let size = thin(text.bytes, end: text.count, starts: from..<to, &hit, hitCount)
        let kept = scan_keep_reaching(
          plan.isa, found, size, plan.skips, text.bytes, text.count)
        for number in 0..<kept {
          let candidate = found[number]
          body(Int(candidate.rule), Int(candidate.start))
        }
      }
    }
  }

  /// Fills `hits` from the positions from `next` on, as far as there is room; returns how many.
  @inline(never)
  private func collect(_ bytes: UnsafePointer<UInt8>, _ next: inout Int, _ count: Int) -> Int {
    let positions = buffers.positions
    let index = plan.anchors.lookup
    let classes = UnsafePointer(plan.classes.rows)
    let out = hits
    var size = 0
    var number = next
    while number < count, size <= Self.batch {
      let position = positions[number]
      number &+= 1
      let anchor = bytes + Int(position)
      let word = UnsafeRawPointer(anchor).loadUnaligned(as: UInt32.self)
      let before = AnchorNeighbours.word(anchor - AnchorNeighbours.width)
      let behind = AnchorNeighbours.word(anchor + AnchorWindow.width)
      var (place, stop) = index.slot(word)
      while place < stop {
        let known = index.listed(place)
        let entry = index.entry(known)
        out[size] = Hit(position: position, entry: known.pointee.entry)
        size &+=
          known.pointee.admits(word) & entry.pointee.before.flag(before)
          & entry.pointee.behind.flag(behind)
          & (known.pointee.isExact ? 1 : entry.pointee.admits(word, classes))
        place &+= 1
      }
    }
    next = number
    anchors &+= size
    return size
  }

  /// Fills `found` from the hits from `next` on, as far as there is room: the starts that pass the
  /// tests of single bytes; returns how many.
  @inline(never)
  private func thin(
    _ bytes: UnsafePointer<UInt8>, end: Int, starts: Range<Int>, _ next: inout Int, _ count: Int
  ) -> Int {
    let entries = plan.anchors.lookup
    let classes = UnsafePointer(plan.classes.rows)
    let guards = UnsafePointer(plan.guards)
    let limit = capacity - plan.anchors.mostStarts
    let out = found
    var size = 0
    var number = next
    while number < count, size <= limit {
      let hit = hits[number]
      number &+= 1
      let entry = entries.entry(at: hit.entry)
      let at = Int(hit.position)
      let rule = entry.pointee.rule
      let guardian = guards + Int(rule)
      var start = max(starts.lowerBound, at &- Int(entry.pointee.highestOffset))
      let highest = min(starts.upperBound &- 1, at &- Int(entry.pointee.lowestOffset))
      while start <= highest {
        out[size] = Candidate(rule: rule, start: Int32(truncatingIfNeeded: start))
        size &+= Int(RuleGuard.passesTests(guardian, classes, bytes, at: start, end: end))
        start &+= 1
      }
    }
    next = number
    return size
  }
}
