import RuleFormat
import Testing

@testable import RandomCases
@testable import Scrubber

/// Holds the native matchers and filters of the default rules to PCRE2's answers.
@Suite struct NativeRulesTests {
  private struct Subject {
    let number: Int
    let rule: Rule
    let texts: [[UInt8]]
  }

  /// The default rules and the examples of each, good and bad.
  private static let subjects: [Subject] = {
    let packs = (try? DefaultPacks.load()) ?? []
    var subjects: [Subject] = []
    for pack in packs {
      for rule in pack.rules {
        let examples = pack.examples[rule.id]
        let texts = (examples?.positive ?? []) + (examples?.negative ?? [])
        subjects.append(
          Subject(number: subjects.count, rule: rule, texts: texts.map { Array($0.text.utf8) }))
      }
    }
    return subjects
  }()

  private static let compiled: [CompiledRule] = {
    let classes = ClassTables()
    return subjects.compactMap { try? CompiledRule($0.rule, classes: classes) }
  }()

  /// Two confirmers, one without native matchers.
  private struct Pair {
    let native: Confirmer
    let plain: Confirmer

    init(_ rules: [CompiledRule]) {
      native = Confirmer(rules, matchLimit: MatchScratch.defaultMatchLimit)
      plain = Confirmer(rules, matchLimit: MatchScratch.defaultMatchLimit, isNative: false)
    }
  }

  private static func describe(_ answer: Confirmer.Answer) -> String {
    switch answer {
    case .none: "none"
    case .hit(let hit): "hit \(hit.start) \(hit.end) \(hit.confidence)"
    case .unscanned: "unscanned"
    }
  }

  /// Compares the answers of a rule at every start of a text, with its end cut there or not.
  private static func compare(
    _ number: Int, _ text: [UInt8], _ pair: Pair, _ random: inout PatternRandom,
    cuts: Bool, _ comparisons: inout Int, _ hits: inout Int
  ) -> String? {
    let padding = PaddedBuffer.padding
    let storage =
      Array(repeating: UInt8(0), count: padding) + text + Array(repeating: 0, count: padding)
    return storage.withUnsafeBufferPointer { buffer -> String? in
      guard let base = buffer.baseAddress else { return nil }
      let ends = cuts ? Array(0...text.count) : [text.count]
      for end in ends {
        // Every start for the whole text; for cuts some.
        for at in 0..<max(1, end) where at < end {
          if end < text.count, !random.chance(20) { continue }
          let view = ViewText(
            view: .base, bytes: base + padding, count: end, startsStream: random.chance(50),
            endsStream: random.chance(60), map: nil, base: 0)
          let expected = pair.plain.attempt(number, view, at: at)
          let answer = pair.native.attempt(number, view, at: at)
          comparisons += 1
          if case .hit = expected { hits += 1 }
          if case .unscanned = expected { continue }
          let (a, b) = (describe(answer), describe(expected))
          if a != b {
            let subject = String(decoding: text[..<end], as: UTF8.self)
            return "\(compiled[number].rule.id) at \(at) of \(subject): \(a), not \(b)"
          }
        }
      }
      return nil
    }
  }

  private static let fragments = [
    "=", ": ", "=>", ":=", "==", " = ", "\"", "'", "`", "\": \"", "='", "=\"", "@", "://", ":", "/",
    "password", "secret", "api_key", "token", "Passwort", "key", "_", "-", "${X}", "***", "[0]",
    "\r\n", "\n", " ", "  ", "\t", "\\", "Authorization: ", "Bearer ", "value", "</", ">", "<", "&",
    ";", ",", "id", "name", "_hash", "Path", "Url", "&quot;", "--", "-p ", "1", "aB3$xY9!kL", "{{",
    "none", "changeme", "example.com", "2024-01-02", "sha256:", "deadbeef", "AKIA", "ghp_", "\0",
    "K", "s", "x", "0", "\u{e9}",
  ]

  /// A text near to one that matches.
  private static func mutated(_ text: [UInt8], _ random: inout PatternRandom) -> [UInt8] {
    var text = text
    for _ in 0..<random.below(4) where !text.isEmpty {
      let index = random.below(text.count)
      switch random.below(9) {
      case 0: text.remove(at: index)
      case 1: text.insert(text[index], at: index)
      case 2: text[index] ^= 0x20
      case 3: text[index] = UInt8.random(in: 0...255, using: &random)
      case 4: text.insert(contentsOf: random.pick(fragments).utf8, at: index)
      case 5:
        let end = min(text.count, index + 1 + random.below(6))
        text.removeSubrange(index..<end)
      case 6:
        let end = min(text.count, index + 1 + random.below(12))
        text.insert(contentsOf: text[index..<end], at: index)
      case 7:
        for (number, byte) in text.enumerated() where "\"'`".utf8.contains(byte) {
          text[number] = random.pick(Array("\"'`".utf8))
        }
      default:
        let upper = random.chance(50)
        let end = min(text.count, index + 1 + random.below(12))
        for number in index..<end {
          let letter = text[number] | 0x20
          if (0x61...0x7A).contains(letter) { text[number] = upper ? letter ^ 0x20 : letter }
        }
      }
    }
    return text
  }

  @Test func `Every default expression rule has a native program`() {
    var missing: [String] = []
    var native = 0
    for rule in Self.compiled where rule.rule.kind == .expression {
      if rule.program.value == nil { missing.append(rule.rule.id) } else { native += 1 }
      if rule.filter.automaton(3) == nil, !rule.filter.isEmpty {
        missing.append(rule.rule.id + " filter")
      }
    }
    print("native", native, "not", missing)
    #expect(native > 100)
    #expect(missing.isEmpty)
  }

