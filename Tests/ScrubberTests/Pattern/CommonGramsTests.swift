import Testing

@testable import Scrubber

@Suite("Common grams")
struct CommonGramsTests {
  private func gram(_ text: String) -> UInt32 {
    text.utf8.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(8 * $1.offset) }
  }

  private func sets(_ pattern: String) throws -> AnchorSearch.Sets {
    let windows = try anchorWindows(for: PatternNode(parsing: pattern))
    let classes = try #require(windows.first).classes
    return AnchorSearch.Sets(
      first: classes[0], second: classes[1], third: classes[2], fourth: classes[3])
  }

  @Test("the share of a window is that of all grams that it admits")
  func share() throws {
    let packed = CommonGrams.packed(
      [(gram("zqjx"), 30), (gram("ZQJX"), 10), (gram("zqjy"), 5)], of: 1_000)
    #expect(packed == packed.sorted())
    let grams = CommonGrams(packed: packed)
    #expect(abs(grams.share(of: try sets("zqjx")) - 0.03) < 1e-6)
    #expect(abs(grams.share(of: try sets("(?i)zqjx")) - 0.04) < 1e-6)
    #expect(abs(grams.share(of: try sets("zqj[xy]")) - 0.035) < 1e-6)
    #expect(grams.share(of: try sets("qzjx")) == 0)
    #expect(CommonGrams(packed: []).share(of: try sets("zqjx")) == 0)
  }

  @Test("a word of logs is no anchor where there is a rarer one")
  func anchors() throws {
    let window = try #require(
      try anchorWindows(for: PatternNode(parsing: "customer\\.io")).first)
    #expect(window.lowestOffset > 4)
    #expect(CommonGrams.logText.share(of: try sets("http")) > 1e-4)
  }
}
