internal import Synchronization

/// The automata of one set of rules: one for each question, though many rules ask it.
final class AutomatonLibrary: Sendable {
  private struct Entry {
    let question: Automaton.Question
    let automaton: Automaton?
  }

  /// By fingerprint: to hash whole patterns would cost more than to build most automata.
  private let known = Mutex<[UInt64: [Entry]]>([:])

  /// The automaton that answers the question; `nil` if there can be none.
  func automaton(for question: Automaton.Question) -> Automaton? {
    let fingerprint = question.fingerprint
    return known.withLock { known in
      let entries = known[fingerprint] ?? []
      for entry in entries where entry.question == question { return entry.automaton }
      let entry = Entry(question: question, automaton: Automaton(question))
      known[fingerprint] = entries + [entry]
      return entry.automaton
    }
  }
}

extension Automaton.Question {
  /// The same for equal questions.
  fileprivate var fingerprint: UInt64 {
    var fingerprint = Fingerprint()
    for pattern in must { fingerprint.add(pattern) }
    fingerprint.add(UInt64(must.count))
    for pattern in mustNot { fingerprint.add(pattern) }
    return fingerprint.value
  }
}

/// A quick hash of patterns.
private struct Fingerprint {
  private(set) var value: UInt64 = 0

  mutating func add(_ number: UInt64) {
    value = (value ^ number) &* 0x9E37_79B9_7F4A_7C15
    value ^= value >> 29
  }

  mutating func add(_ node: PatternNode) {
    switch node {
    case .empty: add(1)
    case .set(let set):
      add(set.word0)
      add(set.word1)
      add(set.word2 ^ set.word3)
    case .sequence(let parts):
      for part in parts { add(part) }
      add(2)
    case .alternation(let branches):
      for branch in branches { add(branch) }
      add(3)
    case .repeated(let body, let min, let max, _):
      add(body)
      add(UInt64(min) << 32 | UInt64(max ?? 0))
    case .atomic(let body): add(body)
    case .look(_, let negative, let body):
      add(body)
      add(negative ? 4 : 5)
    case .wordBoundary, .start, .end: add(6)
    }
  }
}
