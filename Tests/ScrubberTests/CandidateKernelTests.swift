import CScanKernels
import Testing

/// Every path of the skip guards against a naive definition.
@Suite("The kernel for skip guards")
struct CandidateKernelTests {
  private struct Guard {
    var over: Set<UInt8> = []
    var to: Set<UInt8> = []
    var limit = 0
    var isOn = true

    init(using random: inout KernelRandom) {
      over = Self.set(using: &random)
      to = Self.set(using: &random)
      limit = Int.random(in: 0...150, using: &random)
      isOn = Int.random(in: 0..<8, using: &random) > 0
    }

    /// Wide enough that scans come far, with bytes of every high nibble.
    private static func set(using random: inout KernelRandom) -> Set<UInt8> {
      let rare = Int.random(in: 0..<2, using: &random) == 0
      let share = rare ? 0.05 : 0.97
      return Set((0...255).filter { _ in Double.random(in: 0..<1, using: &random) < share })
    }

    var compiled: scan_skip {
      var skip = scan_skip()
      for byte in over { scan_class_add(&skip.over, byte) }
      for byte in to { scan_class_add(&skip.to, byte) }
      skip.limit = Int32(limit)
      skip.is_on = isOn ? 1 : 0
      return skip
    }

    func admits(_ text: [UInt8], at start: Int) -> Bool {
      guard isOn else { return true }
      for index in start..<(start + limit + 1) {
        if index >= text.count { return true }
        if !over.contains(text[index]) { return to.contains(text[index]) }
      }
      return start + limit + 1 == text.count
    }
  }

  @Test("keeps the same candidates on every path", arguments: KernelSeeds.all)
  func agreement(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    for _ in 0..<200 {
      let guards = (0..<5).map { _ in Guard(using: &random) }
      let skips = guards.map(\.compiled)
      let length = Int.random(in: 0...400, using: &random)
      let text = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let pad = [UInt8](repeating: 0x41, count: Int(SCAN_PAD))
      let candidates = (0..<60).map { _ in
        scan_candidate(
          rule: Int32.random(in: 0..<5, using: &random),
          start: Int32.random(in: 0...Int32(length), using: &random))
      }
      let expected = candidates.filter { guards[Int($0.rule)].admits(text, at: Int($0.start)) }
      for isa in KernelPath.available {
        var kept = candidates
        let count = (pad + text + pad).withUnsafeBufferPointer { whole -> Int in
          guard let base = whole.baseAddress else { return -1 }
          for (rule, skip) in skips.enumerated() {
            let start = Int(candidates[rule].start)
            let answer = withUnsafePointer(to: skip) {
              scan_reaches($0, base + pad.count, start, length) != 0
            }
            #expect(answer == guards[rule].admits(text, at: start), "seed \(seed)")
          }
          return scan_keep_reaching(isa, &kept, kept.count, skips, base + pad.count, length)
        }
        #expect(
          kept.prefix(max(0, count)).map { [$0.rule, $0.start] }
            == expected.map { [$0.rule, $0.start] }, "seed \(seed), path \(isa)")
      }
    }
  }

  @Test("a path without a kernel for tokens counts nothing")
  func refusals() {
    var counts = scan_token_counts()
    let token = Array("abc".utf8)
    #expect(scan_count_token(scan_isa_portable, token, 3, 8, 7, &counts) == 0)
    #expect(scan_count_token(scan_best_isa(), token, 0, 8, 7, &counts) == 0)
    #expect(scan_count_token(scan_best_isa(), token, 257, 8, 7, &counts) == 0)
    #expect(scan_count_token(scan_best_isa(), token, 3, 0, 7, &counts) == 0)
    #expect(scan_count_token(scan_best_isa(), token, 3, 8, 65, &counts) == 0)
    #expect(counts.upper == 0 && counts.distinct == 0)
  }
}
