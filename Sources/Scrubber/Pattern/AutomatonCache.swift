/// The part of an automaton's deterministic form that one stream's texts have needed so far.
///
/// Each row of the table says where each byte class leads; what is not known yet is worked out when
/// it is first needed. Memory is bounded: when there is no more, everything is forgotten, and when
/// that happens without gain the cache answers nothing for a while.
struct AutomatonCache {
  enum Verdict {
    case accept
    case reject
    /// Ask PCRE2.
    case undecided
  }

  /// Where a match can end.
  enum End {
    case none
    case one(Int)
    case several
    /// Ask PCRE2.
    case undecided
  }

  /// What a table holds besides numbers of rows.
  static let unknown: UInt16 = 0
  static let rejected: UInt16 = 1
  static let accepted: UInt16 = 2
  /// Number of the first row.
  static let firstRow = 3
  /// Added to an entry where ends are asked for: there is one before the byte; there are none from
  /// here on.
  static let endsHere: UInt16 = 0x8000
  static let noMoreEnds: UInt16 = 0x4000
  private static let rowBits: UInt16 = 0x3FFF

  // What the loops read.
  var table: UnsafeMutablePointer<UInt16>
  let classes: UnsafePointer<UInt8>
  /// Binary logarithm of the length of a row.
  let shift: Int
  /// Column for the end of the text; in the next one `$` does not hold.
  let endColumn: Int
  let usesPrevious: Bool
  /// Verdicts that will be refused.
  var refusals = 0
  /// Verdicts since everything was last forgotten.
  var verdicts = 0
  /// The row for each context at the start.
  let initial: UnsafeMutablePointer<UInt16>

  // What is read when a row or an entry is made.
  let automaton: Automaton
  let pool: Unmanaged<AutomatonPool>
  var rows: AutomatonRows
  var step: AutomatonStep
  /// The size that the pool knows of.
  private var accounted = 0

  init(_ automaton: Automaton, pool: AutomatonPool) {
    self.automaton = automaton
    self.pool = Unmanaged.passUnretained(pool)
    classes = automaton.classes
    endColumn = automaton.classCount
    usesPrevious = automaton.usesPrevious
    let columns = automaton.classCount + 2
    shift = Int.bitWidth - (columns - 1).leadingZeroBitCount
    initial = .allocate(capacity: columns)
    initial.initialize(repeating: Self.unknown, count: columns)
    rows = AutomatonRows(stateCount: automaton.stateCount)
    step = AutomatonStep(automaton)
    table = .allocate(capacity: rows.capacity << shift)
    table.initialize(repeating: Self.unknown, count: rows.capacity << shift)
    _ = settleAccount()
  }

  /// Frees the memory; the cache must not be used afterwards.
  func deallocate() {
    table.deallocate()
    initial.deallocate()
    step.deallocate()
  }

  /// The context at index `at`, as far as it matters.
  @inline(__always)
  private func context(
    _ bytes: UnsafePointer<UInt8>, _ at: Int, _ edges: MatchScratch.Edges
  ) -> Int {
    if !usesPrevious { return 0 }
    if at > 0 { return Int(classes[Int(bytes[at &- 1])]) }
    return edges.contains(.notBeginning) ? endColumn &+ 1 : endColumn
  }

  /// Counts a verdict and gives the row in which it begins; below `firstRow` that is the answer.
  @inline(__always)
  private mutating func opening(_ context: Int) -> UInt16 {
    verdicts &+= 1
    let row = initial[context]
    return row == Self.unknown ? begin(context) : row
  }

  /// Answers the question for the text [0, count) at index `at`, or from there on for a search.
  mutating func decide(
    _ bytes: UnsafePointer<UInt8>, count: Int, at: Int, _ edges: MatchScratch.Edges
  ) -> Verdict {
    var row = opening(context(bytes, at, edges))
    if row < Self.firstRow { return verdict(row) }
    var table = table
    var index = at
    while index < count {
      let column = Int(classes[Int(bytes[index])])
      var next = table[Int(row) &<< shift | column]
      if next < Self.firstRow {
        if next == Self.unknown { next = extend(Int(row), column) }
        if next < Self.firstRow { return verdict(next) }
        table = self.table
      }
      row = next
      index &+= 1
    }
    let column = edges.contains(.notEnd) ? endColumn &+ 1 : endColumn
    var last = table[Int(row) &<< shift | column]
    if last == Self.unknown { last = extend(Int(row), column) }
    return verdict(last)
  }

  /// Bytes that `mayMatch` reads at most: so few that the rows they need always have room.
  static let mostBytesOfGlance = 128

