import RuleFormat
import Scrubber
import Testing

/// Every example is a promise of its rule: these tests hold the engine to it.
@Suite("The examples of the default packs")
struct DefaultPackExamplesTests {
  /// A rule with its examples.
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: Rule
    var examples: RuleExamples

    var testDescription: String { rule.id }
  }

  /// A default set that does not load fails in `DefaultPacksTests`.
  static let packs = (try? DefaultPacks.load()) ?? []
  static let cases: [Case] = packs.flatMap { pack in
    pack.rules.compactMap { rule in
      pack.examples[rule.id].map { examples in
        var masking = rule
        masking.action = .mask
        return Case(rule: masking, examples: examples)
      }
    }
  }

  @Test("are masked exactly by their own rule, however they are cut", arguments: cases)
  func masked(_ subject: Case) throws {
    let scrubber = try SecretScrubber(rules: [subject.rule])
    for example in subject.examples.positive {
      let text = Array(example.text.utf8)
      let secret = Array((example.secret ?? example.text).utf8)
      guard let range = Self.firstRange(of: secret, in: text) else {
        Issue.record("the secret does not stand in the text: \(example.text)")
        continue
      }
      let expected =
        text[..<range.lowerBound] + Array("[REDACTED:\(subject.rule.id)]".utf8)
        + text[range.upperBound...]
      let whole = scrubber.scrub(text)
      #expect(whole.findings.map(\.input) == [range], "\(example.text)")
      #expect(whole.bytes.storage.elementsEqual(expected), "\(whole.bytes.text)")
      let wrongCuts = try text.indices.dropFirst().filter { cut in
        try !Self.scrub([text[..<cut], text[cut...]], with: scrubber).elementsEqual(expected)
      }
      #expect(wrongCuts.isEmpty, "\(example.text)")
      let bytewise = try Self.scrub(text.indices.map { text[$0...$0] }, with: scrubber)
      #expect(bytewise.elementsEqual(expected), "\(example.text)")
    }
  }

  @Test("do not hold for counter-examples", arguments: cases)
  func leftAlone(_ subject: Case) throws {
    guard !subject.examples.negative.isEmpty else { return }
    let scrubber = try SecretScrubber(rules: [subject.rule])
    for example in subject.examples.negative {
      let text = Array(example.text.utf8)
      let whole = scrubber.scrub(text)
      #expect(whole.findings.isEmpty && whole.bytes.storage == text, "\(whole.bytes.text)")
    }
  }

  @Test("lose their secret to the whole set too")
  func wholeSet() throws {
    let scrubber = try SecretScrubber(rules: Self.packs.flatMap(\.rules))
    let identifiers = Set(
      Self.packs.flatMap(\.rules).filter { $0.action == .inform }.map(\.id))
    for subject in Self.cases where !identifiers.contains(subject.rule.id) {
      for example in subject.examples.positive {
        let text = Array(example.text.utf8)
        let secret = Array((example.secret ?? example.text).utf8)
        guard let range = Self.firstRange(of: secret, in: text) else { continue }
        let findings = scrubber.scrub(text).findings
        let masked = findings.contains { $0.input.contains(range) }
        #expect(masked, "\(subject.rule.id): \(example.text)")
      }
    }
  }

  @Test("stay if they are public identifiers")
  func identifiers() throws {
    let rules = Self.packs.flatMap(\.rules)
    let scrubber = try SecretScrubber(rules: rules)
    var count = 0
    for rule in rules where rule.action == .inform {
      for example in Self.cases.first(where: { $0.rule.id == rule.id })?.examples.positive ?? [] {
        count += 1
        #expect(scrubber.scrub(Array(example.text.utf8)).findings.isEmpty, "\(rule.id)")
      }
    }
    #expect(count >= 20)
  }

  // MARK: Support

  private static func scrub(
    _ pieces: [ArraySlice<UInt8>], with scrubber: SecretScrubber
  ) throws -> [UInt8] {
    var stream = ScrubStream(scrubber)
    var sink = MemorySink()
    for piece in pieces {
      try piece.withUnsafeBytes { try stream.feed($0, into: &sink) }
    }
    try stream.finish(into: &sink)
    return sink.bytes.storage
  }

  private static func firstRange(of part: [UInt8], in whole: [UInt8]) -> Range<Int>? {
    guard !part.isEmpty, part.count <= whole.count else { return nil }
    for start in 0...(whole.count - part.count) where whole[start...].starts(with: part) {
      return start..<(start + part.count)
    }
    return nil
  }
}
