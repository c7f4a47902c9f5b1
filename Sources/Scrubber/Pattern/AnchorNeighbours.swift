/// Bytes right before and behind an anchor window that every match (of its branches) has as well.
///
/// A window of four bytes of a longer word stands in many other words; these eight bytes on either
/// side tell them apart by two comparisons. A byte of 0 says nothing; up to 0x7F it is the byte that
/// stands there; with the highest bit it is a letter, lower-case here, in either case.
struct AnchorNeighbours: Sendable, Hashable {
  /// Bytes on either side.
  static let width = 8

  /// The bytes before the window; the highest byte stands right before it.
  var before: UInt64 = 0
  /// The bytes behind the window; the lowest byte stands right behind it.
  var behind: UInt64 = 0

  /// Bytes behind the window that matter.
  var reach: Int { Self.width - behind.leadingZeroBitCount / 8 }

  /// What both say.
  func common(with other: AnchorNeighbours) -> AnchorNeighbours {
    AnchorNeighbours(
      before: Self.common(before, other.before), behind: Self.common(behind, other.behind))
  }

  private static func common(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      let byte = left >> shift & 0xFF
      if byte == right >> shift & 0xFF { result |= byte << shift }
    }
    return result
  }

  /// What eight sets in a row say, the first in the lowest byte.
  static func code(_ sets: [ByteSet]) -> UInt64 {
    sets.prefix(width).enumerated().reduce(0) { code, set in
      code | UInt64(self.code(set.element)) << UInt64(8 * set.offset)
    }
  }

  private static func code(_ set: ByteSet) -> UInt8 {
    guard (1...2).contains(set.count) else { return 0 }
    let bytes = set.bytes
    guard let last = bytes.last, last < 0x80 else { return 0 }
    if bytes.count == 1 { return last }
    guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(last), bytes[0] == last ^ 0x20
    else { return 0 }
    return last | 0x80
  }

  /// A comparison of eight bytes: those of the mask must equal the value.
  struct Test {
    let mask: UInt64
    let value: UInt64

    init(_ code: UInt64) {
      var mask: UInt64 = 0
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        let byte = code >> shift & 0xFF
        if byte == 0 { continue }
        let kept: UInt64 = byte < 0x80 ? 0xFF : 0xDF
        mask |= kept << shift
        value |= (byte & 0x7F & kept) << shift
      }
      self.mask = mask
      self.value = value
    }

    /// 1 if eight bytes (see `word`) pass, else 0.
    @inline(__always)
    func flag(_ word: UInt64) -> Int { word & mask == value ? 1 : 0 }
  }

  /// The eight bytes at `bytes`, the first one lowest.
  @inline(__always)
  static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }
}

extension AnchorSearch {
  /// What stands next to the window that begins with the element at `index` of a branch.
  func neighbours(of spot: Spot, at index: Int, in elements: [Element]) -> AnchorNeighbours {
    // Windows inside of a repeat have the repeat around them, which says little.
    guard spot.low == 0, spot.high == 0 else { return AnchorNeighbours() }
    var sets = FarSets()
    let ends = walk(elements[index...], from: 1, &sets)
    sets.end(at: ends)
    let behind = Array(sets.sets[AnchorWindow.width...])
    var before: [ByteSet] = []
    for element in elements[..<index].reversed() {
      guard element.part < 0, element.counts.min == element.counts.max,
        before.count < AnchorNeighbours.width
      else { break }
      let room = AnchorNeighbours.width - before.count
      before += Array(repeating: element.set, count: min(element.counts.min, room))
    }
    let known = before.count
    before += Array(repeating: .all, count: AnchorNeighbours.width - known)
    return AnchorNeighbours(
      before: AnchorNeighbours.code(before.reversed()), behind: AnchorNeighbours.code(behind))
  }

  /// The sets of a window and of the bytes behind it.
  struct FarSets: OffsetSets {
    static let width = AnchorWindow.width + AnchorNeighbours.width
    var sets = [ByteSet](repeating: ByteSet(), count: width)

    mutating func add(_ set: ByteSet, at offsets: UInt64) -> UInt64 {
      for offset in 0..<Self.width where offsets >> UInt64(offset) & 1 != 0 {
        sets[offset].formUnion(set)
      }
      return offsets << 1 & (1 << UInt64(Self.width + 1) - 1)
    }

    /// Past the end of a match anything can stand.
    mutating func end(at offsets: UInt64) {
      for offset in min(offsets.trailingZeroBitCount, Self.width)..<Self.width {
        sets[offset] = .all
      }
    }
  }
}
