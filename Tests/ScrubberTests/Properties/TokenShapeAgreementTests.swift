import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

/// The engine's judgement of tokens against docs/TOKEN-SHAPE.md.
@Suite("Token shapes against the document")
struct TokenShapeAgreementTests {
  private static let tokensOfRound = 1_000

  @Test("A token looks like a secret if no step of the document refuses it")
  func shapes() {
    Property.check(rounds: 200) { random in
      for _ in 0..<Self.tokensOfRound {
        let token = PropertyTokens.token(using: &random)
        let verdict = token.withUnsafeBufferPointer { TokenShape.verdict($0) }
        let refusals = ReferenceTokenShape.refusals(of: token)
        let isSecret = token.withUnsafeBufferPointer { TokenShape.looksLikeSecret($0) }
        if isSecret != refusals.isEmpty || !Self.agrees(verdict, refusals, of: token) {
          return "engine \(verdict), reference \(refusals) for \(PropertyText.show(token))"
        }
      }
      return nil
    }
  }

  /// Whether the engine's reason, the first that it comes to, is one of the document's. Which steps
  /// refuse a byte that has no code is not defined.
  private static func agrees(
    _ verdict: TokenShape.Verdict, _ refusals: [ReferenceTokenShape.Step], of token: [UInt8]
  ) -> Bool {
    let name = String(describing: verdict)
    return refusals.isEmpty || refusals.contains { $0.rawValue == name }
      || !token.allSatisfy(ReferenceBytes.isToken)
  }

  @Test("Each step of the document decides about some token by itself")
  func coverage() {
    var random = PropertyRandom(seed: 1)
    var deciding: Set<ReferenceTokenShape.Step> = []
    var accepted = 0
    for _ in 0..<20_000 {
      let refusals = ReferenceTokenShape.refusals(of: PropertyTokens.token(using: &random))
      if refusals.count == 1 { deciding.formUnion(refusals) }
      if refusals.isEmpty { accepted += 1 }
    }
    #expect(deciding == Set(ReferenceTokenShape.Step.allCases))
    #expect(accepted > 1_000)
  }

  @Test("The randomness score and the entropy are those of the document, for any bytes")
  func scores() {
    Property.check(rounds: 200) { random in
      for _ in 0..<Self.tokensOfRound {
        let bytes = Self.value(using: &random)
        let (score, entropy) = bytes.withUnsafeBufferPointer {
          (Randomness.score($0), Entropy.shannon($0))
        }
        let expected = ReferenceRandomness.score(bytes)
        let expectedEntropy = ReferenceEntropy.shannon(bytes)
        if abs(score - expected) > 1e-9 || abs(entropy - expectedEntropy) > 1e-9 {
          return "engine \(score), entropy \(entropy); reference \(expected), \(expectedEntropy)"
            + " for \(PropertyText.show(bytes))"
        }
      }
      return nil
    }
  }

  /// A token, or a value as rules meet it: short, with other characters, or no text at all.
  private static func value(using random: inout PropertyRandom) -> [UInt8] {
    let marks = "!@#$%^&*()-_=+[]{};:,. "
    switch random.number(1...5) {
    case 1: return random.bytes(random.number(0...40), of: PropertyTokens.base62 + marks)
    case 2: return random.bytes(random.number(0...12), of: random.pick(["ab", "01", "aB1", "a1!"]))
    case 3: return (0..<random.number(0...300)).map { _ in UInt8(random.number(0...255)) }
    case 4: return PropertyTokens.edited(PropertyTokens.token(using: &random), using: &random)
    default: return PropertyTokens.token(using: &random)
    }
  }
}
