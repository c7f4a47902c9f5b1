internal import CScanKernels

/// Distributes anchors over the prefilter's buckets so that few clean positions pass.
///
/// A bucket lets through every combination of the low and high nibbles that its anchors have at
/// each position, so anchors that look alike belong together.
enum AnchorBuckets {
  /// Nibbles that a bucket admits at its four positions, and the share of positions that pass.
  private struct Bucket {
    var low: (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
    var high: (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
    var share: Float = 0
    var isEmpty = true
  }

  /// A bucket for each window, in their order. Greedy: the most frequent windows choose first.
  static func assign(_ windows: [AnchorWindow], model: ByteModel = .logText) -> [Int] {
    let table = NibbleModel(model)
    let shares = windows.map { $0.probability(in: model) }
    let order = windows.indices.sorted {
      shares[$0] != shares[$1] ? shares[$0] > shares[$1] : $0 < $1
    }
    var buckets = [Bucket](repeating: Bucket(), count: Int(SCAN_BUCKETS))
    var result = [Int](repeating: 0, count: windows.count)
    for index in order {
      let nibbles = windows[index].classes.map(nibbles(of:))
      var best = 0
      var bestIncrease = Float.infinity
      var bestBucket = Bucket()
      for (number, bucket) in buckets.enumerated() {
        var larger = bucket
        larger.low.0 |= nibbles[0].low
        larger.low.1 |= nibbles[1].low
        larger.low.2 |= nibbles[2].low
        larger.low.3 |= nibbles[3].low
        larger.high.0 |= nibbles[0].high
        larger.high.1 |= nibbles[1].high
        larger.high.2 |= nibbles[2].high
        larger.high.3 |= nibbles[3].high
        larger.isEmpty = false
        larger.share =
          table.share(larger.low.0, larger.high.0) * table.share(larger.low.1, larger.high.1)
          * table.share(larger.low.2, larger.high.2) * table.share(larger.low.3, larger.high.3)
        let increase = larger.share - bucket.share
        if increase < bestIncrease {
          best = number
          bestIncrease = increase
          bestBucket = larger
        }
        // All later empty buckets are alike.
        if bucket.isEmpty { break }
      }
      buckets[best] = bestBucket
      result[index] = best
    }
    return result
  }

  private static func nibbles(of set: ByteSet) -> (low: UInt16, high: UInt16) {
    var low: UInt16 = 0
    var high: UInt16 = 0
    set.forEach { byte in
      low |= 1 << UInt16(byte & 15)
      high |= 1 << UInt16(byte >> 4)
    }
    return (low, high)
  }

  /// The byte model as sixteen rows of sixteen.
  private struct NibbleModel {
    private let rows: [SIMD16<Float>]

    init(_ model: ByteModel) {
      rows = (0..<16).map { high in
        var row = SIMD16<Float>()
        for low in 0..<16 {
          row[low] = Float(model.probability(of: ByteSet(UInt8(high << 4 | low))))
        }
        return row
      }
    }

    /// Share of bytes whose nibbles are in the two sets.
    func share(_ low: UInt16, _ high: UInt16) -> Float {
      var sum = SIMD16<Float>()
      var rest = high
      while rest != 0 {
        sum += rows[rest.trailingZeroBitCount]
        rest &= rest - 1
      }
      var total: Float = 0
      var lanes = low
      while lanes != 0 {
        total += sum[lanes.trailingZeroBitCount]
        lanes &= lanes - 1
      }
      return total
    }
  }
}
