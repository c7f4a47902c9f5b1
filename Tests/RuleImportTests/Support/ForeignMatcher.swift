import Scrubber

@testable import RuleImport

/// Matches expressions as Go does, leftmost and first: slow, and written from RE2's documentation, so
/// that the importer can be held against it.
struct ForeignMatcher {
  typealias Captures = [Int: Range<Int>]

  struct Match {
    var range: Range<Int>
    var captures: Captures
  }

  /// More steps are given up: the test goes on with another text.
  private static let mostSteps = 400_000

  let text: [UInt8]
  private var steps = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  /// The leftmost match at or after `start`.
  mutating func first(of node: RegexNode, from start: Int = 0) -> Match? {
    for at in start...text.count {
      let found = match(node, at, [:]) { end, captures, _ in
        Match(range: at..<end, captures: captures)
      }
      if let found { return found }
    }
    return nil
  }

  private typealias Next = (Int, Captures, inout ForeignMatcher) -> Match?

  private mutating func match(
    _ node: RegexNode, _ at: Int, _ captures: Captures, _ next: Next
  ) -> Match? {
    steps += 1
    guard steps < Self.mostSteps else { return nil }
    switch node {
    case .empty: return next(at, captures, &self)
    case .set(let set):
      return at < text.count && set.contains(text[at]) ? next(at + 1, captures, &self) : nil
    case .sequence(let parts): return sequence(parts[...], at, captures, next)
    case .alternation(let branches):
      for branch in branches {
        if let found = match(branch, at, captures, next) { return found }
      }
      return nil
    case .capture(let number, let body):
      return match(body, at, captures) { end, captures, matcher in
        var captures = captures
        captures[number] = at..<end
        return next(end, captures, &matcher)
      }
    case .repeated(let body, let min, let max, let isLazy):
      return rounds(body, 0, min, max, isLazy, at, captures, next)
    case .wordBoundary(let isNegated):
      return (isWord(at - 1) != isWord(at)) != isNegated ? next(at, captures, &self) : nil
    case .start(let ofLine):
      return at == 0 || ofLine && text[at - 1] == 0x0A ? next(at, captures, &self) : nil
    case .end(let ofLine):
      return at == text.count || ofLine && text[at] == 0x0A ? next(at, captures, &self) : nil
    case .ahead: return nil
    }
  }

  private func isWord(_ index: Int) -> Bool {
    text.indices.contains(index) && ByteSet.word.contains(text[index])
  }

  private mutating func sequence(
    _ parts: ArraySlice<RegexNode>, _ at: Int, _ captures: Captures, _ next: Next
  ) -> Match? {
    guard let first = parts.first else { return next(at, captures, &self) }
    return match(first, at, captures) { end, captures, matcher in
      matcher.sequence(parts.dropFirst(), end, captures, next)
    }
  }

  private mutating func rounds(
    _ body: RegexNode, _ done: Int, _ min: Int, _ max: Int?, _ isLazy: Bool, _ at: Int,
    _ captures: Captures, _ next: Next
  ) -> Match? {
    if case .set(let set) = body {
      let room = Swift.min(max ?? Int.max, text.count - at)
      let run = text[at...].prefix(room).prefix { set.contains($0) }.count
      guard run >= min else { return nil }
      for index in 0...(run - min) {
        let count = isLazy ? min + index : run - index
        if let found = next(at + count, captures, &self) { return found }
      }
      return nil
    }
    if done >= min, isLazy, let found = next(at, captures, &self) { return found }
    if max.map({ done < $0 }) ?? true {
      let found = match(body, at, captures) { end, captures, matcher in
        // A round that takes nothing would go on for ever.
        end == at && done >= min
          ? nil : matcher.rounds(body, done + 1, min, max, isLazy, end, captures, next)
      }
      if let found { return found }
    }
    return done >= min && !isLazy ? next(at, captures, &self) : nil
  }
}
