@testable import Scrubber

/// A text with the readable bytes on either side that matchers need.
struct PaddedText {
  private let storage: [UInt8]
  let count: Int

  init(_ text: some Collection<UInt8>) {
    // No zeros: a matcher that looked beyond the text would find something there.
    let padding = Array("passwordsecretkey".utf8)
    storage = padding + text + padding
    count = text.count
  }

  func withBase<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result? {
    try storage.withUnsafeBufferPointer { buffer in
      try buffer.baseAddress.map { try body($0 + 17) }
    }
  }
}

/// An automaton with a cache of its own.
struct AutomatonUnderTest {
  private let pool = AutomatonPool()
  private let cache: AutomatonPool.Reference
  var bytes: Int { pool.bytes }

  init?(_ question: Automaton.Question) {
    guard let automaton = Automaton(question) else { return nil }
    cache = pool.cache(for: automaton)
  }

  /// `nil` for no verdict.
  func decide(_ text: PaddedText, at: Int = 0, _ edges: MatchScratch.Edges = []) -> Bool? {
    let verdict = text.withBase { base in
      cache.pointee.decide(base, count: text.count, at: at, edges)
    }
    return Self.answer(verdict)
  }

  func decideBackwards(_ text: PaddedText, at: Int) -> Bool? {
    Self.answer(text.withBase { cache.pointee.decideBackwards($0, at: at) })
  }

  func findEnd(
    _ text: PaddedText, at: Int, _ edges: MatchScratch.Edges
  ) -> AutomatonCache.End {
    text.withBase { cache.pointee.findEnd($0, count: text.count, at: at, edges) } ?? .undecided
  }

  private static func answer(_ verdict: AutomatonCache.Verdict?) -> Bool? {
    switch verdict {
    case .accept: true
    case .reject: false
    case .undecided, nil: nil
    }
  }
}

/// A native program with the caches of its automata.
final class ProgramUnderTest {
  private let program: NativeProgram
  private let library = AutomatonLibrary()
  private let pool = AutomatonPool()
  private var caches: [AutomatonPool.Reference?]
  private var matcher = NativeMatcher()

  init?(before: PatternNode, secret: PatternNode, after: PatternNode) {
    guard let program = NativeProgram(before: before, secret: secret, after: after)
    else { return nil }
    self.program = program
    caches = Array(repeating: nil, count: program.questions.count + 1)
  }

  func match(
    _ text: PaddedText, count: Int, at: Int, _ edges: MatchScratch.Edges
  ) -> NativeMatcher.Outcome {
    while true {
      let outcome = text.withBase { base in
        caches.withUnsafeBufferPointer { caches in
          caches.baseAddress.map {
            matcher.match(
              program.code, $0, subject: base, count: count, at: at, edges: edges)
          } ?? .undecided
        }
      }
      guard case .needsAutomaton(let number) = outcome else { return outcome ?? .undecided }
      guard let automaton = library.automaton(for: program.questions[number])
      else { return .undecided }
      caches[number] = pool.cache(for: automaton)
    }
  }
}

extension MatchScratch.Edges {
  static let allCases: [MatchScratch.Edges] = [
    [], .notBeginning, .notEnd, [.notBeginning, .notEnd],
  ]
}

extension PatternGenerator {
  /// A random pattern that rules may use.
  mutating func node(depth: Int) -> PatternNode {
    while true {
      if let node = try? PatternNode(parsing: pattern(depth: depth)) { return node }
    }
  }
}
