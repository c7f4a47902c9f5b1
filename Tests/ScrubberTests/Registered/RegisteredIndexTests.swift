import CScanKernels
import Testing

@testable import Scrubber

private typealias Support = RegisteredSupport

@Suite struct RegisteredIndexTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `The index finds what a search for every variant at every byte finds`(seed: UInt64) {
    var random = Support.Random(seed: seed)
    let alphabets = ["ab", "aab=", "ab \n", "abc'\"\\", "0123456789abcdef", "aA9+/_-"]
    let alphabet = Array(alphabets[Int(seed) % alphabets.count].utf8)
    let everywhere = seed % 2 == 0
    let shortest = seed % 3 == 0 ? 8 : 1
    var values: [[UInt8]] = []
    for _ in 0..<[1, 3, 10, 40][Int(seed / 6) % 4] {
      var value = random.bytes(.random(in: shortest...24, using: &random), of: alphabet)
      // Values that begin and end like others.
      if let other = values.randomElement(using: &random), Bool.random(using: &random) {
        value = other.prefix(.random(in: 0...20, using: &random)) + value
      }
      values.append(value)
    }
    var table = VariantTable()
    for value in values { VariantCompiler.compile(value, secret: 0, into: &table) }
    var text: [UInt8] = []
    while text.count < 600 {
      text += random.bytes(.random(in: 0...12, using: &random), of: alphabet)
      if let variant = table.variants.randomElement(using: &random) {
        let bytes = table.bytes[variant.offset..<variant.offset + Int(variant.count)]
        text += Bool.random(using: &random) ? bytes : bytes.dropLast()
      }
    }
    let expected = Support.naive(values, text, matchesShortEverywhere: everywhere)
    for isa in Support.paths {
      let index = RegisteredIndex(
        values: values.shuffled(using: &random), matchesShortEverywhere: everywhere, isa: isa)
      let matches = Support.Text(text).matches(index, isa: isa)
      #expect(matches.count == Set(matches).count, "seed \(seed): a match is reported twice")
      #expect(matches.map(\.start) == matches.map(\.start).sorted(), "seed \(seed)")
      #expect(Support.found(matches, index) == expected, "seed \(seed), path \(isa.rawValue)")
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `Every cut of a text into two ranges finds the same`(seed: UInt64) {
    var random = Support.Random(seed: seed)
    let alphabet = Array(seed % 2 == 0 ? "ab".utf8 : "ab1 '".utf8)
    let values = (0..<12).map { _ in
      random.bytes(.random(in: 1...30, using: &random), of: alphabet)
    }
    let text = Support.Text(
      (0..<12).flatMap { _ in
        random.bytes(5, of: alphabet) + (values.randomElement(using: &random) ?? [])
      })
    let index = RegisteredIndex(values: values, matchesShortEverywhere: seed % 3 == 0)
    let whole = Set(text.matches(index))
    #expect(!whole.isEmpty)
    for cut in 0...text.bytes.count {
      let parts = text.matches(index, cuts: [cut])
      #expect(Set(parts) == whole && parts.count == whole.count, "seed \(seed), cut \(cut)")
    }
    for _ in 0..<50 {
      let cuts = (0..<10).map { _ in Int.random(in: 0...text.bytes.count, using: &random) }
      #expect(Set(text.matches(index, cuts: cuts.sorted())) == whole, "seed \(seed), cuts \(cuts)")
    }
    #expect(Set(text.matches(index, cuts: Array(1..<text.bytes.count))) == whole, "seed \(seed)")
  }

  @Test(arguments: [1, 10, 1_000, 20_000])
  func `Planted values are found among many, and nothing else`(count: Int) {
    var random = Support.Random(seed: UInt64(count))
    var values = (0..<count).map { _ in
      random.bytes(.random(in: 9...32, using: &random), of: Support.alphanumeric)
    }
    // Many that begin alike, so that the automaton alone cannot tell them apart.
    for index in values.indices where index % 4 == 3 {
      values[index] = Array("https://hooks.example.invalid/".utf8) + values[index]
    }
    var text: [UInt8] = []
    var planted: Set<Support.Found> = []
    for _ in 0..<300 {
      text += Array("level=info took 12ms at https://hooks.example.invalid/x, id=".utf8)
      let value = values[Int.random(in: 0..<count, using: &random)]
      planted.insert(
        Support.Found(
          start: text.count, end: text.count + value.count, value: value, isOpen: false))
      text += value + [0x0A]
    }
    let index = RegisteredIndex(values: values)
    #expect(Support.found(Support.Text(text).matches(index), index) == planted)
  }

  @Test func `The order and the repetition of values change nothing`() {
    var random = Support.Random(seed: 7)
    let values = (0..<50).map { _ in
      random.bytes(.random(in: 1...12, using: &random), of: Array("ab\n".utf8))
    }
    let text = Support.Text(random.bytes(3_000, of: Array("ab\n".utf8)))
    let first = RegisteredIndex(values: values)
    let second = RegisteredIndex(values: (values + values.prefix(20)).shuffled(using: &random))
    #expect(text.matches(first) == text.matches(second))
    #expect(first.variantCount == second.variantCount)
  }

  @Test func `Values of four to seven bytes match whole tokens only`() {
    let index = RegisteredIndex(values: [Array("hunter2".utf8)])
    func count(_ text: String) -> Int {
      Support.Text(Array(text.utf8)).matches(index).count
    }
    #expect(count("hunter2") == 1)
    #expect(count("(hunter2)-hunter2.hunter2:") == 3)
    #expect(count("xhunter2") == 0)
    #expect(count("hunter2_") == 0)
    #expect(count("9hunter2") == 0)
    let everywhere = RegisteredIndex(values: [Array("hunter2".utf8)], matchesShortEverywhere: true)
    #expect(Support.Text(Array("xhunter2_".utf8)).matches(everywhere).count == 1)
  }

  @Test func `A value that is a prefix of others is found with them`() {
    let values =
      (4...40).map { [UInt8](repeating: 0x61, count: $0 - 1) + [0x62] }
      + (8...40).map { [UInt8](repeating: 0x61, count: $0) }
    let text = [UInt8](repeating: 0x61, count: 60) + [0x62]
    let index = RegisteredIndex(values: values)
    let found = Support.found(Support.Text(text).matches(index), index)
    #expect(found == Support.naive(values, text))
  }

  @Test func `A value over 4,096 bytes is decided by its beginning and continued`() {
    var random = Support.Random(seed: 3)
    let value = random.bytes(6_000, of: Array("abc ".utf8)).map { $0 == 0x20 ? 0x2D : $0 }
    let other = Array(value.prefix(5_000)) + Array("different".utf8)
    let index = RegisteredIndex(values: [value, other])
    let text = Array("x ".utf8) + value.prefix(4_100) + Array("!".utf8)
    let matches = Support.Text(text).matches(index)
    #expect(Support.found(matches, index) == Support.naive([value, other], text))
    #expect(matches.count == 2)
    for match in matches {
      #expect(match.isOpen && match.start == 2 && match.end == 2 + 4_096)
      for offset in 4_096..<4_100 {
        #expect(index.continues(match.variant, at: offset, with: value[offset]))
        #expect(index.continuation(of: match.variant, at: offset) == value[offset])
      }
      #expect(!index.continues(match.variant, at: 4_100, with: 0x21))
      let length = index.value(of: match.secret).count
      #expect(index.continuation(of: match.variant, at: length) == nil)
      #expect(!index.continues(match.variant, at: length, with: 0x41))
    }
    #expect(Support.Text(Array(text.prefix(4_097))).matches(index).isEmpty)
  }

  @Test func `An equal variant of two secrets belongs to the secret whose value it is`() {
    let key = Array("second-line-of-it".utf8)
    let file = Array("a first line of it\n".utf8) + key
    for values in [[key, file], [file, key]] {
      let index = RegisteredIndex(values: values)
      let found = Support.found(Support.Text(key).matches(index), index)
      #expect(found == [Support.Found(start: 0, end: key.count, value: key, isOpen: false)])
    }
  }
}
