import CScanKernels
import Testing

/// Every path of the kernels for special bytes and lines against a naive definition.
@Suite("The kernels for marks and lines")
struct MarkKernelTests {
  private static let set: [UInt8] = [
    0x1B, 0x5C, 0x26, 0x25, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3,
  ]

  private func text(_ length: Int, using random: inout KernelRandom) -> [UInt8] {
    let usual: [UInt8] = Array("[REDACTED:x]\n\n abc:".utf8) + Self.set
    return (0..<length).map { _ in
      Bool.random(using: &random)
        ? UInt8.random(in: 0...255, using: &random)
        : usual[Int.random(in: 0..<usual.count, using: &random)]
    }
  }

  @Test("take bytes of eight high nibbles, and say where there is no room")
  func room() {
    var marks = scan_mark_set()
    let bytes = (0..<9).map { UInt8($0 << 4) }
    #expect(scan_mark_set_bytes(&marks, bytes + [0x01], 10) == 8)
    #expect(scan_mark_set_bytes(&marks, [0x01, 0x02, 0x01], 3) == 3)
  }

  @Test("find the same on every path", arguments: KernelSeeds.all)
  func agreement(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    for length in random.lengths() {
      let pad = Int(SCAN_PAD)
      let bytes = text(length, using: &random)
      // What lies outside of the range is no part of the result.
      let whole = text(pad, using: &random) + bytes + text(pad, using: &random)
      let from = Int.random(in: 0...min(70, length), using: &random)
      let to = Int.random(in: from...length, using: &random)
      var marks = scan_mark_set()
      #expect(scan_mark_set_bytes(&marks, Self.set, Self.set.count) == Self.set.count)
      marks.first = 0x5B
      marks.last = 0x3A
      marks.distance = UInt32(Int.random(in: 0...63, using: &random))
      let distance = Int(marks.distance)
      let expected = (from..<to).filter {
        let at = pad + $0
        return Self.set.contains(whole[at]) || (whole[at] == 0x5B && whole[at + distance] == 0x3A)
      }
      let lines = (from..<to).count { bytes[$0] == 0x0A }
      for isa in KernelPath.available {
        var out = [UInt32](repeating: 0, count: to - from + pad)
        let count = whole.withUnsafeBufferPointer { whole -> Int in
          guard let base = whole.baseAddress else { return 0 }
          #expect(scan_lines(isa, base + pad, from, to) == lines, "seed \(seed), path \(isa)")
          return scan_marks(isa, base + pad, from, to, &marks, &out)
        }
        #expect(out.prefix(count).map(Int.init) == expected, "seed \(seed), path \(isa)")
      }
    }
  }
}
