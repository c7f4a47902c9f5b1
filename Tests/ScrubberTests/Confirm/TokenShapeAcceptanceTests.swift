import Testing

@testable import Scrubber

/// What share of uniformly random tokens must be accepted. All samples come from fixed seeds.
@Suite("TokenShape acceptance")
struct TokenShapeAcceptanceTests {
  private static let rounds = 2_000

  /// The share of accepted tokens, in percent.
  private func acceptance(
    seed: UInt64, _ make: (inout SampleText) -> String
  ) -> Double {
    var sample = SampleText(seed: seed)
    let accepted = (0..<Self.rounds).count { _ in
      withBytes(of: make(&sample)) { TokenShape.looksLikeSecret($0) }
    }
    let percent = 100 * Double(accepted) / Double(Self.rounds)
    print("seed \(seed): \(percent) %")
    return percent
  }

  @Test("Base62 keys are accepted", arguments: [24, 32, 40, 64])
  func base62(length: Int) {
    #expect(acceptance(seed: 100) { $0.string(length, of: SampleText.base62) } >= 95)
  }

  @Test("Base64 keys are accepted in both alphabets", arguments: [24, 32, 40, 48, 64])
  func base64(bytes: Int) {
    #expect(acceptance(seed: 200) { SampleText.base64($0.bytes(bytes)) } >= 95)
    #expect(acceptance(seed: 201) { SampleText.base64($0.bytes(bytes), url: true) } >= 95)
  }

  @Test("Keys of one case with digits are accepted", arguments: [32, 40, 64])
  func base36(length: Int) {
    #expect(acceptance(seed: 300) { $0.string(length, of: SampleText.base36) } >= 90)
    let upper = SampleText.digits + SampleText.upper
    #expect(acceptance(seed: 301) { $0.string(length, of: upper) } >= 90)
  }

  @Test("Hexadecimal strings are never accepted", arguments: [24, 32, 40, 64, 128])
  func hexadecimal(length: Int) {
    #expect(acceptance(seed: 400) { $0.string(length, of: SampleText.hexadecimal) } == 0)
  }

  @Test("Identifiers made of words are never accepted")
  func words() {
    let words = [
      "user", "account", "payment", "session", "handler", "factory", "config", "service", "kube",
      "network", "order", "buffer", "linux", "image", "cache", "thread", "queue", "parser",
    ]
    for separator in ["", "-", "_", "/"] {
      let percent = acceptance(seed: 500) { sample in
        var parts: [String] = []
        while parts.joined(separator: separator).count < 24 {
          let word = words[sample.number(below: words.count)]
          parts.append(sample.number(below: 2) == 0 ? word : word.uppercased())
          if sample.number(below: 3) == 0 { parts.append(String(sample.number(below: 100))) }
        }
        return parts.joined(separator: separator)
      }
      #expect(percent == 0)
    }
  }
}
