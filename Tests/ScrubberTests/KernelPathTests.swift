import RuleFormat
import Testing

@testable import RandomCases
@testable import Scrubber

/// The whole engine on every path of the kernels that this machine has, forced.
@Suite("All kernel paths")
struct KernelPathTests {
  @Test("include the portable one and the machine's best")
  func available() {
    #expect(ScanPath.available.first == .portable)
    #expect(ScanPath.available.contains(.best))
  }

  @Test("give the same output and findings on random packs, texts and cuts")
  func randomPacks() {
    Property.check(rounds: 150) { random in
      let example = PropertyCase(using: &random)
      let inputs = [60, 600, 4_000].map { example.text(size: $0, using: &random) }
      let isSmall = random.chance(50)
      let results = try ScanPath.available.map { path in
        let scrubber = try SecretScrubber(
          rules: example.rules, secrets: example.secrets.map { RegisteredSecret(value: $0) },
          policy: example.policy,
          limits: SecretScrubber.Limits(
            stepQuantum: isSmall ? 1 : 4_096, base64RunLimit: isSmall ? 128 : 4_096, path: path))
        return inputs.map { scrubber.scrub($0) }
      }
      return Self.difference(results, inputs: inputs).map { "\($0)\n\(example.show([]))" }
    }
  }

  @Test("give the same output and findings with the default packs and their examples")
  func defaultPacks() throws {
    let packs = try DefaultPacks.load()
    var random = PropertyRandom(seed: Property.seed ?? UInt64.random(in: 0...UInt64.max))
    let texts = packs.flatMap { pack in
      pack.examples.values.flatMap { $0.positive + $0.negative }.map { Array($0.text.utf8) }
    }.sorted { $0.lexicographicallyPrecedes($1) }
    let secrets = (0..<200).map { _ in PropertySecrets.secret(using: &random) }
    var input: [UInt8] = []
    for text in texts.shuffled(using: &random) {
      input += text + Array(random.pick(["\n", " ", "\"", ",", "\n\n"]).utf8)
      if random.chance(10) { input += random.pick(secrets) + [0x20] }
      if random.chance(5) { input += PropertyInput.base64(text, isURL: random.chance(50)) }
    }
    let results = try ScanPath.available.map { path in
      let scrubber = try SecretScrubber(
        rules: packs.flatMap(\.rules), secrets: secrets.map { RegisteredSecret(value: $0) },
        policy: Policy(), limits: SecretScrubber.Limits(path: path))
      return [scrubber.scrub(input)]
    }
    #expect(Self.difference(results, inputs: [input]) == nil)
    #expect(results[0][0].findings.count > texts.count / 2)
  }

  /// Where a path's results, one for each input, differ from those of the portable one.
  private static func difference(
    _ results: [[(bytes: ScrubbedBytes, findings: [Finding])]], inputs: [[UInt8]]
  ) -> String? {
    for (path, result) in zip(ScanPath.available, results) {
      for (index, (one, other)) in zip(results[0], result).enumerated() {
        let names = ("portable", path.rawValue)
        let text = PropertyText.difference(one.bytes.storage, other.bytes.storage, names: names)
        if let text { return "\(text)\n\(PropertyText.show(inputs[index].prefix(2_000)))" }
        if one.findings != other.findings { return "findings differ on \(path.rawValue)" }
      }
    }
    return nil
  }
}
