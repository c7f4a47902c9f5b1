/// A quick look at a secret that mostly tells what its filter would find, without an automaton.
///
/// Each alternative of the filter's patterns has a bit. The bits of alternatives that can't be found
/// are cleared by the secret's first byte, by its last one, and where it has no byte of a set that
/// every match of the alternative holds.
final class SecretSieve: Sendable {
  /// Most bits; alternatives beyond share the last one.
  private static let mostBits = 64

  /// Alternatives that a byte leaves possible: anywhere in the secret, then first in it, then last
  /// in it; 256 masks each.
  private nonisolated(unsafe) let masks: UnsafeMutablePointer<UInt64>
  /// The alternatives that are found if their bit is set.
  private let certain: UInt64
  /// The alternatives of each pattern of `must`, and of all of `mustNot`.
  private let must: [UInt64]
  private let mustNot: UInt64

  init(must: [PatternNode], mustNot: [PatternNode]) {
    var needs: [Need] = []
    self.must = must.map { Self.add($0, to: &needs) }
    self.mustNot = mustNot.reduce(0) { $0 | Self.add($1, to: &needs) }
    let masks = UnsafeMutablePointer<UInt64>.allocate(capacity: 3 * 256)
    masks.initialize(repeating: 0, count: 3 * 256)
    var certain: UInt64 = 0
    for (number, need) in needs.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      if need.isCertain { certain |= bit }
      for (place, set) in [need.anywhere, need.first, need.last].enumerated() {
        set.forEach { masks[place << 8 | Int($0)] |= bit }
      }
    }
    self.certain = certain
    self.masks = masks
  }

  deinit { masks.deallocate() }

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

  /// The filter's verdict; undecided where a closer look is needed.
  func verdict(_ secret: UnsafeBufferPointer<UInt8>) -> AutomatonCache.Verdict {
    guard secret.count > 0 else { return .undecided }
    var possible: UInt64 = 0
    for byte in secret { possible |= masks[Int(byte)] }
    possible &= masks[256 | Int(secret[0])] & masks[512 | Int(secret[secret.count - 1])]
    let found = possible & certain
    if found & mustNot != 0 { return .reject }
    var isOpen = possible & mustNot != 0
    for bits in must where found & bits == 0 {
      if possible & bits == 0 { return .reject }
      isOpen = true
    }
    return isOpen ? .undecided : .accept
  }

  /// What a text must have to hold a match of an alternative.
  private struct Need {
    /// One of its bytes is in this set.
    var anywhere: ByteSet
    var first = ByteSet.all
    var last = ByteSet.all
    /// Whether a text that has all that holds a match.
    var isCertain = false

    init(_ parts: [PatternNode]) {
      let body = parts.filter { !$0.isCondition }
      let pattern = PatternNode.concatenation(body)
      anywhere = pattern.requiredSet ?? .all
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
      isCertain = false
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
