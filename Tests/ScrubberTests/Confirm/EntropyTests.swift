import Testing

@testable import Scrubber

@Suite("Entropy")
struct EntropyTests {
  private func shannon(_ text: String) -> Double {
    withBytes(of: text) { Entropy.shannon($0) }
  }

  @Test("No bytes, one byte and one repeated byte have no entropy")
  func nothing() {
    #expect(shannon("") == 0)
    #expect(shannon("a") == 0)
    #expect(shannon("aaaaaaaa") == 0)
    #expect(shannon(String(repeating: "a", count: 1_000)) == 0)
  }

  @Test("Equally frequent bytes have the logarithm of their number", arguments: 1...8)
  func powersOfTwo(bits: Int) {
    let bytes = (0..<512).map { UInt8($0 % (1 << bits)) }
    let entropy = bytes.withUnsafeBufferPointer { Entropy.shannon($0) }
    #expect(abs(entropy - Double(bits)) < 1e-9)
  }

  @Test("A known uneven distribution")
  func uneven() {
    // 3 of 4: 2 - 3/4 * log2(3).
    #expect(abs(shannon("aaab") - 0.811_278_124_459_133) < 1e-12)
    #expect(abs(shannon("aab") - 0.918_295_834_054_490) < 1e-12)
  }

  @Test("Long strings continue the table without a step")
  func longStrings() {
    let short = (0..<256).map { UInt8($0 % 3) }
    let long = (0..<(256 * 3)).map { UInt8($0 % 3) }
    let expected = 1.584_962_500_721_156
    #expect(abs(short.withUnsafeBufferPointer { Entropy.shannon($0) } - expected) < 1e-3)
    #expect(abs(long.withUnsafeBufferPointer { Entropy.shannon($0) } - expected) < 1e-12)
  }

  @Test("A secret with exactly the least entropy of its rule is masked, however sums are rounded")
  func least() throws {
    for (secret, least) in [("aaabbb", 1.0), ("aaabbbcccddd", 2), ("aaaaaabbbccc", 1.5)] {
      var rule = Rule(id: "r", before: "<", secret: "[a-d]{4,16}", after: ">")
      rule.minimumEntropy = least
      let text = Array("<\(secret)>".utf8)
      #expect(try SecretScrubber(rules: [rule]).scrub(text).bytes.text == "<[REDACTED:r]>")
      rule.minimumEntropy = least + 0.001
      #expect(try SecretScrubber(rules: [rule]).scrub(text).bytes.text == "<\(secret)>")
    }
  }
}
