/// A partition of the byte values: the bytes of one class are members of the same sets.
struct ByteClasses: Sendable {
  /// The class of each byte, 0..<`count`.
  private(set) var numbers = [UInt8](repeating: 0, count: 256)
  /// Number of classes, 1 to 256.
  private(set) var count = 1

  /// The coarsest partition that tells the members of each set from the other bytes.
  init(separating sets: [ByteSet]) {
    for set in sets { split(by: set) }
  }

  private mutating func split(by set: ByteSet) {
    var hasOutsider = [Bool](repeating: false, count: count)
    set.inverted.forEach { hasOutsider[Int(numbers[Int($0)])] = true }
    var moved = [Int](repeating: -1, count: count)
    set.forEach { byte in
      let old = Int(numbers[Int(byte)])
      guard hasOutsider[old] else { return }
      if moved[old] < 0 {
        moved[old] = count
        count += 1
      }
      numbers[Int(byte)] = UInt8(moved[old])
    }
  }

  /// One byte of each class.
  var representatives: [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    for byte in UInt8.min...UInt8.max { result[Int(numbers[Int(byte)])] = byte }
    return result
  }
}
