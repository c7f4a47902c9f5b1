/// Whether a fixed text may be a placeholder: where it stands in the input it is taken for one, so
/// it must neither be a secret nor a piece of one.
struct PlaceholderCheck {
  /// A class of more bytes than this is no literal: a match that has the text there has it by chance.
  private static let narrow = 8
  /// Bytes of the text that must fall on literals for it to be a piece of a pattern.
  private static let leastLiteral = 3

  /// Refuses texts that hide what a rule or a registered value would mask.
  ///
  /// - Parameters:
  ///   - texts: the fixed texts with the rules whose own they are.
  ///   - rules: the rules that are on.
  ///   - secrets: the registered values.
  static func check(
    _ texts: [(rule: String?, text: [UInt8])], rules: [Rule], secrets: [RegisteredSecret]
  ) throws(ScrubberError) {
    let opaque = texts.filter { $0.text.count >= PlaceholderShapes.leastFixed }
    guard !opaque.isEmpty else { return }
    for (owner, text) in opaque where secrets.contains(where: { holds($0.value, text) }) {
      throw ScrubberError(
        rule: owner, reason: "the placeholder is a piece of a registered value",
        advice: "use a text that no secret holds")
    }
    for rule in rules {
      guard let pattern = try? CompiledRule.pattern(of: rule) else { continue }
      for (owner, text) in opaque where isPiece(text, of: pattern) {
        throw ScrubberError(
          rule: owner, reason: "the placeholder is a piece of what the rule \(rule.id) looks for",
          advice: "use a text that no rule looks for, such as `[hidden]`")
      }
    }
    let plain = rules.map { rule in
      var plain = rule
      plain.placeholder = nil
      return plain
    }
    let scrubber = try SecretScrubber(rules: plain)
    for (owner, text) in opaque {
      guard let finding = scrubber.scrub(text).findings.first else { continue }
      throw ScrubberError(
        rule: owner, reason: "the rule \(finding.rule) masks the placeholder",
        advice: "use a text that no rule masks, such as `[hidden]`")
    }
  }

  private static func holds(_ bytes: [UInt8], _ text: [UInt8]) -> Bool {
    guard bytes.count >= text.count else { return false }
    return (0...(bytes.count - text.count)).contains { bytes[$0...].starts(with: text) }
  }

  /// Whether a match of the pattern can hold the text where the pattern is literal.
  static func isPiece(_ text: [UInt8], of pattern: PatternNode) -> Bool {
    var walk = PlaceholderCheck(text: text)
    _ = walk.walk(pattern, from: [Progress()])
    return walk.isFound
  }

  /// Bytes of the text that the match holds so far, and how many of these are literal, up to
  /// `leastLiteral`.
  private struct Progress: Hashable {
    var matched = 0
    var literal = 0
  }

  private let text: [UInt8]
  private var isFound = false

  private init(text: [UInt8]) { self.text = text }

  private mutating func walk(_ node: PatternNode, from states: Set<Progress>) -> Set<Progress> {
    switch node {
    case .empty, .wordBoundary, .start, .end, .look(_, negative: true, _): return states
    case .set(let set): return step(set, from: states)
    case .sequence(let parts):
      return parts.reduce(states) { walk($1, from: $0) }
    case .alternation(let branches):
      return branches.reduce(into: []) { $0.formUnion(walk($1, from: states)) }
    case .atomic(let body): return walk(body, from: states)
    case .look(.ahead, negative: false, let body):
      _ = walk(body, from: states)
      return states
    case .look(.behind, negative: false, let body):
      // What stands there was walked already, or stands before the match.
      return states.union(walk(body, from: [Progress()]))
    case .repeated(let body, let min, let max, _):
      var current = states
      var all = min == 0 ? states : []
      // More turns than the text has bytes lead nowhere else.
      let most = Swift.min(max ?? .max, min + text.count + 1)
      var turn = 0
      while turn < most, !isFound {
        let next = walk(body, from: current)
        turn += 1
        if turn >= min, next.isSubset(of: all) { break }
        if next == current, turn < min { turn = min }
        current = next
        if turn >= min { all.formUnion(next) }
      }
      return all
    }
  }

  private mutating func step(_ set: ByteSet, from states: Set<Progress>) -> Set<Progress> {
    let isLiteral = set.foldedCount <= Self.narrow
    var result: Set<Progress> = [Progress()]
    for state in states {
      let byte = text[state.matched]
      // Brackets and the like stand in a match by chance only: `<secret>` is a good placeholder.
      guard set.contains(byte), isLiteral || Self.isWordByte(byte) else { continue }
      let literal = isLiteral ? min(Self.leastLiteral, state.literal + 1) : state.literal
      let next = Progress(matched: state.matched + 1, literal: literal)
      if next.matched < text.count {
        result.insert(next)
      } else if literal == Self.leastLiteral {
        isFound = true
      }
    }
    return result
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
