internal import CScanKernels

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
  /// The skip guard.
  private(set) var skip = scan_skip()
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
      skip.over.forEach { scan_class_add(&self.skip.over, $0) }
      skip.to.forEach { scan_class_add(&self.skip.to, $0) }
      self.skip.limit = Int32(skip.limit)
      self.skip.is_on = 1
    }
  }

  /// Whether a match can start at `at`, as far as the bytes of [0, end) tell.
  static func passes(
    _ guardian: UnsafePointer<RuleGuard>, _ classes: UnsafePointer<UInt8>,
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    passesTests(guardian, classes, bytes, at: at, end: end) != 0
      && withUnsafePointer(to: guardian.pointee.skip) { scan_reaches($0, bytes, at, end) != 0 }
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

  @inline(__always)
  private static func flag(
    _ test: Test, _ classes: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>
  ) -> UInt8 {
    classes[Int(test & ~0xFF) | Int(before[Int(test & 0xFF)])]
  }
}
