/// Buckets that were searched for beforehand: where the windows of the default packs stand.
///
/// Places only decide how fast the prefilter is, never what it finds.
struct AnchorPlaces {
  /// Sorted: the upper 56 bits of a window's key, then its bucket.
  private let places: [UInt64]

  init(_ kind: BucketShape.Kind) {
    places = kind == .folded ? Self.folded : Self.nibbles
  }

  /// The bucket of a window; `nil` if it is in none of the default packs.
  func bucket(of window: AnchorWindow) -> Int? {
    let key = Self.key(of: window)
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] >> 8 < key >> 8 { low = middle + 1 } else { high = middle }
    }
    guard low < places.count, places[low] >> 8 == key >> 8 else { return nil }
    return Int(places[low] & 31)
  }

  /// A hash of the window's classes, its low eight bits clear.
  static func key(of window: AnchorWindow) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for set in window.classes {
      for word in [set.word0, set.word1, set.word2, set.word3] {
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
    }
    return hash & ~0xFF
  }
}
