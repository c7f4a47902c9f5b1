internal import Scrubber

/// Which bytes of an input are masked.
struct PropertyMask {
  private var bits: [Bool]

  init(_ findings: [Finding], count: Int) {
    bits = Array(repeating: false, count: count)
    for finding in findings { insert(finding.input) }
  }

  mutating func insert(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<bits.count) { bits[index] = true }
  }

  mutating func remove(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<bits.count) { bits[index] = false }
  }

  /// First byte that is masked here and not in `other`.
  func firstMissing(in other: PropertyMask) -> Int? {
    bits.indices.first { bits[$0] && !other.bits[$0] }
  }
}
