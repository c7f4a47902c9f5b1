/// A quick look at a secret that mostly tells what its filter would find, without an automaton.
///
/// Each alternative of the filter's patterns has a bit. The bits of alternatives that can't be found
/// are cleared by the secret's length, by its first byte and its last one, where it has no byte of a
/// set that every match of the alternative holds, and where it has one that a match of the whole
/// secret can't hold.
final class SecretSieve: Sendable {
  /// Most bits; alternatives beyond share the last one.
  static let mostBits = 64

  /// Lengths that are told apart; longer secrets count as the last one.
  private static let lengths = 257

  /// For each byte: the alternatives that it makes possible where it stands anywhere in the secret,
  /// and those that it rules out.
  private nonisolated(unsafe) let anywhere: UnsafeMutablePointer<SIMD2<UInt64>>
  /// Alternatives that are left possible by the first byte, then by the last one, 256 masks each,
  /// then by the length.
  private nonisolated(unsafe) let masks: UnsafeMutablePointer<UInt64>
  /// The alternatives that are found if their bit is set.
  private let certain: UInt64
  /// The alternatives of each pattern of `must`, and of all of `mustNot`.
  private let must: [UInt64]
  private let mustNot: UInt64
  /// What looks for each alternative; `nil` for the bit that several share.
  private let searches: [Lazy<AlternativeSearch?>?]

  init(must: [PatternNode], mustNot: [PatternNode]) {
    var needs: [Need] = []
    self.must = must.map { Self.add($0, to: &needs) }
    self.mustNot = mustNot.reduce(0) { $0 | Self.add($1, to: &needs) }
    let anywhere = UnsafeMutablePointer<SIMD2<UInt64>>.allocate(capacity: 256)
    anywhere.initialize(repeating: .zero, count: 256)
    let masks = UnsafeMutablePointer<UInt64>.allocate(capacity: 512 + Self.lengths)
    masks.initialize(repeating: 0, count: 512 + Self.lengths)
    var certain: UInt64 = 0
    for (number, need) in needs.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      if need.isCertain { certain |= bit }
      need.anywhere.forEach { anywhere[Int($0)].x |= bit }
      need.only.inverted.forEach { anywhere[Int($0)].y |= bit }
      need.first.forEach { masks[Int($0)] |= bit }
      need.last.forEach { masks[256 | Int($0)] |= bit }
      for length in 0..<Self.lengths where need.fits(length, isOpen: length == Self.lengths - 1) {
        masks[512 + length] |= bit
      }
    }
    self.certain = certain
    self.anywhere = anywhere
    self.masks = masks
    searches = needs.map { need in
      need.isShared ? nil : Lazy { AlternativeSearch(need.parts) }
    }
  }

  deinit {
    anywhere.deallocate()
    masks.deallocate()
  }

  /// Adds the alternatives of a pattern; returns their bits.
  private static func add(_ pattern: PatternNode, to needs: inout [Need]) -> UInt64 {
    var bits: UInt64 = 0
    for parts in pattern.alternatives {
      let need = Need(parts)
      if needs.count < mostBits {
        needs.append(need)
      } else {
        needs[mostBits - 1].formUnion(need)
      }
      bits |= 1 << UInt64(needs.count - 1)
    }
    return bits
  }

  /// What looks for the alternative of a bit; `nil` if nothing can tell.
  func search(_ bit: Int) -> AlternativeSearch? { searches[bit]?.value }

  /// The filter's verdict; undecided where a closer look is needed.
  func verdict(_ secret: UnsafeBufferPointer<UInt8>) -> AutomatonCache.Verdict {
    verdict(secret) { _ in nil }
  }

  /// The filter's verdict; undecided where a closer look is needed that `isFound` does not take.
  ///
  /// - Parameter isFound: whether the alternative of a bit is found in the secret, `nil` if that is
  ///   not known.
  @inline(__always)
  func verdict(
    _ secret: UnsafeBufferPointer<UInt8>, isFound: (Int) -> Bool?
  ) -> AutomatonCache.Verdict {
    guard secret.count > 0 else { return .undecided }
    var seen = SIMD2<UInt64>.zero
    for byte in secret { seen |= anywhere[Int(byte)] }
    let length = min(secret.count, Self.lengths - 1)
    let possible =
      seen.x & ~seen.y & masks[Int(secret[0])] & masks[256 | Int(secret[secret.count - 1])]
      & masks[512 + length]
    let found = possible & certain
    if found & mustNot != 0 { return .reject }
    var isOpen = false
    for bits in must where found & bits == 0 {
      switch Self.any(of: possible & bits, isFound) {
      case .some(true): break
      case .some(false): return .reject
      case nil: isOpen = true
      }
    }
    switch Self.any(of: possible & mustNot, isFound) {
    case .some(true): return .reject
    case .some(false): break
    case nil: isOpen = true
    }
    return isOpen ? .undecided : .accept
  }

  /// Whether the alternative of one of the bits is found, `nil` if that is not known.
  @inline(__always)
  private static func any(of bits: UInt64, _ isFound: (Int) -> Bool?) -> Bool? {
    var bits = bits
    var isOpen = false
    while bits != 0 {
      switch isFound(bits.trailingZeroBitCount) {
      case .some(true): return true
      case .some(false): break
      case nil: isOpen = true
      }
      bits &= bits - 1
    }
    return isOpen ? nil : false
  }

  /// What a text must have to hold a match of an alternative.
  private struct Need {
    /// One of its bytes is in this set, and all of them are in `only`.
    var anywhere: ByteSet
    var only = ByteSet.all
    var first = ByteSet.all
    var last = ByteSet.all
    /// Its least and its greatest length.
    var shortest: Int
    var longest = Int.max
    /// Whether a text that has all that holds a match.
    var isCertain = false
    /// Whether it stands for several alternatives.
    var isShared = false
    let parts: [PatternNode]

    init(_ parts: [PatternNode]) {
      self.parts = parts
      let body = parts.filter { !$0.isCondition }
      let pattern = PatternNode.concatenation(body)
      anywhere = pattern.requiredSet ?? .all
      shortest = pattern.minimumWidth
      if parts.first == .start, parts.last == .end {
        only = pattern.allBytes
        longest = pattern.maximumWidth ?? .max
      }
      if pattern.minimumWidth > 0 {
        if parts.first == .start { first = pattern.firstSet }
        if parts.last == .end { last = pattern.reversed.firstSet }
      }
      if parts.count == 1, let set = parts[0].singleSet {
        anywhere = set
        isCertain = true
      }
    }

    mutating func formUnion(_ other: Need) {
      anywhere.formUnion(other.anywhere)
      first.formUnion(other.first)
      last.formUnion(other.last)
      only.formUnion(other.only)
      shortest = min(shortest, other.shortest)
      longest = max(longest, other.longest)
      isCertain = false
      isShared = true
    }

    /// Whether a text of the length can hold a match, or a longer one if it is open.
    func fits(_ length: Int, isOpen: Bool) -> Bool {
      length <= longest && (isOpen || length >= shortest)
    }
  }
}

