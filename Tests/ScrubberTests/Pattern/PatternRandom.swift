import Testing

@testable import Scrubber

/// `#expect` for inner loops: costs next to nothing while the condition holds.
func patternCheck(
  _ condition: Bool, _ comment: @autoclosure () -> String,
  at location: SourceLocation = #_sourceLocation
) {
  if !condition { Issue.record(Comment(rawValue: comment()), sourceLocation: location) }
}

/// A small generator of reproducible random numbers (SplitMix64).
struct PatternRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

  /// Text without the byte 0, mostly of the bytes that the generated patterns are made of.
  mutating func text(length: Int) -> [UInt8] {
    let common = Array("aabbcABC1223_-- .\n\u{e9}".utf8)
    return (0..<length).map { _ in
      chance(95) ? pick(common) : UInt8.random(in: 1...255, using: &self)
    }
  }

  /// Bytes that match `node`, if its conditions hold where they are put.
  mutating func sample(of node: PatternNode) -> [UInt8] {
    switch node {
    case .empty, .look, .wordBoundary, .start, .end: return []
    case .set(let set): return [pick(set.bytes)]
    case .sequence(let parts): return parts.flatMap { sample(of: $0) }
    case .alternation(let branches): return sample(of: pick(branches))
    case .atomic(let body): return sample(of: body)
    case .repeated(let body, let min, let max, _):
      let most = Swift.min(max ?? (min + 4), min + 4)
      let count = Int.random(in: min...most, using: &self)
      return (0..<count).flatMap { _ in sample(of: body) }
    }
  }
}

/// Writes random patterns in the syntax that rules may use.
struct PatternGenerator {
  var random: PatternRandom
  /// Whether conditions (look-arounds, boundaries, ends) occur.
  var hasConditions = true
  /// Whether repeats without limit occur.
  var hasUnlimited = true
  private let sets = [
    "[a-c]", "[^a]", "[A-C0-3]", "\\d", "\\w", "\\s", "\\W", "\\S", "\\D", ".", "[[:alpha:]_]",
    "[-a]", "[]b]", "[^\\w-]", "[\\x61\\x{62}]", "[[:^upper:]]", "\\h", "\\v", "[a\\-c]", "[a-]",
    "[[:punct:]\\d]", "[\\t-\\r ]",
  ]
  private let literals = [
    "a", "b", "c", "A", "B", "1", "2", "_", "-", " ", "\\.", "\\-", "\\n", "\\x61", "é", "{", "}",
    "]", "{a}",
  ]
  private let counts = ["?", "{2}", "{1,3}", "{0,2}", "{3}"]
  private let unlimited = ["*", "+", "{2,}"]
  private let suffixes = ["", "", "", "?", "+"]

  init(seed: UInt64) { random = PatternRandom(seed: seed) }

  mutating func pattern(depth: Int = 2) -> String {
    let branches = random.chance(70) ? 1 : 1 + random.below(3)
    return (0..<branches).map { _ in sequence(depth: depth) }.joined(separator: "|")
  }

  private mutating func sequence(depth: Int) -> String {
    (0..<(1 + random.below(4))).map { _ in element(depth: depth) }.joined()
  }

  private mutating func element(depth: Int) -> String {
    switch random.below(100) {
    case ..<38: return random.pick(literals)
    case ..<50: return random.pick(literals) + quantifier(unlimited: hasUnlimited)
    case ..<72: return random.pick(sets) + quantifier(unlimited: hasUnlimited)
    case ..<84 where depth > 0:
      let opening = random.pick(["(?:", "(?:", "(?i:", "(?s:", "(?s-i:", "(?>"])
      let body = opening + pattern(depth: depth - 1) + ")"
      return random.chance(50) ? body : body + quantifier(unlimited: false)
    case ..<87 where depth > 0: return "(?:(?i)" + pattern(depth: depth - 1) + ")"
    case ..<90: return "(?i)" + random.pick(literals)
    case ..<98 where hasConditions:
      return random.pick([
        "\\b", "\\B", "^", "$", "(?=[a-c])", "(?!\\d)", "(?!ab|c)", "(?<=[ab])", "(?<![\\w-])",
        "(?<=a|b1)", "(?<!\\d{2})", "(?=\\w{1,3}-)", "(?![^a])",
      ])
    default: return random.pick(literals)
    }
  }

  private mutating func quantifier(unlimited isAllowed: Bool) -> String {
    let choices = isAllowed && random.chance(40) ? unlimited : counts
    return random.pick(choices) + random.pick(suffixes)
  }
}

/// Where PCRE2 finds `expression` at `start`: the end of the match, -1 for no match, or -2 if it
/// gave up.
func matchEnd(
  _ expression: Expression, _ text: [UInt8], at start: Int, _ scratch: inout MatchScratch
) -> Int {
  let padded = text + [0]
  switch scratch.match(expression, subject: padded, count: text.count, at: start) {
  case .match: return scratch.end(of: 0) ?? -3
  case .none: return -1
  case .failed: return -2
  }
}
