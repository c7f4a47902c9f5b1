/// Byte classes as rows of 256 flags, so that a test is one load; immutable once it is sealed.
final class ClassTables: @unchecked Sendable {
  // Written only by `row(for:)` before the scrubber is shared; read-only afterwards.
  @exclusivity(unchecked) private(set) var rows: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var numbers: [ByteSet: Int] = [:]
  private(set) var sets: [ByteSet] = []

  init() {
    capacity = 64
    rows = .allocate(capacity: 256 * 64)
  }

  deinit { rows.deallocate() }

  /// Number of the row of a class.
  func row(for set: ByteSet) -> Int {
    if let known = numbers[set] { return known }
    let number = sets.count
    if number == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 512 * capacity)
      larger.update(from: rows, count: 256 * capacity)
      rows.deallocate()
      rows = larger
      capacity *= 2
    }
    for byte in 0..<256 { rows[256 * number + byte] = 0 }
    set.forEach { rows[256 * number + Int($0)] = 1 }
    numbers[set] = number
    sets.append(set)
    return number
  }

  /// Whether the byte is in the class of the row.
  @inline(__always)
  func contains(_ row: Int, _ byte: UInt8) -> Bool {
    rows[row &<< 8 | Int(byte)] != 0
  }
}
