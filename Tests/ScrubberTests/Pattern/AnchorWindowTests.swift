import Testing

@testable import Scrubber

@Suite struct AnchorWindowTests {
  /// A window as text: printed sets, then the offsets.
  private func described(_ pattern: String) throws -> [String] {
    try anchorWindows(for: PatternNode(parsing: pattern)).map { window in
      let sets = window.classes.map { $0 == .all ? "*" : PatternNode.set($0).pcre }
      return sets.joined() + " \(window.lowestOffset)...\(window.highestOffset)"
    }
  }

  @Test(arguments: [
    ("AKIA[A-Z2-7]{16}", ["AKIA 0...0"]),
    ("(?:sk|pk)_[0-9a-f]{3}z", ["[ps]k_[0-9a-f] 0...0"]),
    ("(?i)zqjx", ["[Zz][Qq][Jj][Xx] 0...0"]),
    ("ZQ", ["ZQ** 0...0"]),
    ("ZQ(?=J[^a])", ["ZQJ[\\x01-\\x60b-\\xff] 0...0"]),
    ("ZQ-?[0-9]{2}", ["ZQ[\\x2d0-9][0-9] 0...0"]),
    ("[a-z]{5,9}ZQJX", ["ZQJX 5...9"]),
    ("ZQJX|QJXZ", ["[QZ][JQ][JX][XZ] 0...0"]),
    ("(?:eeeewvrd|eekvn)[=:]", ["wvrd 4...4", "kvn[\\x3a\\x3d] 2...2"]),
    ("(?:zwvrds|zwvrd)[=:]", ["zwvr 0...0"]),
  ])
  func `The rarest window of each branch is chosen`(pattern: String, windows: [String]) throws {
    #expect(try described(pattern) == windows)
  }

  @Test(arguments: [
    "[a-z]{20}", "\\w+", "a", "(?:ab|\\w{4})", "", "[^a]{200}ZQJX", "[a-z]{5,}ZQJX",
    "(?=ZQJX)\\w{4}",
  ])
  func `Patterns without a literal are refused`(pattern: String) throws {
    let node = try PatternNode(parsing: pattern)
    #expect(throws: PatternError.self) { try anchorWindows(for: node) }
  }

  @Test func `Many alternatives stay within the cap`() throws {
    let words = (0..<200).map { "k\(String($0, radix: 2))=" }
    let node = try PatternNode(parsing: "(?:" + words.joined(separator: "|") + ")ZQ")
    let windows = try anchorWindows(for: node)
    #expect(windows.count <= AnchorSearch.maximumBranches)
    #expect(windows.allSatisfy { $0.combinations <= AnchorWindow.maximumCombinations })
  }

  @Test func `The model is a distribution`() {
    let model = ByteModel.logText
    #expect(abs(model.probability(of: .all) - 1) < 1e-9)
    #expect(abs(model.probability(of: ByteSet(UInt8.min...UInt8.max)) - 1) < 1e-9)
    #expect(model.probability(of: ByteSet()) == 0)
    #expect(model.probability(of: ByteSet(of: "e")) > model.probability(of: ByteSet(of: "Q")))
    #expect(model.probability(of: ByteSet(0x80...0xFF)) < 0.01)
  }

  /// Whether the bytes around a window are what its neighbours say.
  private func passes(_ neighbours: AnchorNeighbours, _ text: [UInt8], at index: Int) -> Bool {
    let nothing = [UInt8](repeating: 0, count: 16)
    return (nothing + text + nothing).withUnsafeBufferPointer { bytes in
      guard let window = bytes.baseAddress.map({ $0 + nothing.count + index }) else {
        return false
      }
      let before = AnchorNeighbours.word(window - AnchorNeighbours.width)
      let behind = AnchorNeighbours.word(window + AnchorWindow.width)
      return AnchorNeighbours.Test(neighbours.before).flag(before) == 1
        && AnchorNeighbours.Test(neighbours.behind).flag(behind) == 1
    }
  }

  @Test(arguments: [
    ("(?i)monitoring", ["monito", ""]),
    ("ZQJX[0-9]{4}-", ["", "....-"]),
    ("ab-{2}ZQJX(?:cd|ce)f?g", ["ab--", "c"]),
    ("(?:x|yy)aZQJX(?:|lmn)", ["a", ""]),
  ])
  func `What stands next to a window is known`(pattern: String, expected: [String]) throws {
    let windows = try anchorWindows(for: PatternNode(parsing: pattern))
    let window = try #require(windows.first)
    #expect(windows.count == 1)
    func text(_ code: UInt64) -> String {
      let bytes = (0..<8).map { UInt8(code >> UInt64(8 * $0) & 0x7F) }
      return String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    }
    let before = text(window.neighbours.before)
    let behind = text(window.neighbours.behind)
    #expect(before == String(repeating: ".", count: 8 - expected[0].count) + expected[0])
    #expect(behind == expected[1] + String(repeating: ".", count: 8 - expected[1].count))
  }

  @Test(arguments: [51, 52, 53] as [UInt64])
  func `A window stands in every match`(seed: UInt64) throws {
    print("seed", seed)
    var generator = PatternGenerator(seed: seed)
    var scratch = try MatchScratch()
    var matches = 0
    for _ in 0..<800 {
      let pattern = generator.pattern()
      guard let node = try? PatternNode(parsing: pattern),
        let windows = try? anchorWindows(for: node)
      else { continue }
      for window in windows {
        #expect(window.highestOffset <= 128 && window.lowestOffset <= window.highestOffset)
        #expect(window.classes.count == 4)
        #expect(window.combinations <= AnchorWindow.maximumCombinations)
      }
      let expression = try Expression(pattern: node.pcre)
      for _ in 0..<6 {
        let before = generator.random.text(length: generator.random.below(4))
        let sample = generator.random.sample(of: node)
        let text = before + sample + generator.random.text(length: generator.random.below(6))
        for start in text.indices where matchEnd(expression, text, at: start, &scratch) >= 0 {
          matches += 1
          let stands = windows.contains { window in
            (window.lowestOffset...window.highestOffset).contains {
              window.stands(in: text, at: start + $0)
                && passes(window.neighbours, text, at: start + $0)
            }
          }
          patternCheck(stands, "\(pattern) on \(text) at \(start)")
        }
      }
    }
    print("matches", matches)
    #expect(matches > 2_000)
  }
}
