import Scrubber
import Testing

@testable import RuleFormat

@Suite("The default packs")
struct DefaultPacksTests {
  @Test("all load, with at least 350 formats and unique ids")
  func load() throws {
    let packs = try DefaultPacks.load()
    #expect(packs.count == 14)
    let rules = packs.flatMap(\.rules)
    let masking = rules.filter { $0.action == .mask }
    let formats = masking.flatMap { $0.formats.isEmpty ? [$0.id] : $0.formats }
    #expect(Set(formats).count == formats.count && formats.count >= 350)
    #expect(Set(rules.map(\.id)).count == rules.count)
    for pack in packs {
      #expect(pack.fileName == pack.name + ".toml")
      #expect(!pack.description.isEmpty)
    }
  }

  @Test("every rule has a description and an example")
  func examples() throws {
    for pack in try DefaultPacks.load() {
      for rule in pack.rules {
        #expect(!rule.description.isEmpty, "\(rule.id)")
        let examples = pack.examples[rule.id]?.positive ?? []
        #expect(examples.count >= (rule.kind == .expression ? 2 : 1), "\(rule.id)")
        #expect(pack.examples[rule.id]?.negative.isEmpty == false, "\(rule.id)")
      }
    }
  }

  @Test("the values of rules with a checksum pass it")
  func checksums() throws {
    for pack in try DefaultPacks.load() {
      for rule in pack.rules where rule.confidence == .checksum {
        guard let validator = rule.validator, let examples = pack.examples[rule.id] else {
          Issue.record("\(rule.id) has no validator or no examples")
          continue
        }
        let passed = examples.positive.filter { example in
          Array((example.secret ?? example.text).utf8).withUnsafeBufferPointer(validator.check)
        }
        #expect(!passed.isEmpty, "\(rule.id)")
      }
    }
  }

  @Test("the compiled packs are those of the TOML files")
  func compiled() throws {
    let whole = try DefaultPacks.load().map { pack in
      var pack = pack
      pack.examples = [:]
      return pack
    }
    let compiled = try #require(
      DefaultPacks.compiled(), "run `scrub-bench place-anchors --rounds 0` after rules change")
    #expect(compiled == whole)
  }

  @Test("compiled packs that are cut, longer or of other texts are not used")
  func malformed() throws {
    let texts = DefaultPacks.texts().map(\.bytes)
    let bytes = try CompiledPacks.defaults()
    let first = bytes.withUnsafeBufferPointer { CompiledPacks.packs(in: $0, of: texts) }
    #expect(first?.count == texts.count)
    for length in stride(from: 0, to: bytes.count, by: 977) {
      let cut = bytes[..<length].withUnsafeBufferPointer { CompiledPacks.packs(in: $0, of: texts) }
      #expect(cut == nil)
    }
    let longer = (bytes + [0]).withUnsafeBufferPointer { CompiledPacks.packs(in: $0, of: texts) }
    #expect(longer == nil)
    let other = bytes.withUnsafeBufferPointer {
      CompiledPacks.packs(in: $0, of: texts.dropLast() + texts.prefix(1))
    }
    #expect(other == nil)
  }

  @Test("one private key rule and one entropy rule exist")
  func kinds() throws {
    let rules = try DefaultPacks.load().flatMap(\.rules)
    #expect(rules.filter { $0.kind == .pem }.map(\.id) == ["private-key"])
    #expect(rules.filter { $0.kind == .entropy }.map(\.id) == ["high-entropy-token"])
  }
}
