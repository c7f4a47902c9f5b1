import Testing

@testable import RandomCases
@testable import Scrubber

@Suite("The order of rules and secrets")
struct OrderIndependenceTests {
  @Test("The order of rules and secrets does not matter")
  func orderDoesNotMatter() {
    Property.check(rounds: 150) { random in
      let example = PropertyCase(using: &random)
      let seed = random.next()
      for _ in 0..<3 {
        let input = example.text(size: 600, using: &random)
        let failure = try example.smallest(input) { try Self.failure($0, $1, seed: seed) }
        if let failure { return failure }
      }
      return nil
    }
  }

  private static func failure(
    _ example: PropertyCase, _ input: [UInt8], seed: UInt64
  ) throws -> String? {
    var random = PropertyRandom(seed: seed)
    var shuffled = example
    shuffled.rules.shuffle(using: &random)
    shuffled.secrets.shuffle(using: &random)
    let one = try example.engine().scrub(input)
    let two = try shuffled.engine().scrub(input)
    let text = PropertyText.difference(one.output, two.output, names: ("one", "shuffled"))
    return text ?? (one.findings == two.findings ? nil : "findings differ")
  }
}
