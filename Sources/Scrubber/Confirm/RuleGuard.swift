/// Cheap tests that a candidate must pass before an expression is tried: never false without need,
/// never missing a match. Plain data, so that the hot loop touches no reference counts.
struct RuleGuard {
  /// Most offsets that are tested one by one.
  static let mostOffsets = 16

  /// Class rows for the first offsets of a match, -1 where any byte will do.
  var rows:
    (
      Int16, Int16, Int16, Int16, Int16, Int16, Int16, Int16,
      Int16, Int16, Int16, Int16, Int16, Int16, Int16, Int16
    ) = (-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)
  /// Number of rows that matter.
  var count: Int32 = 0
  /// Row of bytes that must not stand before a match, -1 for none.
  var leftRow: Int32 = -1
  /// Rows of the skip guard, -1 for none: over bytes of the first to a byte of the second.
  var skipRow: Int32 = -1
  var stopRow: Int32 = -1
  /// Most bytes that are skipped.
  var skipLimit: Int32 = 0
  /// Bytes that an attempt may look at.
  var window: Int32 = 0

  init(window: Int) {
    self.window = Int32(window)
  }

  init(_ pattern: PatternNode, window: Int, classes: ClassTables) {
    self.init(window: window)
    let sets = pattern.positionSets(limit: Self.mostOffsets)
    withUnsafeMutableBytes(of: &rows) { raw in
      let rows = raw.bindMemory(to: Int16.self)
      for (offset, set) in sets.enumerated() where set != .all {
        rows[offset] = Int16(classes.row(for: set))
        count = Int32(offset + 1)
      }
    }
    if let set = pattern.leftExclusion { leftRow = Int32(classes.row(for: set)) }
    if let skip = SkipGuard(pattern) {
      skipRow = Int32(classes.row(for: skip.over))
      stopRow = Int32(classes.row(for: skip.to))
      skipLimit = Int32(skip.limit)
    }
  }

  /// Whether a match can start at `at`, as far as the bytes of [0, end) tell.
  @inline(__always)
  static func passes(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    let left = Int(guardian.pointee.leftRow)
    if left >= 0, at > 0, classes[left << 8 | Int(bytes[at - 1])] != 0 { return false }
    let count = min(Int(guardian.pointee.count), end - at)
    let rows = UnsafeRawPointer(guardian).assumingMemoryBound(to: Int16.self)
    var offset = 0
    while offset < count {
      let row = Int(rows[offset])
      if row >= 0, classes[row << 8 | Int(bytes[at + offset])] == 0 { return false }
      offset += 1
    }
    let skip = Int(guardian.pointee.skipRow)
    if skip >= 0 {
      let over = classes + skip << 8
      let limit = min(end, at + Int(guardian.pointee.skipLimit) + 1)
      var next = at
      while next < limit, over[Int(bytes[next])] != 0 { next += 1 }
      // At the end of what can be seen the answer is open.
      if next >= end { return true }
      if next >= limit { return false }
      if classes[Int(guardian.pointee.stopRow) << 8 | Int(bytes[next])] == 0 { return false }
    }
    return true
  }
}

/// Everything before some mandatory element consists of `over`, and that element begins with a byte
/// of `to`, which is apart from it: so a scan over the one must end at the other.
struct SkipGuard {
  var over = ByteSet()
  var to = ByteSet()
  /// Most bytes before the element.
  var limit = 0

  /// The first guard that a pattern gives; `nil` if there is none within 200 bytes.
  init?(_ pattern: PatternNode) {
    var walk = Walk()
    for part in Self.parts(pattern) {
      if walk.isBeyond { return nil }
      // A guard behind fixed bytes only says nothing that their sets do not say.
      if walk.isVariable, let stop = Self.stop(part),
        stop.skipped.union(walk.bytes).isDisjoint(with: stop.first)
      {
        over = walk.bytes.union(stop.skipped)
        to = stop.first
        limit = walk.width + stop.width
        return
      }
      walk.add(part)
    }
    return nil
  }

  private struct Walk {
    var bytes = ByteSet()
    var width = 0
    var isVariable = false
    var isBeyond = false

    mutating func add(_ part: PatternNode) {
      guard let most = part.maximumWidth, width + most <= 200 else {
        isBeyond = true
        return
      }
      bytes.formUnion(part.allBytes)
      if part.minimumWidth != most { isVariable = true }
      width += most
    }
  }

  /// What a mandatory element begins with: bytes that may come first, and then one of `first`.
  private struct Stop {
    var skipped = ByteSet()
    var first = ByteSet()
    var width = 0
  }

  private static func parts(_ node: PatternNode) -> [PatternNode] {
    switch node {
    case .sequence(let parts): parts.flatMap(parts(_:))
    case .atomic(let body): parts(body)
    default: [node]
    }
  }

  /// `nil` if the element can be empty.
  private static func stop(_ node: PatternNode) -> Stop? {
    guard node.minimumWidth > 0 else { return nil }
    switch node {
    case .set(let set): return Stop(first: set)
    case .atomic(let body): return stop(body)
    case .repeated(let body, let min, _, _): return min > 0 ? stop(body) : nil
    case .alternation(let branches):
      var union = Stop()
      for branch in branches {
        guard let stop = stop(branch) else { return nil }
        union.skipped.formUnion(stop.skipped)
        union.first.formUnion(stop.first)
        union.width = max(union.width, stop.width)
      }
      return union
    case .sequence(let parts):
      var result = Stop()
      for part in parts {
        if let stop = stop(part) {
          result.skipped.formUnion(stop.skipped)
          result.first = stop.first
          result.width += stop.width
          return result
        }
        guard let width = part.maximumWidth else { return nil }
        result.skipped.formUnion(part.allBytes)
        result.width += width
      }
      return nil
    case .empty, .look, .wordBoundary, .start, .end: return nil
    }
  }
}

extension PatternNode {
  /// All bytes that the pattern can take.
  var allBytes: ByteSet {
    switch self {
    case .set(let set): set
    case .sequence(let parts), .alternation(let parts):
      parts.reduce(into: ByteSet()) { $0.formUnion($1.allBytes) }
    case .repeated(let body, _, _, _), .atomic(let body): body.allBytes
    case .empty, .look, .wordBoundary, .start, .end: ByteSet()
    }
  }

  /// The bytes that a look-behind at the very start of the pattern excludes.
  var leftExclusion: ByteSet? {
    switch self {
    case .sequence(let parts): parts.first?.leftExclusion
    case .look(.behind, true, .set(let set)): set
    default: nil
    }
  }
}
