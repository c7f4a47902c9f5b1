import Testing

@testable import RandomCases
@testable import Scrubber

@Suite("What is emitted holds for every continuation")
struct PrefixSafetyTests {
  @Test("What has been emitted is a prefix of the output for adversarial continuations")
  func emittedBytesStand() {
    Property.check(rounds: 150) { random in
      let example = PropertyCase(using: &random)
      let engine = try example.engine()
      let text = example.text(size: 700, using: &random)
      let input = Array(text.prefix(random.number(0...text.count)))
      let chunks = input[...].cut(into: random.number(1...4), using: &random)
      let isFlushing = random.chance(70)
      let emitted = try engine.emitted(afterFeeding: chunks, isFlushing: isFlushing)
      var continuations = Self.continuations(of: input, example, using: &random)
      continuations.append(Array(text.dropFirst(input.count)))
      for continuation in continuations {
        let output = try engine.scrub(input + continuation).output
        if output.starts(with: emitted) { continue }
        let difference = PropertyText.difference(
          Array(output.prefix(emitted.count)), emitted, names: ("output", "emitted"))
        return """
          flush \(isFlushing), continued by \(PropertyText.show(continuation)): \(difference ?? "")
          \(example.show(input))
          """
      }
      return nil
    }
  }

  /// Texts that could change what was decided about the end of `input`.
  private static func continuations(
    of input: [UInt8], _ example: PropertyCase, using random: inout PropertyRandom
  ) -> [[UInt8]] {
    let texts = [
      "", "\n", "\"", "'", "\\", "\\\"", "@", "@host", "=", "==", "]", "}", " ", "\0", "n", "u0041",
      "0041", "41", "quot;", ";", "[0m", "m", "\u{7}", "A",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "\nMIIEowIBAAKCAQEAabcdefgh\n-----END PRIVATE KEY-----\n", "-----\n", "END PRIVATE KEY-----",
      "1", "e5",
      "\u{200B}", "]\n", "abc\n", "DACTED:unscanned]", "\": \"x\"}", "a", "b", "ab", "aab", "-",
      "%41",
    ]
    var continuations = texts.map { Array($0.utf8) }
    continuations += [[0x80], [0x80, 0x8B], [0xAD], [0xBB, 0xBF], [0xFF], [0x1B]]
    continuations += [
      [0x9C], [0xC2, 0x9C], [0xC2], [0x90, 0x80], [0xBF, 0xBD], [0x9B, 0x30, 0x6D],
    ]
    continuations.append(random.bytes(600, of: "A"))
    continuations.append(random.bytes(300, of: " "))
    for secret in example.secrets {
      // What is missing of the secret if the input ends with a part of it.
      for kept in 1...secret.count where input.suffix(kept).elementsEqual(secret.prefix(kept)) {
        continuations.append(Array(secret.dropFirst(kept)))
      }
      continuations.append(secret)
    }
    for _ in 0..<8 { continuations.append(example.text(size: 200, using: &random)) }
    return continuations
  }
}
