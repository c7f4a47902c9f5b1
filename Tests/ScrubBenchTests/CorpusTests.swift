import Testing

@testable import ScrubBench

@Suite("Corpora and worst inputs")
struct CorpusTests {
  @Test("Floods are as long as asked for and the same every time", arguments: CorpusKind.allCases)
  func floods(kind: CorpusKind) throws {
    guard kind.rawValue.hasPrefix("flood-") else {
      #expect(kind.flood == nil)
      return
    }
    let flood = try #require(kind.flood)
    let bytes = try CorpusGenerator.bytes(kind, seed: 1, byteLimit: 10_000)
    #expect(bytes.count == 10_000)
    #expect(bytes.starts(with: (flood.head + flood.unit).utf8.prefix(10_000)))
  }

  @Test("Fake secrets are those of their seed, and fewer are the first of more")
  func secrets() {
    let values = FakeSecrets.values(1_000, seed: 1)
    #expect(Set(values).count == 1_000)
    #expect(FakeSecrets.values(10, seed: 1) == Array(values.prefix(10)))
    #expect(FakeSecrets.values(10, seed: 2) != Array(values.prefix(10)))
  }

  @Test("The search for worst inputs keeps different texts, the dearest first")
  func worst() throws {
    var search = WorstSearch(
      try Configuration.formats.scrubber(path: nil),
      pieces: ["ghp_", "AKIA", "password=", "-----BEGIN "].map { Array($0.utf8) }, seed: 4)
    for _ in 0..<40 { try search.step() }
    let ranking = try search.ranking(3)
    #expect(search.tried == 40)
    #expect(ranking.count == 3)
    #expect(Set(ranking.map(\.text)).count == 3)
    #expect(ranking.allSatisfy { $0.text.count <= TextMutator.longest })
    #expect(search.members.count <= 40)
  }
}
