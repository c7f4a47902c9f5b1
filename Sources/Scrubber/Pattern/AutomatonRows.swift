/// What the rows of an `AutomatonCache` stand for: sets of the automaton's states.
struct AutomatonRows {
  /// What tells one row from another besides its states.
  struct Key: Equatable {
    /// Bit n: pattern n of `must` has not been found yet.
    var missing: UInt32 = 0
    /// The class of the byte before, where it matters.
    var context: UInt16 = 0
  }

  private struct Row {
    var key: Key
    var start: Int
    var count: Int
  }

  /// Rows that a new cache has room for.
  private static let smallest = 16
  /// States that there is room for, for each row.
  private static let statesPerRow = 16

  private(set) var capacity = Self.smallest
  private var rows: [Row] = []
  /// The states of all rows, one row after the other.
  private var states: [UInt16] = []
  /// Row numbers by hash, 0 for none; its length is a power of two and twice the capacity.
  private var table: [UInt16]
  /// Built while an entry is worked out: bit n for state n.
  private var bits: [UInt64]

  init(stateCount: Int) {
    table = [UInt16](repeating: 0, count: 2 * Self.smallest)
    bits = [UInt64](repeating: 0, count: (stateCount + 63) / 64)
    reserve()
  }

  private mutating func reserve() {
    rows.reserveCapacity(capacity)
    states.reserveCapacity(capacity * Self.statesPerRow)
  }

  /// Transitions worked out since everything was last forgotten.
  var extensions = 0
  /// How often everything was forgotten.
  private(set) var resets = 0

  /// Bytes that the rows take.
  var size: Int {
    rows.capacity * MemoryLayout<Row>.stride + 2 * states.capacity + 2 * table.count
      + 8 * bits.count
  }

  var hasRoom: Bool {
    rows.count + AutomatonCache.firstRow < capacity
  }

  /// The states and the key of a row.
  func states(_ row: Int) -> ArraySlice<UInt16> {
    let entry = rows[row - AutomatonCache.firstRow]
    return states[entry.start..<(entry.start + entry.count)]
  }

  func key(_ row: Int) -> Key { rows[row - AutomatonCache.firstRow].key }

  mutating func grow(to capacity: Int) {
    self.capacity = capacity
    reserve()
    table = [UInt16](repeating: 0, count: 2 * capacity)
    for number in rows.indices {
      let row = rows[number]
      let slot = slot(for: row.key, states[row.start..<(row.start + row.count)])
      table[slot] = UInt16(number + AutomatonCache.firstRow)
    }
  }

  mutating func removeAll() {
    capacity = Self.smallest
    rows = []
    states = []
    table = [UInt16](repeating: 0, count: 2 * capacity)
    extensions = 0
    resets += 1
    reserve()
  }

  // MARK: The next row

  /// Marks a state of the next row.
  mutating func mark(_ state: UInt16) {
    bits[Int(state >> 6)] |= 1 << UInt64(state & 63)
  }

  /// Calls `body` with the states that are marked, in ascending order, and unmarks them.
  mutating func takeMarked(_ body: (UInt16) -> Void) {
    for word in bits.indices where bits[word] != 0 {
      var rest = bits[word]
      bits[word] = 0
      while rest != 0 {
        body(UInt16(word * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }

  /// The row that stands for the states, 0 if there is none yet.
  func number(for key: Key, _ wanted: [UInt16]) -> UInt16 {
    table[slot(for: key, wanted[...])]
  }

  /// Adds a row; there is room for it.
  mutating func add(_ key: Key, _ wanted: [UInt16]) -> UInt16 {
    let slot = slot(for: key, wanted[...])
    let number = UInt16(rows.count + AutomatonCache.firstRow)
    rows.append(Row(key: key, start: states.count, count: wanted.count))
    states.append(contentsOf: wanted)
    table[slot] = number
    return number
  }

  /// Where the row stands in the table, or where it would.
  private func slot(for key: Key, _ wanted: ArraySlice<UInt16>) -> Int {
    var hash = UInt64(key.missing) << 16 | UInt64(key.context)
    for state in wanted { hash = (hash ^ UInt64(state)) &* 0x9E37_79B9_7F4A_7C15 }
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 33) & mask
    while table[slot] != 0 {
      let row = rows[Int(table[slot]) - AutomatonCache.firstRow]
      if row.key == key, states[row.start..<(row.start + row.count)] == wanted { break }
      slot = (slot + 1) & mask
    }
    return slot
  }
}
