/// What a pattern says about the bytes of its matches, as far as a guard asks: plain sets.
struct GuardShape: Sendable, Hashable {
  /// A byte of a match: its offset from the one before the match, and what it can be.
  struct Test: Sendable, Hashable {
    var offset: Int
    var set: ByteSet
  }

  /// Offsets of a match that are looked at.
  static let mostOffsets = 16
  /// Bytes that are tested one by one: those that reject most.
  static let mostTests = 6
  /// Offsets that are always among them.
  private static let firstOffsets = 2
  /// Larger sets reject too little to be tested.
  private static let largestSet = 128

  /// The tests, those that reject most first; at most `mostTests`.
  var tests: [Test] = []
  /// What each of the first bytes can be, `nil` for anything; at most `mostOffsets`.
  var offsets: [ByteSet?] = []
  /// Bytes that must not stand before a match.
  var left: ByteSet?
  var skip: SkipGuard?

  init() {}

  init(_ pattern: PatternNode) {
    let sets = pattern.positionSets(limit: Self.mostOffsets)
    offsets = sets.map { $0 == .all ? nil : $0 }
    var places = sets.enumerated()
      .map { Test(offset: $0.offset + 1, set: $0.element) }
      .filter { $0.set.count <= Self.largestSet }
    places.sort { ($0.set.count, $0.offset) < ($1.set.count, $1.offset) }
    // Where a text ends, its last bytes are all that can be tested.
    let first = places.filter { $0.offset <= Self.firstOffsets }
    places = first + places.filter { $0.offset > Self.firstOffsets }
    left = pattern.leftExclusion
    if let left { places.insert(Test(offset: 0, set: left.inverted), at: 0) }
    tests = Array(places.prefix(Self.mostTests))
    skip = SkipGuard(pattern)
  }
}
