/// Cheap tests that a candidate must pass before an expression is tried: never false without need,
/// never missing a match. Plain data, so that the hot loop touches no reference counts.
struct RuleGuard {
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

  init(_ shape: GuardShape, window: Int, classes: ClassTables) {
    self.init(window: window, classes: classes)
    for (offset, set) in shape.offsets.enumerated() {
      if let set { rows[offset] = Int16(classes.row(for: set)) }
    }
    if let set = shape.left { leftRow = Int32(classes.row(for: set)) }
    withUnsafeMutableBytes(of: &tests) { raw in
      let tests = raw.bindMemory(to: Test.self)
      for (number, test) in shape.tests.enumerated() {
        tests[number] = Test(classes.row(for: test.set) << 8 | test.offset)
        span = max(span, Int32(test.offset))
      }
    }
    if let skip = shape.skip {
      skipRow = Int32(classes.row(for: skip.over))
      stopRow = Int32(classes.row(for: skip.to))
      skipLimit = Int32(skip.limit)
    }
  }

  /// Whether a match can start at `at`, as far as the bytes of [0, end) tell.
  static func passes(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    passesTests(guardian, classes, bytes, at: at, end: end) != 0
      && passesSkip(guardian, classes, bytes, at: at, end: end)
  }

  /// 1 if the tests of single bytes pass, else 0.
  @inline(__always)
  static func passesTests(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> UInt8 {
    let before = bytes + (at &- 1)
    if at > 0, at &+ Int(guardian.pointee.span) <= end {
      let tests = guardian.pointee.tests
      return flag(tests.0, classes, before) & flag(tests.1, classes, before)
        & flag(tests.2, classes, before) & flag(tests.3, classes, before)
        & flag(tests.4, classes, before) & flag(tests.5, classes, before)
    }
    let first = at == 0 ? 1 : 0
    return passesAtEdge(guardian.pointee, classes, before, from: first, count: end - at) ? 1 : 0
  }

  /// Whether a scan over the bytes of the skip guard ends as it must.
  @inline(__always)
  static func passesSkip(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    let skip = Int(guardian.pointee.skipRow)
    if skip < 0 { return true }
    let over = classes + skip << 8
    let limit = min(end, at + Int(guardian.pointee.skipLimit) + 1)
    // Most scans end within a few bytes; at which of them can't be predicted.
    var step = skipped(over, bytes + at)
    var next = at &+ step
    while step == glance, next < limit {
      step = skipped(over, bytes + next)
      next &+= step
    }
    // At the end of what can be seen the answer is open.
    if next >= limit { return limit == end }
    return classes[Int(guardian.pointee.stopRow) << 8 | Int(bytes[next])] != 0
  }

  /// Whether a match can start at `at` if bytes may yet come at `end`: as `passes`, but with every
  /// test that there are bytes for. What passes waits, so it is worth the time.
  static func mayBegin(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    let left = Int(guardian.pointee.leftRow)
    if left >= 0, at > 0, classes[left << 8 | Int(bytes[at - 1])] != 0 { return false }
    for offset in 0..<min(GuardShape.mostOffsets, end - at) {
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
