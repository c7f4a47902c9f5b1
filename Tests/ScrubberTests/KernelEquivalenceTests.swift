import CScanKernels
import Testing

/// Every path of every kernel against a naive definition, on random and structured bytes, at all
/// lengths up to 300 and from odd offsets. The text ends one `SCAN_PAD` before a page that traps.
@Suite("The scan kernels")
struct KernelEquivalenceTests {
  @Test("find every anchor on every path", arguments: KernelSeeds.all)
  func anchors(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    let tables = UnsafeMutablePointer<scan_anchor_tables>.allocate(capacity: 1)
    defer { tables.deallocate() }
    var anchors: [KernelAnchor] = []
    for (index, length) in random.lengths().enumerated() {
      if index.isMultiple(of: 10) {
        scan_anchor_clear(tables)
        anchors = KernelAnchor.randomSet(using: &random)
        for anchor in anchors { anchor.add(to: tables) }
      }
      let text = KernelText(length: length, planting: anchors, using: &random)
      let (from, to) = text.range(using: &random)
      let truth = (from..<to).filter { at in anchors.contains { $0.matches(text.bytes, at) } }
      let portable = text.positions(from, to) {
        scan_anchors(scan_isa_portable, $0, from, to, tables, $1)
      }
      for isa in KernelPath.available {
        let found = text.positions(from, to) { scan_anchors(isa, $0, from, to, tables, $1) }
        #expect(found == Set(found).sorted(), "seed \(seed), path \(isa)")
        #expect(found.allSatisfy { from <= $0 && $0 < to }, "seed \(seed), path \(isa)")
        #expect(Set(found).isSuperset(of: truth), "seed \(seed), path \(isa)")
        // The other paths' tables are the portable one's or coarser.
        #expect(Set(found).isSuperset(of: portable), "seed \(seed), path \(isa)")
      }
    }
  }

  @Test("tell single-byte anchors from other text")
  func anchorPrecision() {
    let tables = UnsafeMutablePointer<scan_anchor_tables>.allocate(capacity: 1)
    defer { tables.deallocate() }
    scan_anchor_clear(tables)
    #expect(tables.pointee.groups == 0)
    KernelAnchor(bucket: 11, classes: Array("key_".utf8).map { [$0] }).add(to: tables)
    #expect(tables.pointee.groups == 2)
    let text = KernelText(Array("a key_ and a KEY_, kex_ and key, key_".utf8))
    for isa in KernelPath.available {
      let found = text.positions(0, text.count) {
        scan_anchors(isa, $0, 0, text.count, tables, $1)
      }
      #expect(found == [2, 33], "path \(isa)")
    }
  }

  @Test("survive anchors whose classes admit all bytes")
  func wideAnchors() {
    let tables = UnsafeMutablePointer<scan_anchor_tables>.allocate(capacity: 1)
    defer { tables.deallocate() }
    scan_anchor_clear(tables)
    let any = Set(UInt8.min...UInt8.max)
    KernelAnchor(bucket: 31, classes: [any, any, any, any]).add(to: tables)
    var random = KernelRandom(seed: 7)
    let text = KernelText(length: 300, planting: [], using: &random)
    for isa in KernelPath.available {
      let found = text.positions(1, 299) { scan_anchors(isa, $0, 1, 299, tables, $1) }
      #expect(found == Array(1..<299), "path \(isa)")
    }
  }

  @Test("find the same token runs on every path", arguments: KernelSeeds.all)
  func tokenRuns(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    for length in random.lengths() {
      let text = KernelText(length: length, planting: [], using: &random)
      let (from, to) = text.range(using: &random)
      for minimum in [1, 2, 16, 20, 63, 64, Int.random(in: 1...64, using: &random)] {
        let truth = Naive.tokenRuns(text.bytes, from, to, minimum)
        for isa in KernelPath.available {
          let found = text.runs(from, to, minimum) {
            scan_token_runs(isa, $0, from, to, UInt32(minimum), $1)
          }
          #expect(found == truth, "seed \(seed), path \(isa), minimum \(minimum)")
        }
      }
    }
  }

