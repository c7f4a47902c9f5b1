internal import Scrubber

extension RuneSet {
  /// From so many code points on, any byte beyond ASCII is taken for one.
  private static let many = 4_096
  /// Up to so many code points are spelled out.
  private static let few = 64

  /// The set as a pattern of bytes, in UTF-8.
  ///
  /// - Returns: the pattern, and whether it is wider than the set.
  var bytePattern: (node: RegexNode, isWider: Bool) {
    var single = ascii
    single.remove(0)
    let count = high.reduce(0) { $0 + $1.count }
    if count == 0 { return (.set(single), false) }
    if count >= Self.many {
      let all = RuneSet.nonASCII.high.reduce(0) { $0 + $1.count }
      return (.set(single.union(ByteSet(0x80...0xFF))), count < all - Self.few)
    }
    var branches: [RegexNode] = single.isEmpty ? [] : [.set(single)]
    if count > Self.few {
      let follow = RegexNode.repeated(.set(ByteSet(0x80...0xBF)), min: 1, max: 3, isLazy: false)
      branches.append(.concatenation([.set(ByteSet(0xC2...0xF4)), follow]))
      return (.choice(branches), true)
    }
    // Characters with the same first bytes share a branch.
    var groups: [(lead: [UInt8], last: ByteSet)] = []
    for value in high.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      let lead = Array(bytes.dropLast())
      if let last = groups.last, last.lead == lead {
        groups[groups.count - 1].last.insert(bytes[bytes.count - 1])
      } else {
        groups.append((lead, ByteSet(bytes[bytes.count - 1])))
      }
    }
    branches += groups.map { group in
      .concatenation(group.lead.map { .set(ByteSet($0)) } + [.set(group.last)])
    }
    return (branches.isEmpty ? .set(ByteSet()) : .choice(branches), false)
  }
}