  /// Whether the answer for the text [0, to) at index `from` may be yes, as far as a few bytes tell;
  /// `nil` if that can't be told. The byte before the index must not matter.
  mutating func mayMatch(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> Bool? {
    var row = opening(0)
    let end = min(to, from &+ Self.mostBytesOfGlance)
    var table = table
    var index = from
    while row >= Self.firstRow {
      if index >= end { return true }
      let column = Int(classes[Int(bytes[index])])
      var next = table[Int(row) &<< shift | column]
      if next == Self.unknown {
        next = extend(Int(row), column)
        table = self.table
      }
      row = next
      index &+= 1
    }
    return row == Self.unknown ? nil : row == Self.accepted
  }

  /// Answers the question about what ends at index `at`.
  mutating func decideBackwards(_ bytes: UnsafePointer<UInt8>, at: Int) -> Verdict {
    var row = opening(0)
    if row < Self.firstRow { return verdict(row) }
    var table = table
    var index = at
    while index > 0 {
      index &-= 1
      let column = Int(classes[Int(bytes[index])])
      var next = table[Int(row) &<< shift | column]
      if next < Self.firstRow {
        if next == Self.unknown { next = extend(Int(row), column) }
        if next < Self.firstRow { return verdict(next) }
        table = self.table
      }
      row = next
    }
    var last = table[Int(row) &<< shift | endColumn]
    if last == Self.unknown { last = extend(Int(row), endColumn) }
    return verdict(last)
  }

  /// Where a match of pattern 0 that starts at index `at` can end.
  mutating func findEnd(
    _ bytes: UnsafePointer<UInt8>, count: Int, at: Int, _ edges: MatchScratch.Edges
  ) -> End {
    var row = opening(context(bytes, at, edges))
    if row < Self.firstRow { return row == Self.unknown ? .undecided : .none }
    var table = table
    var index = at
    var end = -1
    while true {
      let isInside = index < count
      var column = edges.contains(.notEnd) ? endColumn &+ 1 : endColumn
      if isInside { column = Int(classes[Int(bytes[index])]) }
      var next = table[Int(row) &<< shift | column]
      if next == Self.unknown {
        next = extend(Int(row), column)
        if next == Self.unknown { return .undecided }
        table = self.table
      }
      if next &- UInt16(Self.firstRow) >= Self.noMoreEnds &- UInt16(Self.firstRow) {
        if next & Self.endsHere != 0 {
          if end >= 0 { return .several }
          end = index
        }
        if next & Self.noMoreEnds != 0, end < 0 { return .none }
        next &= Self.rowBits
        if next < Self.firstRow { return next == Self.accepted && end >= 0 ? .one(end) : .none }
      }
      row = next
      index &+= 1
    }
  }

  @inline(__always)
  private func verdict(_ row: UInt16) -> Verdict {
    if row == Self.accepted { return .accept }
    return row == Self.rejected ? .reject : .undecided
  }

  // MARK: Memory

  /// Bytes that the cache takes, apart from what is fixed.
  var size: Int { MemoryLayout<UInt16>.stride &* rows.capacity << shift + rows.size }

  /// Makes room for one more row; returns whether there is some now.
  mutating func makeRoom() -> Bool {
    if rows.hasRoom { return settleAccount() }
    let larger = 2 * rows.capacity
    let wanted = 2 * size
    guard larger <= Int(Self.rowBits), wanted <= AutomatonPool.mostBytesOfOne,
      pool._withUnsafeGuaranteedRef({ $0.makeRoom(wanted - size, for: automaton) })
    else { return false }
    let grown = UnsafeMutablePointer<UInt16>.allocate(capacity: larger << shift)
    grown.initialize(repeating: Self.unknown, count: larger << shift)
    grown.update(from: table, count: rows.capacity << shift)
    table.deallocate()
    table = grown
    rows.grow(to: larger)
    return settleAccount()
  }

  /// Tells the pool about growth; returns whether the cache is within its limit.
  private mutating func settleAccount() -> Bool {
    let size = size
    if size != accounted {
      pool._withUnsafeGuaranteedRef { $0.account(size - accounted) }
      accounted = size
    }
    return size <= AutomatonPool.mostBytesOfOne
  }

  /// Forgets all rows and gives their memory back.
  mutating func reset() {
    rows.removeAll()
    table.deallocate()
    table = .allocate(capacity: rows.capacity << shift)
    table.initialize(repeating: Self.unknown, count: rows.capacity << shift)
    initial.initialize(repeating: Self.unknown, count: endColumn + 2)
    _ = settleAccount()
  }
}