  @Test("find the bytes of a small set", arguments: KernelSeeds.all)
  func smallSets(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    for length in random.lengths() {
      let text = KernelText(length: length, planting: [], using: &random)
      let (from, to) = text.range(using: &random)
      let members = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        text.bytes.randomElement(using: &random) ?? 0
      }
      var set = scan_small_set()
      scan_small_set_init(&set, members, UInt32(members.count))
      let truth = (from..<to).filter { members.contains(text.bytes[$0]) }
      for isa in KernelPath.available {
        let found = text.positions(from, to) {
          scan_small_set_positions(isa, $0, from, to, &set, $1)
        }
        #expect(found == truth, "seed \(seed), path \(isa)")
      }
    }
  }

  @Test("find literals, also those that reach past the range", arguments: KernelSeeds.all)
  func literals(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    for length in random.lengths() {
      let text = KernelText(length: length, planting: [], using: &random)
      let (from, to) = text.range(using: &random)
      let size = Int.random(in: 1...64, using: &random)
      let start = Int.random(in: 0...text.count, using: &random)
      let literal = text.copy(start, Bool.random(using: &random) ? size : min(size, 3))
      let truth = (from..<to).filter { text.copy($0, literal.count) == literal }
      for isa in KernelPath.available {
        let found = text.positions(from, to) {
          scan_literal(isa, $0, from, to, literal, literal.count, $1)
        }
        #expect(found == truth, "seed \(seed), path \(isa)")
      }
    }
  }

  @Test("find base64 that hides text", arguments: KernelSeeds.all)
  func base64Text(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    var hits = 0
    for length in random.lengths() {
      let text = KernelText(length: length, planting: [], using: &random)
      let (from, to) = text.range(using: &random)
      let truth = (from..<to).filter { Naive.hidesText(text.copy($0, 16)) }
      hits += truth.count
      for isa in KernelPath.available {
        let found = text.positions(from, to) { scan_base64_text(isa, $0, from, to, $1) }
        #expect(found == truth, "seed \(seed), path \(isa)")
      }
    }
    #expect(hits > 100, "the random texts must hold some: seed \(seed)")
  }

  @Test("pass every sampled gram of the filter", arguments: KernelSeeds.all)
  func sampledGrams(seed: UInt64) {
    var random = KernelRandom(seed: seed)
    for length in random.lengths() {
      let text = KernelText(length: length, planting: [], using: &random)
      let (from, to) = text.range(using: &random)
      let q = Int.random(in: 1...8, using: &random)
      let log2Words = Int.random(in: 0...10, using: &random)
      let grams = (0..<3).map { _ in text.copy(Int.random(in: 0...text.count, using: &random), q) }
      var words = [UInt64](repeating: 0, count: 1 << log2Words)
      for gram in grams { scan_gram_filter_add(&words, UInt32(log2Words), gram, UInt32(q)) }
      for stride in [1, 2, 3, 4, 5, 8, 12, 16, 40] {
        let samples = Array(Swift.stride(from: from, to: to, by: stride))
        let truth = samples.filter { grams.contains(text.copy($0, q)) }
        let found = KernelPath.available.map { isa in
          words.withUnsafeBufferPointer { words in
            var filter = scan_gram_filter(
              words: words.baseAddress, log2_words: UInt32(log2Words), q: UInt32(q))
            return text.positions(from, to) {
              scan_grams(isa, $0, from, to, UInt32(stride), &filter, $1)
            }
          }
        }
        for positions in found {
          #expect(positions == found[0], "seed \(seed)")
          #expect(Set(positions).isSuperset(of: truth), "seed \(seed), stride \(stride)")
          #expect(Set(positions).isSubset(of: samples), "seed \(seed), stride \(stride)")
        }
      }
    }
  }

  @Test("offer the best path among those the machine has")
  func bestPath() {
    #expect(scan_has_isa(scan_isa_portable) != 0)
    #expect(scan_has_isa(scan_best_isa()) != 0)
  }
}

/// The definitions the kernels must keep, byte by byte.
private enum Naive {
  static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func tokenRuns(_ bytes: [UInt8], _ from: Int, _ to: Int, _ minimum: Int) -> [[Int]] {
    var runs: [[Int]] = []
    var start = from
    for at in from...to {
      if at < to, letters.contains(bytes[at]) || bytes[at] == 0x2D || bytes[at] == 0x5F { continue }
      let run = bytes[start..<at]
      let classes = [UInt8(0x61)...0x7A, 0x41...0x5A, 0x30...0x39].filter { range in
        run.contains { range.contains($0) }
      }
      let isMixed =
        run.contains { (0x61...0x7A).contains($0) }
        && run.contains { (0x41...0x5A).contains($0) }
      let isHexadecimal = run.allSatisfy { "0123456789abcdefABCDEF-".utf8.contains($0) }
      if run.count >= minimum, isMixed || classes.count == 2 && !isHexadecimal {
        runs.append([start, at])
      }
      start = at + 1
    }
    return runs
  }

  /// Decodes the sixteen letters and looks at the twelve bytes.
  static func hidesText(_ sixteen: [UInt8]) -> Bool {
    var decoded: [Int] = []
    for quantum in Swift.stride(from: 0, to: 16, by: 4) {
      var value = 0
      for letter in sixteen[quantum..<quantum + 4] {
        let standard = letter == 0x2D ? 0x2B : letter == 0x5F ? 0x2F : letter
        guard let index = letters.firstIndex(of: standard) else { return false }
        value = value << 6 | index
      }
      decoded += [value >> 16, value >> 8 & 255, value & 255]
    }
    return decoded.allSatisfy { $0 < 0x80 }
  }
}
