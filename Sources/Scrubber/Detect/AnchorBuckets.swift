internal import CScanKernels

/// Distributes anchors over the prefilter's buckets so that few clean positions pass.
///
/// A bucket lets through every combination of the low and high nibbles that its anchors have at
/// each position, so anchors that look alike belong together.
enum AnchorBuckets {
  /// Nibbles that are admitted at one position, and the share of bytes that pass.
  private struct Position {
    var low: UInt16 = 0
    var high: UInt16 = 0
    var share: Float = 0

    init() {}

    /// The nibbles of the members of `set`.
    init(_ set: ByteSet) {
      add(set.word0, from: 0)
      add(set.word1, from: 4)
      add(set.word2, from: 8)
      add(set.word3, from: 12)
    }

    /// Adds a word of a set, whose first byte has the high nibble `row`.
    private mutating func add(_ word: UInt64, from row: UInt16) {
      var rest = word
      var row = row
      while rest != 0 {
        let lows = UInt16(truncatingIfNeeded: rest)
        low |= lows
        if lows != 0 { high |= 1 << row }
        rest >>= 16
        row += 1
      }
    }

    /// This position with the nibbles of `other` added.
    func adding(_ other: Position, _ model: NibbleModel) -> Position {
      if other.low & ~low | other.high & ~high == 0 { return self }
      var result = self
      result.low |= other.low
      result.high |= other.high
      result.share = model.share(result.low, result.high)
      return result
    }
  }

  /// What a bucket admits at its four positions.
  private struct Bucket {
    var first = Position()
    var second = Position()
    var third = Position()
    var fourth = Position()
    var isEmpty = true

    /// Share of positions that pass.
    var share: Float { first.share * second.share * third.share * fourth.share }
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
      let classes = windows[index].classes
      let first = Position(classes[0])
      let second = Position(classes[1])
      let third = Position(classes[2])
      let fourth = Position(classes[3])
      var best = 0
      var bestIncrease = Float.infinity
      var bestBucket = Bucket()
      for number in buckets.indices {
        let bucket = buckets[number]
        let larger = Bucket(
          first: bucket.first.adding(first, table), second: bucket.second.adding(second, table),
          third: bucket.third.adding(third, table), fourth: bucket.fourth.adding(fourth, table),
          isEmpty: false)
        let increase = larger.share - bucket.share
        if increase < bestIncrease {
          best = number
          bestIncrease = increase
          bestBucket = larger
        }
        // All later empty buckets are alike, and no increase is below zero.
        if bucket.isEmpty || increase == 0 { break }
      }
      buckets[best] = bestBucket
      result[index] = best
    }
    return result
  }

  /// The byte model as sixteen rows of sixteen.
  private struct NibbleModel {
    private let rows: [SIMD16<Float>]

    init(_ model: ByteModel) {
      rows = (0..<16).map { high in
        var row = SIMD16<Float>()
        for low in 0..<16 { row[low] = Float(model.frequencies[high << 4 | low]) }
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
