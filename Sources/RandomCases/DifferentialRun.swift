internal import ReferenceMatcher
package import Scrubber

/// Compares the engine with the reference on random cases, each known by its seed.
///
/// A case is a pack (rules, secrets and a policy), a text and a way to cut it. Cases whose seeds
/// differ only in their lowest bits share a pack, as compiling one takes longer than many texts.
package struct DifferentialRun: Sendable {
  /// A case in which engine and reference differ.
  package struct Disagreement: Sendable {
    /// The seed of the case.
    package var seed: UInt64
    /// What differs, and the smallest case found in which it does.
    package var text: String
  }

  /// How many seeds after a multiple of it share a pack.
  package static let casesPerPack: UInt64 = 64

  private let rules: [Rule]

  /// - Parameter rules: those of real packs, of which some cases use a few.
  package init(rules: [Rule]) {
    self.rules = rules
  }

  /// The cases of `seeds` in which engine and reference differ.
  package func disagreements(in seeds: Range<UInt64>) -> [Disagreement] {
    var found: [Disagreement] = []
    var pack: Pack?
    for seed in seeds {
      let number = seed / Self.casesPerPack
      do {
        if pack?.number != number { pack = try Pack(number, realRules: rules) }
        if let text = try pack?.difference(seed) {
          found.append(Disagreement(seed: seed, text: text))
        }
      } catch {
        found.append(Disagreement(seed: seed, text: "threw \(error)"))
      }
    }
    return found
  }

  /// Rules, secrets and a policy, compiled for both.
  private struct Pack {
    let number: UInt64
    private let example: PropertyCase
    private let engine: EngineUnderTest
    private let reference: ReferenceScrubber

    init(_ number: UInt64, realRules: [Rule]) throws {
      self.number = number
      var random = PropertyRandom(seed: ~number)
      var example = PropertyCase(using: &random)
      example.leaveNoTies()
      // Random patterns that take many steps would take most of the time, and where the engine may
      // give up little is compared.
      example.limits = ReferenceLimits(
        base64RunLimit: random.chance(25) ? 4_096 : 128, matchLimit: 100_000)
      if !realRules.isEmpty, random.chance(35) {
        var mixed = example
        for _ in 0..<random.number(1...6) {
          let rule = random.pick(realRules)
          let isOnly = !mixed.rules.contains {
            $0.id == rule.id || ($0.kind == rule.kind && rule.kind != .expression)
          }
          if isOnly { mixed.rules.append(rule) }
        }
        // A fixed text that one of the rules would mask is refused.
        if (try? mixed.engine()) != nil { example = mixed }
      }
      engine = try example.engine()
      reference = try example.reference()
      self.example = example
    }

    /// What differs in the case with this seed; `nil` if nothing does.
    func difference(_ seed: UInt64) throws -> String? {
      var random = PropertyRandom(seed: seed)
      let input = example.text(size: random.pick(Self.sizes), using: &random)
      let chunks = input[...].cut(into: random.number(1...8), using: &random)
      let isFlushing = random.chance(40)
      let expected = reference.scrub(input)
      let result = try engine.scrub(chunks: chunks, isFlushing: isFlushing)
      let text = Agreement.difference(result, expected, input: input)
      guard let text else { return nil }
      if let smallest = try example.smallest(input, failure: Agreement.difference) {
        return smallest
      }
      let places = chunks.map(\.startIndex)
      return "only cut at \(places), flush \(isFlushing): \(text)\n\(example.show(input))"
    }

    /// Greatest sizes of texts in bytes; most texts are small, so that there can be many.
    private static let sizes = [20, 40, 40, 80, 80, 80, 160, 160, 300, 600]
  }
}
