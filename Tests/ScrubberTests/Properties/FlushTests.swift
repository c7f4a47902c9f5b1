import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

/// Flushes are where a stream lets go of what it has not decided.
@Suite("Flushing at any offset changes nothing")
struct FlushTests {
  @Test("Base64 forms with an escaped left edge come out whole or not at all")
  func escapedEdges() {
    Property.check(rounds: 250) { random in
      let example = Self.example(using: &random)
      let input = PropertyInput.edges(of: example.secrets, using: &random)
      let seed = random.next()
      return try example.smallest(input) { example, input in
        var random = PropertyRandom(seed: seed)
        return try Self.failure(example, input, using: &random)
      }
    }
  }

  @Test("Forms that are longer than what decides about them are masked to their end")
  func longForms() {
    Property.check(rounds: 15) { random in
      let letters = "abcdefghijklmnopqrstuvwxyz0123456789"
      let secret = random.bytes(random.number(2_900...4_500), of: letters)
      let lead = random.bytes(random.number(0...3), of: letters)
      let base64 = PropertyInput.base64(lead + secret, isURL: false)
      var form = random.pick([
        lead + secret, base64, base64, secret.flatMap { PropertyInput.hexadecimal($0) },
      ])
      // Cut or changed behind what decides, now and then.
      if random.chance(30) { form = Array(form.prefix(random.number(3_900...form.count + 3_900))) }
      if random.chance(30) { form[random.number(form.count * 2 / 3...form.count - 1)] = 0x2F }
      let filler = random.bytes(random.number(0...60_000), of: "  xyz\n")
      let input = random.bytes(random.number(0...9), of: " a1") + form + filler
      var example = PropertyCase(using: &random)
      example.rules = []
      example.policy = Policy()
      example.secrets = [secret]
      let engine = try example.engine()
      let whole = try engine.scrub(input)
      let reference = try example.reference().scrub(input)
      let chunks = input[...].cut(into: 30, using: &random)
      let parts = try engine.scrub(chunks: chunks, isFlushing: random.chance(50))
      if whole != parts { return "chunks differ at \(chunks.map(\.startIndex))" }
      return Agreement.difference(whole, reference, input: input)
    }
  }

  /// Secrets of a few bytes, so that windows are small, and sometimes rules.
  private static func example(using random: inout PropertyRandom) -> PropertyCase {
    var example = PropertyCase(using: &random)
    if random.chance(80) { example.rules = [] }
    example.policy = Policy()
    example.secrets = (0..<random.number(1...2)).map { _ in
      random.bytes(random.number(7...14), of: random.pick(["ab", "abcXYZ019", "ab\"\\% \u{E9}"]))
    }
    return example
  }

  private static func failure(
    _ example: PropertyCase, _ input: [UInt8], using random: inout PropertyRandom
  ) throws -> String? {
    let engine = try example.engine()
    let whole = try engine.scrub(input)
    let reference = try example.reference().scrub(input)
    if let text = Agreement.difference(whole, reference, input: input) { return text }
    var ways = [("byte by byte", input.indices.map { input[$0...$0] }, true)]
    for _ in 0..<4 {
      let chunks = input[...].cut(into: random.number(2...20), using: &random)
      let places = chunks.map(\.startIndex)
      ways.append(("flushed at \(places)", chunks, true))
      ways.append(("cut at \(places)", chunks, false))
    }
    for (name, chunks, isFlushing) in ways {
      let parts = try engine.scrub(chunks: chunks, isFlushing: isFlushing)
      let names = ("whole", "chunks")
      if let text = PropertyText.difference(whole.output, parts.output, names: names) {
        return "\(name): \(text)"
      }
      if whole.findings != parts.findings { return "\(name): findings differ" }
    }
    return nil
  }
}
