/// Four bytes in a row that stand in logs far more often than their bytes' shares say: pieces of common
/// words. A window of such bytes is a bad anchor, however rare its letters are.
struct CommonGrams: Sendable {
  /// The grams in ascending order, the first byte highest.
  private let grams: [UInt32]
  /// The share of all positions at which each stands.
  private let shares: [Float]
  /// For each first byte the place of its grams; one place more for the end.
  private let starts: [UInt16]

  /// Sets of more bytes in the first place are not looked up: their windows are common anyway.
  private static let mostFirst = 16
  /// A gram and its share in units of one in this many positions are 32 bits each.
  private static let scale: Float = 1e9

  /// - Parameter packed: gram in the high half, share in the low one, in ascending order.
  init(packed: [UInt64]) {
    grams = packed.map { UInt32($0 >> 32) }
    shares = packed.map { Float($0 & 0xFFFF_FFFF) / Self.scale }
    var starts = [UInt16](repeating: 0, count: 257)
    for gram in grams { starts[Int(gram >> 24) + 1] += 1 }
    for byte in 0..<256 { starts[byte + 1] += starts[byte] }
    self.starts = starts
  }

  /// The form that `init` reads.
  ///
  /// - Parameter counts: gram, its first byte lowest, and how often it stands in `total` positions.
  static func packed(_ counts: [(gram: UInt32, count: Int)], of total: Int) -> [UInt64] {
    counts.map { gram, count in
      let share = UInt64(Float(count) / Float(max(1, total)) * scale)
      return UInt64(gram.byteSwapped) << 32 | share
    }.sorted()
  }

  /// Share of the positions at which a known gram stands that the sets admit.
  func share(of sets: AnchorSearch.Sets) -> Double {
    guard !grams.isEmpty, sets.first.count <= Self.mostFirst else { return 0 }
    var total: Float = 0
    for first in sets.first.bytes {
      for place in Int(starts[Int(first)])..<Int(starts[Int(first) + 1]) {
        let gram = grams[place]
        if sets.second.contains(UInt8(truncatingIfNeeded: gram >> 16)),
          sets.third.contains(UInt8(truncatingIfNeeded: gram >> 8)),
          sets.fourth.contains(UInt8(truncatingIfNeeded: gram))
        {
          total += shares[place]
        }
      }
    }
    return Double(total)
  }

  /// What stands in log text.
  static let logText = CommonGrams(packed: packedLogText)
}
