import Testing

@testable import RandomCases
@testable import Scrubber

@Suite("Output does not depend on chunks")
struct ChunkInvarianceTests {
  @Test("All ways to cut a small input in two give the same output")
  func splitsInTwo() {
    Property.check(rounds: 120) { random in
      let example = PropertyCase(using: &random)
      return try example.smallest(example.text(size: 150, using: &random)) { example, input in
        let engine = try example.engine()
        let whole = try engine.scrub(input)
        for cut in 0...input.count {
          for isFlushing in [false, true] {
            let parts = try engine.scrub(
              chunks: [input[..<cut], input[cut...]], isFlushing: isFlushing)
            if let failure = Self.difference(whole, parts) {
              return "cut at \(cut), flush \(isFlushing): \(failure)"
            }
          }
        }
        return nil
      }
    }
  }

  @Test("One byte at a time gives the same output")
  func singleBytes() {
    Property.check(rounds: 150) { random in
      let example = PropertyCase(using: &random)
      let isFlushing = random.chance(50)
      return try example.smallest(example.text(size: 800, using: &random)) { example, input in
        let engine = try example.engine()
        let bytes = input.indices.map { input[$0...$0] }
        let failure = Self.difference(
          try engine.scrub(input), try engine.scrub(chunks: bytes, isFlushing: isFlushing))
        return failure.map { "flush \(isFlushing): \($0)" }
      }
    }
  }

  @Test("Random chunks give the same output")
  func randomChunks() {
    Property.check(rounds: 200) { random in
      let example = PropertyCase(using: &random)
      let seed = random.next()
      return try example.smallest(example.text(size: 4_000, using: &random)) { example, input in
        var random = PropertyRandom(seed: seed)
        let engine = try example.engine()
        let whole = try engine.scrub(input)
        for _ in 0..<6 {
          let chunks = input[...].cut(into: random.number(1...40), using: &random)
          let isFlushing = random.chance(50)
          let parts = try engine.scrub(chunks: chunks, isFlushing: isFlushing)
          if let failure = Self.difference(whole, parts) {
            return "chunks at \(chunks.map(\.startIndex)), flush \(isFlushing): \(failure)"
          }
        }
        return nil
      }
    }
  }

  private static func difference(
    _ whole: EngineUnderTest.Result, _ parts: EngineUnderTest.Result
  ) -> String? {
    let text = PropertyText.difference(whole.output, parts.output, names: ("whole", "chunks"))
    if let text { return text }
    return whole.findings == parts.findings ? nil : "findings differ"
  }
}