  @Test func `Examples and their mutations get PCRE2's answers`() {
    #expect(Self.compiled.count == Self.subjects.count)
    let pair = Pair(Self.compiled)
    var comparisons = 0
    var hits = 0
    Property.check(rounds: 60) { generator in
      var random = PatternRandom(seed: generator.next())
      for subject in Self.subjects where subject.rule.kind == .expression {
        for example in subject.texts {
          let text = Self.mutated(example, &random)
          let failure = Self.compare(
            subject.number, text, pair, &random, cuts: random.chance(20), &comparisons, &hits)
          if let failure { return failure }
        }
      }
      return nil
    }
    print("comparisons", comparisons, "hits", hits, "calls", pair.native.calls)
    #expect(pair.native.calls * 100 <= comparisons)
  }

  @Test func `All rules agree with PCRE2 on texts made of examples`() {
    let pair = Pair(Self.compiled)
    let examples = Self.subjects.flatMap(\.texts)
    var comparisons = 0
    var hits = 0
    Property.check(rounds: 60) { generator in
      var random = PatternRandom(seed: generator.next())
      var text: [UInt8] = []
      for _ in 0..<(1 + random.below(4)) {
        text += Self.mutated(random.pick(examples), &random)
        text += random.pick(Self.fragments).utf8
      }
      for (number, rule) in Self.compiled.enumerated() where rule.rule.kind == .expression {
        let failure = Self.compare(
          number, text, pair, &random, cuts: false, &comparisons, &hits)
        if let failure { return failure }
      }
      return nil
    }
    print("comparisons", comparisons, "hits", hits, "calls", pair.native.calls)
  }

  @Test func `Texts written from the patterns get PCRE2's answers`() {
    let pair = Pair(Self.compiled)
    var comparisons = 0
    var hits = 0
    Property.check(rounds: 40) { generator in
      var random = PatternRandom(seed: generator.next())
      for subject in Self.subjects where subject.rule.kind == .expression {
        let parts = [subject.rule.before ?? "", subject.rule.secret, subject.rule.after ?? ""]
        let nodes = try parts.map { try PatternNode(parsing: $0) }
        var text = random.text(length: random.below(3))
        // Look-behinds are written before what they stand at, which is right now and then.
        for node in nodes { text += random.written(node) }
        text = Self.mutated(Array(text.prefix(400)), &random)
        let failure = Self.compare(
          subject.number, text, pair, &random, cuts: false, &comparisons, &hits)
        if let failure { return failure }
      }
      return nil
    }
    print("comparisons", comparisons, "hits", hits, "calls", pair.native.calls)
  }

  @Test func `Filters find what PCRE2 finds in any secret`() throws {
    var comparisons = 0
    var undecided = 0
    var rejected = 0
    let machines = RuleMachines(Self.compiled, isNative: true)
    var scratch = try MatchScratch()
    Property.check(rounds: 40) { generator in
      var random = PatternRandom(seed: generator.next())
      for (number, rule) in Self.compiled.enumerated() where !rule.filter.isEmpty {
        let patterns = try (rule.rule.must + rule.rule.mustNot + [rule.rule.secret]).map {
          try PatternNode(parsing: $0)
        }
        for _ in 0..<6 {
          var secret: [UInt8] = []
          for _ in 0..<(1 + random.below(2)) { secret += random.written(random.pick(patterns)) }
          secret = Array(Self.mutated(secret, &random).prefix(1 + random.below(170)))
          if secret.isEmpty { continue }
          let padded = PaddedText(secret)
          func isFound(_ expression: LazyExpression) -> Bool? {
            guard let handle = try? expression.handle() else { return nil }
            let outcome = padded.withBase {
              scratch.match(handle, subject: $0, count: secret.count, at: 0)
            }
            return outcome == .match ? true : outcome == .some(.none) ? false : nil
          }
          let must = rule.must.map(isFound)
          let mustNot = rule.mustNot.map(isFound)
          if (must + mustNot).contains(nil) { continue }
          let expected = !must.contains(false) && !mustNot.contains(true)
          let verdict =
            padded.withBase {
              machines.filter(
                number, UnsafeBufferPointer(start: $0, count: secret.count))
            } ?? .undecided
          comparisons += 1
          if !expected { rejected += 1 }
          if verdict == .undecided {
            undecided += 1
          } else if verdict != (expected ? .accept : .reject) {
            return "\(rule.rule.id) on \(String(decoding: secret, as: UTF8.self)): \(verdict)"
          }
        }
      }
      return nil
    }
    print("comparisons", comparisons, "rejected", rejected, "undecided", undecided)
    #expect(undecided * 10 <= comparisons)
  }
}

extension PatternRandom {
  /// Bytes that match `node` if its conditions hold; look-behinds are written out.
  mutating func written(_ node: PatternNode) -> [UInt8] {
    switch node {
    case .look(.behind, false, let body): return written(body)
    case .look, .empty, .wordBoundary, .start, .end: return []
    case .set(let set): return [pick(set.bytes)]
    case .sequence(let parts): return parts.flatMap { written($0) }
    case .alternation(let branches): return written(pick(branches))
    case .atomic(let body): return written(body)
    case .repeated(let body, let min, let max, _):
      let most = Swift.min(max ?? (min + 8), min + (chance(10) ? 70 : 6))
      let count = Int.random(in: min...most, using: &self)
      return (0..<count).flatMap { _ in written(body) }
    }
  }
}
