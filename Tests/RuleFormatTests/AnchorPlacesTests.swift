import RuleFormat
import Scrubber
import Testing

@Suite("The places of the default packs' anchors")
struct AnchorPlacesTests {
  @Test("are up to date with the rules", arguments: PrefilterKind.allCases)
  func upToDate(kind: PrefilterKind) throws {
    let scrubber = try SecretScrubber(rules: DefaultPacks.load().flatMap(\.rules))
    let windows = scrubber.prefilterWindows(kind)
    #expect(windows.count > 300)
    // A few new ones are placed greedily at little cost.
    #expect(
      scrubber.unplacedWindows(kind) <= windows.count / 50,
      "run `scrub-bench place-anchors`")
    #expect(windows.allSatisfy { (0..<PrefilterWindow.buckets).contains($0.bucket) })
  }

  @Test("are those that the search finds")
  func known() throws {
    let rules = try DefaultPacks.load().flatMap(\.rules)
    let known = try KnownRuleTables.known(rules)
    #expect(known.wrong == 0, "run `scrub-bench place-anchors --rounds 0`")
    #expect(known.count >= rules.count { $0.kind == .expression } * 9 / 10)
  }
}
