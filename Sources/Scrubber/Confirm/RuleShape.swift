/// What the engine must know of an expression before it sees a candidate.
struct RuleShape: Sendable, Hashable {
  /// Bytes from the start of a match that one attempt may look at.
  var window = 0
  var minimumWidth = 0
  /// The class with which a match is extended, empty for none.
  var tailSet = ByteSet()
  var guardShape = GuardShape()
}

extension RuleShape {
  /// Numbers that a packed shape has.
  static let packedCount = 9
  private static let none: UInt64 = 0xFFFF

  /// The shape as numbers, with sets as numbers of sixteen bits.
  func packed(_ number: (ByteSet) -> Int) -> [UInt64] {
    func code(_ set: ByteSet?) -> UInt64 { set.map { UInt64(number($0)) } ?? Self.none }
    let skip = guardShape.skip
    var result: [UInt64] = [
      UInt64(window) | UInt64(minimumWidth) << 16 | code(tailSet) << 32
        | code(guardShape.left) << 48,
      code(skip?.over) | code(skip?.to) << 16 | UInt64(skip?.limit ?? 0) << 32
        | UInt64(guardShape.tests.count) << 48 | UInt64(guardShape.offsets.count) << 56,
    ]
    var tests = guardShape.tests.map { code($0.set) | UInt64($0.offset) << 16 }
    tests += [UInt64](repeating: 0, count: GuardShape.mostTests - tests.count)
    for index in stride(from: 0, to: tests.count, by: 2) {
      result.append(tests[index] | tests[index + 1] << 32)
    }
    var offsets = guardShape.offsets.map { code($0) }
    offsets += [UInt64](repeating: 0, count: GuardShape.mostOffsets - offsets.count)
    for index in stride(from: 0, to: offsets.count, by: 4) {
      let low = offsets[index] | offsets[index + 1] << 16
      result.append(low | offsets[index + 2] << 32 | offsets[index + 3] << 48)
    }
    return result
  }

  /// The shape that `packed` wrote.
  init(packed numbers: [UInt64], set: (Int) -> ByteSet) {
    func decoded(_ code: UInt64) -> ByteSet? {
      code & 0xFFFF == Self.none ? nil : set(Int(code & 0xFFFF))
    }
    window = Int(numbers[0] & 0xFFFF)
    minimumWidth = Int(numbers[0] >> 16 & 0xFFFF)
    tailSet = decoded(numbers[0] >> 32) ?? ByteSet()
    guardShape.left = decoded(numbers[0] >> 48)
    if let over = decoded(numbers[1]), let to = decoded(numbers[1] >> 16) {
      guardShape.skip = SkipGuard(over: over, to: to, limit: Int(numbers[1] >> 32 & 0xFFFF))
    }
    for index in 0..<Int(numbers[1] >> 48 & 0xFF) {
      let code = numbers[2 + index / 2] >> UInt64(32 * (index % 2))
      guardShape.tests.append(
        GuardShape.Test(offset: Int(code >> 16 & 0xFFFF), set: decoded(code) ?? .all))
    }
    for index in 0..<Int(numbers[1] >> 56) {
      guardShape.offsets.append(decoded(numbers[5 + index / 4] >> UInt64(16 * (index % 4))))
    }
  }
}
