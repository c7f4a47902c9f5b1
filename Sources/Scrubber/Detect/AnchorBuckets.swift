internal import CScanKernels

/// Distributes anchors over the prefilter's buckets so that few clean positions pass.
///
/// A bucket lets through every combination of what its anchors admit at each position, so anchors
/// that look alike belong together. Windows of the default packs have places that were searched
/// for beforehand (`AnchorPlaces`); all others go greedily where they let the least more through.
struct AnchorBuckets {
  private let shape: BucketShape
  private var buckets = [Bucket](repeating: Bucket(), count: Int(SCAN_BUCKETS))

  /// What a bucket admits at its four positions.
  private struct Bucket {
    var sets: SIMD4<UInt64> = .zero
    var shares: SIMD4<Float> = .zero
    /// Share of positions that pass.
    var share: Float { shares[0] * shares[1] * shares[2] * shares[3] }
  }

  private init(_ shape: BucketShape) {
    self.shape = shape
  }

  /// A bucket for each window, in their order.
  static func assign(_ windows: [AnchorWindow], _ shape: BucketShape) -> [Int] {
    let places = AnchorPlaces(shape.kind)
    var result = windows.map { places.bucket(of: $0) ?? -1 }
    var rest = result.indices.filter { result[$0] < 0 }
    if rest.isEmpty { return result }
    var buckets = AnchorBuckets(shape)
    for (window, bucket) in zip(windows, result) where bucket >= 0 {
      buckets.put(window, in: bucket)
    }
    // The most frequent windows choose first.
    let shares = windows.map { $0.probability(in: .logText) }
    rest.sort { shares[$0] != shares[$1] ? shares[$0] > shares[$1] : $0 < $1 }
    for index in rest {
      let bucket = buckets.best(for: windows[index])
      buckets.put(windows[index], in: bucket)
      result[index] = bucket
    }
    return result
  }

  private mutating func put(_ window: AnchorWindow, in number: Int) {
    buckets[number] = larger(buckets[number], shape.sets(of: window))
  }

  /// The bucket that lets the least more through when the window joins it.
  private func best(for window: AnchorWindow) -> Int {
    let sets = shape.sets(of: window)
    var best = 0
    var least = Float.infinity
    for (number, bucket) in buckets.enumerated() {
      let increase = larger(bucket, sets).share - bucket.share
      if increase < least {
        best = number
        least = increase
      }
      // All later empty buckets are alike, and no increase is below zero.
      if bucket.sets == .zero || increase == 0 { break }
    }
    return best
  }

  private func larger(_ bucket: Bucket, _ sets: SIMD4<UInt64>) -> Bucket {
    var result = bucket
    for position in 0..<4 where sets[position] & ~bucket.sets[position] != 0 {
      result.sets[position] |= sets[position]
      result.shares[position] = shape.share(result.sets[position])
    }
    return result
  }
}
