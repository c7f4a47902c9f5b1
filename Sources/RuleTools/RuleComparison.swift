package import Scrubber

/// What two sets of rules mask differently on the same texts.
package struct RuleComparison {
  /// Bytes that only one of them masks.
  package struct Difference: Sendable, Equatable {
    /// Name of the text.
    package var source: String
    /// Line on which they begin, from 1.
    package var line: Int
    /// Offset and length in bytes.
    package var offset: Int
    package var length: Int
    /// Name of the rule that masks them.
    package var rule: String
    /// Whether it is the second set that masks them.
    package var isNew: Bool
  }

  private let old: SecretScrubber
  private let new: SecretScrubber

  package init(old: [Rule], new: [Rule]) throws(ScrubberError) {
    self.old = try SecretScrubber(rules: old)
    self.new = try SecretScrubber(rules: new)
  }

  /// What differs in a text.
  package func differences(in text: [UInt8], called source: String) -> [Difference] {
    let before = old.scrub(text).findings
    let after = new.scrub(text).findings
    var lines = LineCounter(text)
    var found = Self.missing(before, from: after).map { ($0, false) }
    found += Self.missing(after, from: before).map { ($0, true) }
    found.sort { ($0.0.range.lowerBound, $0.1 ? 1 : 0) < ($1.0.range.lowerBound, $1.1 ? 1 : 0) }
    return found.map { piece, isNew in
      Difference(
        source: source, line: lines.line(of: piece.range.lowerBound),
        offset: piece.range.lowerBound, length: piece.range.count, rule: piece.rule, isNew: isNew)
    }
  }

  /// The pieces of `these` that none of `those` covers; both are in order.
  private static func missing(
    _ these: [Finding], from those: [Finding]
  ) -> [(range: Range<Int>, rule: String)] {
    var pieces: [(Range<Int>, String)] = []
    var first = 0
    for finding in these {
      var start = finding.input.lowerBound
      while first < those.count, those[first].input.upperBound <= start { first += 1 }
      for other in those[first...] {
        if other.input.lowerBound >= finding.input.upperBound { break }
        if other.input.lowerBound > start {
          pieces.append((start..<other.input.lowerBound, finding.rule))
        }
        start = max(start, other.input.upperBound)
      }
      if start < finding.input.upperBound {
        pieces.append((start..<finding.input.upperBound, finding.rule))
      }
    }
    return pieces
  }

  /// Counts lines for offsets that only grow.
  private struct LineCounter {
    private let text: [UInt8]
    private var offset = 0
    private var line = 1

    init(_ text: [UInt8]) { self.text = text }

    mutating func line(of target: Int) -> Int {
      while offset < min(target, text.count) {
        if text[offset] == 0x0A { line += 1 }
        offset += 1
      }
      return line
    }
  }
}
