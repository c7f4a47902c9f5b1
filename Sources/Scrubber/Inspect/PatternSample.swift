/// A short text that a pattern matches, as far as that can be seen from its parts: look-arounds are
/// only heeded where that is easy, so a sample has to be tried.
struct PatternSample {
  /// Bytes that must stand before the match.
  var context: [UInt8] = []
  /// The match.
  var text: [UInt8] = []
  /// Bytes that must follow the match.
  var following: [UInt8] = []

  /// Adds a match of `node` with as few repetitions as it takes.
  mutating func append(_ node: PatternNode) {
    switch node {
    case .empty, .wordBoundary, .start, .end: break
    case .set(let set): text.append(Self.member(of: set))
    case .sequence(let parts): for part in parts { append(part) }
    case .alternation(let branches): if let first = branches.first { append(first) }
    case .repeated(let body, let min, _, _): for _ in 0..<min { append(body) }
    case .atomic(let body): append(body)
    case .look(.behind, negative: false, let body):
      guard text.isEmpty, context.isEmpty else { return }
      var sample = PatternSample()
      sample.append(body)
      context = sample.text
    case .look(.ahead, negative: false, let body):
      var sample = PatternSample()
      sample.append(body)
      following = sample.text
    case .look: break
    }
  }

  /// A byte of the set that people would write: a letter or digit if there is one.
  static func member(of set: ByteSet) -> UInt8 {
    let preferred: [ClosedRange<UInt8>] = [0x61...0x7A, 0x30...0x39, 0x41...0x5A, 0x21...0x7E]
    for range in preferred {
      if let byte = range.first(where: set.contains) { return byte }
    }
    return (1...255).first(where: { set.contains($0) }) ?? 0x20
  }
}
