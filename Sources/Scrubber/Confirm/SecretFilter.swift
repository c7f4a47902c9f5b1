/// What must and what must not be found in a secret: a sieve that mostly knows, and automata that
/// answer all of it at once.
final class SecretFilter: Sendable {
  private struct Patterns: Sendable {
    let must: [PatternNode]
    let mustNot: [PatternNode]
  }

  /// The longest secrets of all automata but the last: the shorter a text, the fewer repeats reach
  /// their greatest count, and the fewer states there are.
  private static let short = 20
  private static let medium = 40
  private static let long = 60

  /// Whether there is nothing to find.
  let isEmpty: Bool
  private let lazySieve: Lazy<SecretSieve?>
  private let automata: [Lazy<Automaton?>]

  /// Keeps the patterns, which are parsed when they are first needed.
  init(must: [String], mustNot: [String]) {
    isEmpty = must.isEmpty && mustNot.isEmpty
    let patterns: Lazy<Patterns?> = Lazy {
      guard let must = try? must.map({ try PatternNode(parsing: $0) }),
        let mustNot = try? mustNot.map({ try PatternNode(parsing: $0) })
      else { return nil }
      return Patterns(must: must, mustNot: mustNot)
    }
    lazySieve = Lazy {
      patterns.value.map { SecretSieve(must: $0.must, mustNot: $0.mustNot) }
    }
    let limits: [Int?] = [Self.short, Self.medium, Self.long, nil]
    automata = limits.map { limit in
      Lazy {
        patterns.value.flatMap { patterns in
          Automaton(
            Automaton.Question(
              reading: .search, must: patterns.must, mustNot: patterns.mustNot,
              longestText: limit))
        }
      }
    }
  }

  /// Which of the automata answers for secrets of the length: 0 to 3.
  @inline(__always)
  static func index(length: Int) -> Int {
    length <= short ? 0 : length <= medium ? 1 : length <= long ? 2 : 3
  }

  /// The automaton of an index; `nil` if PCRE2 must answer.
  func automaton(_ index: Int) -> Automaton? { automata[index].value }

  /// The sieve; `nil` if PCRE2 must answer.
  var sieve: SecretSieve? { lazySieve.value }
}
