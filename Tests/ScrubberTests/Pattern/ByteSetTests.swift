import Testing

@testable import Scrubber

@Suite struct ByteSetTests {
  @Test func `Operations agree with sets of numbers`() {
    var random = PatternRandom(seed: 11)
    for _ in 0..<200 {
      let a = Set((0..<random.below(300)).map { _ in UInt8.random(in: 0...255, using: &random) })
      let b = Set((0..<random.below(300)).map { _ in UInt8.random(in: 0...255, using: &random) })
      let (x, y) = (ByteSet(a), ByteSet(b))
      #expect(x.bytes == a.sorted())
      #expect(x.count == a.count)
      #expect(x.union(y).bytes == a.union(b).sorted())
      #expect(x.intersection(y).bytes == a.intersection(b).sorted())
      #expect(x.subtracting(y).bytes == a.subtracting(b).sorted())
      #expect(x.inverted.bytes == (0...255).filter { !a.contains($0) })
      #expect(x.isDisjoint(with: y) == a.isDisjoint(with: b))
      #expect(x.intersection(y).isSubset(of: y))
      #expect(x.ranges.flatMap { Array($0) } == a.sorted())
      for byte in UInt8.min...UInt8.max { #expect(x.contains(byte) == a.contains(byte)) }
    }
  }

  @Test func `Folding adds the other case of letters only`() {
    #expect(ByteSet(of: "aZ1@[`{").folded == ByteSet(of: "aAzZ1@[`{"))
    #expect(ByteSet(of: "aA1").foldedCount == 2)
    #expect(ByteSet.all.foldedCount == 230)
    #expect(ByteSet(0x80...0xFF).folded == ByteSet(0x80...0xFF))
  }

  @Test func `The whole range of bytes is one range`() {
    #expect(ByteSet.all.ranges == [0...255])
    #expect(ByteSet().ranges.isEmpty)
    #expect(ByteSet(0x41).onlyMember == 0x41)
    #expect(ByteSet.digits.onlyMember == nil)
  }
}
