/// Byte classes as rows of 256 flags, so that a test is one load; immutable once it is sealed.
final class ClassTables: @unchecked Sendable {
  // Written only by `row(for:)` before the scrubber is shared; read-only afterwards.
  @exclusivity(unchecked) private(set) var rows: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var numbers: [ByteSet: Int] = [:]
  /// Numbers of the rows of single bytes, which are most, -1 for none.
  private var singles = [Int](repeating: -1, count: 256)
  private(set) var sets: [ByteSet] = []
  /// What else rules share while they are compiled.
  var cache = RuleCache()

  init() {
    capacity = 64
    rows = .allocate(capacity: 256 * 64)
  }

  deinit { rows.deallocate() }

  /// Number of the row of a class.
  func row(for set: ByteSet) -> Int {
    if let byte = set.onlyMember {
      if singles[Int(byte)] < 0 { singles[Int(byte)] = add(set) }
      return singles[Int(byte)]
    }
    if let known = numbers[set] { return known }
    let number = add(set)
    numbers[set] = number
    return number
  }

  private func add(_ set: ByteSet) -> Int {
    let number = sets.count
    if number == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 512 * capacity)
      larger.update(from: rows, count: 256 * capacity)
      rows.deallocate()
      rows = larger
      capacity *= 2
    }
    let row = rows + 256 * number
    row.update(repeating: 0, count: 256)
    set.forEach { row[Int($0)] = 1 }
    sets.append(set)
    return number
  }

  /// Whether the byte is in the class of the row.
  @inline(__always)
  func contains(_ row: Int, _ byte: UInt8) -> Bool {
    rows[row &<< 8 | Int(byte)] != 0
  }
}
