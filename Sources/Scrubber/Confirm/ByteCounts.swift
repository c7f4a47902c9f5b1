/// How often each byte stands in a text of at most 255 bytes.
struct ByteCounts {
  static let longestText = 255

  /// A count of eight bits for each byte value.
  private let counts: UnsafeMutableRawBufferPointer
  private let steps: UnsafeBufferPointer<Int64>
  /// Sum of `n * log2(n)` over all counts, times `scale`: whole numbers, so that it does not matter
  /// in which order they are added.
  private var weighted: Int64 = 0

  /// 2^48: the sum for 255 bytes stays below 2^60.
  private static let scale = 281_474_976_710_656.0

  /// By how much the sum grows when a count of n becomes n + 1.
  private static let steps: [Int64] = (0..<longestText).map { scaled($0 + 1) - scaled($0) }

  private static func scaled(_ count: Int) -> Int64 {
    Int64((Entropy.weightedLogarithm(count) * scale).rounded())
  }

  /// Calls `body` with counts of zero, which live as long as the call.
  @inline(__always)
  static func with<Result>(_ body: (inout ByteCounts) -> Result) -> Result {
    steps.withUnsafeBufferPointer { steps in
      withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { memory in
        _ = memory.initializeMemory(as: UInt8.self, repeating: 0)
        var counts = ByteCounts(counts: memory, steps: steps)
        return body(&counts)
      }
    }
  }

  private init(counts: UnsafeMutableRawBufferPointer, steps: UnsafeBufferPointer<Int64>) {
    self.counts = counts
    self.steps = steps
  }

  /// Counts the bytes of a text, with which there are at most 255.
  @inline(__always)
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    var sum = weighted
    for byte in text {
      let count = counts[Int(byte)]
      sum &+= steps[Int(count)]
      counts[Int(byte)] = count &+ 1
    }
    weighted = sum
  }

  /// The Shannon entropy of the text in bits per byte; it has `total` bytes, at least one.
  func entropy(total: Int) -> Double {
    let most = Self.scaled(total)
    return Double(max(0, most - weighted)) / Self.scale / Double(total)
  }
}