extension PatternNode {
  /// The alternatives of the pattern, each as the parts of a sequence.
  fileprivate var alternatives: [[PatternNode]] {
    switch self {
    case .alternation(let branches):
      return singleSet == nil ? branches.flatMap(\.alternatives) : [[self]]
    case .sequence(let parts):
      // `^(?:a|b)` is `^a|^b`, and `(?:a|b)$` is `a$|b$`.
      guard let index = parts.firstIndex(where: { !$0.isCondition }),
        case .alternation(let branches) = parts[index], parts[index].singleSet == nil,
        parts[(index + 1)...].allSatisfy(\.isCondition)
      else { return [parts] }
      return branches.flatMap { branch in
        branch.alternatives.map { Array(parts[..<index]) + $0 + Array(parts[(index + 1)...]) }
      }
    default: return [[self]]
    }
  }

  /// A set of which every match holds a byte: the one that fewest secrets have, as far as its
  /// letters and digits tell; `nil` if none is known.
  fileprivate var requiredSet: ByteSet? {
    switch self {
    case .set(let set): return set
    case .sequence(let parts):
      return parts.compactMap(\.requiredSet).min { $0.frequency < $1.frequency }
    case .alternation(let branches):
      var union = ByteSet()
      for branch in branches {
        guard let set = branch.requiredSet else { return nil }
        union.formUnion(set)
      }
      return union
    case .repeated(let body, let min, _, _): return min > 0 ? body.requiredSet : nil
    case .atomic(let body): return body.requiredSet
    case .empty, .look, .wordBoundary, .start, .end: return nil
    }
  }
}

extension ByteSet {
  /// A rough weight of the set in secrets, which are mostly letters and digits.
  fileprivate var frequency: Int {
    8 * intersection(.alphanumerics).count + count
  }
}
