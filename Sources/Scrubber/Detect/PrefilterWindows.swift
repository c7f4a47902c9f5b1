internal import CScanKernels

/// What a search for better places of the anchors needs to know; for the project's own tools.
package enum PrefilterKind: String, CaseIterable, Sendable {
  /// AVX2 and NEON.
  case nibbles
  /// AVX-512 and all other paths.
  case folded

  var shape: BucketShape.Kind { self == .nibbles ? .nibbles : .folded }
}

/// An anchor window of a rule set, as the prefilter sees it.
package struct PrefilterWindow: Sendable, Hashable {
  /// Names the window, low eight bits clear.
  package let key: UInt64
  /// What the window admits at its four positions: `PrefilterWindow.bits` of all its bytes.
  package let sets: SIMD4<UInt64>
  /// Its present bucket.
  package let bucket: Int

  /// Buckets that the prefilter has.
  package static let buckets = Int(SCAN_BUCKETS)

  /// How often four bytes in a row stand in a text, as numbers that `CommonGrams` reads.
  package static func packedGrams(
    _ counts: [(gram: UInt32, count: Int)], of total: Int
  ) -> [UInt64] {
    CommonGrams.packed(counts, of: total)
  }

  /// The bits that a set must hold to admit `byte`.
  package static func bits(of byte: UInt8, _ kind: PrefilterKind) -> UInt64 {
    switch kind {
    case .nibbles: 1 << UInt64(byte & 15) | 1 << UInt64(16 + byte >> 4)
    case .folded: 1 << UInt64(scan_anchor_fold(UInt32(byte)))
    }
  }
}

extension SecretScrubber {
  /// The anchor windows of all rules, each once.
  package func prefilterWindows(_ kind: PrefilterKind) -> [PrefilterWindow] {
    let shape = BucketShape(kind.shape, .logText)
    var known: Set<[ByteSet]> = []
    let windows = plan.rules.flatMap(\.anchors).filter { known.insert($0.classes).inserted }
    return zip(windows, AnchorBuckets.assign(windows, shape)).map { window, bucket in
      PrefilterWindow(
        key: AnchorPlaces.key(of: window), sets: shape.sets(of: window), bucket: bucket)
    }
  }

  /// Windows without a place that was searched for beforehand.
  package func unplacedWindows(_ kind: PrefilterKind) -> Int {
    let places = AnchorPlaces(kind.shape)
    let windows = Set(plan.rules.flatMap(\.anchors).map(\.classes))
    return windows.count { classes in
      places.bucket(
        of: AnchorWindow(classes: classes, lowestOffset: 0, highestOffset: 0)) == nil
    }
  }
}
