/// Cheap tests that a candidate must pass before an expression is tried: never false without need,
/// never missing a match. Plain data, so that the hot loop touches no reference counts.
struct RuleGuard {
  /// Offsets of a match that are looked at.
  private static let mostOffsets = 16
  /// Bytes that are tested one by one: those that reject most.
  private static let mostTests = 6
  /// Offsets that are always among them.
  private static let firstOffsets = 2
  /// Larger sets reject too little to be tested.
  private static let largestSet = 128

  /// A test of one byte: the first flag of a class, and in the low eight bits the byte's offset from
  /// the one before the match.
  private typealias Test = Int32

  /// As many as there are; then tests that all bytes pass, so that all are made without a branch:
  /// which of them fails can't be predicted.
  private var tests: (Test, Test, Test, Test, Test, Test)
  /// Bytes from the start of a match that the tests look at.
  private var span: Int32 = 0
  /// Rows of the skip guard, -1 for none: over bytes of the first to a byte of the second.
  private var skipRow: Int32 = -1
  private var stopRow: Int32 = -1
  /// Most bytes that are skipped.
  private var skipLimit: Int32 = 0
  /// Bytes that an attempt may look at.
  private(set) var window: Int32 = 0
  /// What a flush asks: the rows of all first offsets, -1 where any byte will do, and the row of
  /// bytes that must not stand before a match, -1 for none.
  private var leftRow: Int32 = -1
  private var rows = SIMD16<Int16>(repeating: -1)

  /// A guard that everything passes.
  init(window: Int, classes: ClassTables) {
    self.window = Int32(window)
    let all = Test(classes.row(for: .all) << 8)
    tests = (all, all, all, all, all, all)
  }

  init(_ pattern: PatternNode, window: Int, classes: ClassTables) {
    self.init(window: window, classes: classes)
    let sets = pattern.positionSets(limit: Self.mostOffsets)
    for (offset, set) in sets.enumerated() where set != .all {
      rows[offset] = Int16(classes.row(for: set))
    }
    var places = sets.enumerated()
      .map { (offset: $0.offset + 1, set: $0.element) }
      .filter { $0.set.count <= Self.largestSet }
    places.sort { ($0.set.count, $0.offset) < ($1.set.count, $1.offset) }
    // Where a text ends, its last bytes are all that can be tested.
    let first = places.filter { $0.offset <= Self.firstOffsets }
    places = first + places.filter { $0.offset > Self.firstOffsets }
    if let set = pattern.leftExclusion {
      places.insert((0, set.inverted), at: 0)
      leftRow = Int32(classes.row(for: set))
    }
    withUnsafeMutableBytes(of: &tests) { raw in
      let tests = raw.bindMemory(to: Test.self)
      for (number, place) in places.prefix(Self.mostTests).enumerated() {
        tests[number] = Test(classes.row(for: place.set) << 8 | place.offset)
        span = max(span, Int32(place.offset))
      }
    }
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
    let before = bytes + (at &- 1)
    if at > 0, at &+ Int(guardian.pointee.span) <= end {
      let tests = guardian.pointee.tests
      let flags =
        flag(tests.0, classes, before) & flag(tests.1, classes, before)
        & flag(tests.2, classes, before) & flag(tests.3, classes, before)
        & flag(tests.4, classes, before) & flag(tests.5, classes, before)
      if flags == 0 { return false }
    } else {
      let first = at == 0 ? 1 : 0
      if !passesAtEdge(guardian.pointee, classes, before, from: first, count: end - at) {
        return false
      }
    }
    let skip = Int(guardian.pointee.skipRow)
    if skip >= 0 {
      let over = classes + skip << 8
      let limit = min(end, at + Int(guardian.pointee.skipLimit) + 1)
      // Most scans end within a few bytes; at which of them can't be predicted.
      var next = at &+ skipped(over, bytes + at)
      if next &- at == glance {
        while next < limit, over[Int(bytes[next])] != 0 { next += 1 }
      }
      // At the end of what can be seen the answer is open.
      if next >= limit { return limit == end }
      if classes[Int(guardian.pointee.stopRow) << 8 | Int(bytes[next])] == 0 { return false }
    }
    return true
  }

  /// Whether a match can start at `at` if bytes may yet come at `end`: as `passes`, but with every
  /// test that there are bytes for. What passes waits, so it is worth the time.
  static func mayBegin(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    let left = Int(guardian.pointee.leftRow)
    if left >= 0, at > 0, classes[left << 8 | Int(bytes[at - 1])] != 0 { return false }
    for offset in 0..<min(mostOffsets, end - at) {
      let row = Int(guardian.pointee.rows[offset])
      if row >= 0, classes[row << 8 | Int(bytes[at + offset])] == 0 { return false }
    }
    return passes(guardian, classes, bytes, at: at, end: end)
  }

  /// The same tests as far as there are bytes for them: `count` from the start of the match on.
  @inline(never)
  private static func passesAtEdge(
    _ guardian: RuleGuard, _ classes: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>,
    from first: Int, count: Int
  ) -> Bool {
    withUnsafeBytes(of: guardian.tests) { raw in
      raw.bindMemory(to: Test.self).allSatisfy { test in
        let place = Int(test & 0xFF)
        return place < first || place > count || flag(test, classes, before) != 0
      }
    }
  }

  /// Bytes that `skipped` looks at; there is padding for them after any text.
  private static let glance = 8

  /// How many of the first bytes are in the class, at most `glance`; without a branch.
  @inline(__always)
  private static func skipped(
    _ over: UnsafePointer<UInt8>, _ bytes: UnsafePointer<UInt8>
  ) -> Int {
    var others = UInt32(1) << UInt32(glance)
    for offset in 0..<glance {
      others |= UInt32(over[Int(bytes[offset])] ^ 1) << UInt32(offset)
    }
    return others.trailingZeroBitCount
  }

  @inline(__always)
  private static func flag(
    _ test: Test, _ classes: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>
  ) -> UInt8 {
    classes[Int(test & ~0xFF) | Int(before[Int(test & 0xFF)])]
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
