/// A yes-or-no question about a text, as a nondeterministic automaton over byte classes.
///
/// Immutable, and shared by all streams; each stream walks it with an `AutomatonCache` of its own.
/// The answer is exactly PCRE2's.
final class Automaton: Sendable {
  /// How the text is read.
  enum Reading: Sendable, Hashable {
    /// A match may start anywhere in the text.
    case search
    /// A match starts at a given index.
    case ahead
    /// A match ends at a given index; the text is read from there towards its start.
    case behind
    /// A match starts at a given index, and it is asked where it can end.
    case ends
  }

  /// What is asked: whether all patterns of `must` match and none of `mustNot`. Where a match can
  /// end is asked of the only pattern of `must`.
  struct Question: Sendable, Hashable {
    var reading: Reading
    var must: [PatternNode] = []
    var mustNot: [PatternNode] = []
    /// The most bytes that the text may have; a repeat that can go on for longer needs no counter.
    var longestText: Int?
  }

  /// What a state does.
  enum Kind: UInt8, Sendable {
    /// Takes a byte of `set` and goes on at `next`.
    case take
    /// Goes on at `next` and at `other`.
    case fork
    /// Goes on at `next` if the next byte is in `set`.
    case ahead
    /// Goes on at `next` unless the next byte is in `set`; there may be none.
    case notAhead
    /// Goes on at `next` if the byte before is in `set`.
    case behind
    /// Goes on at `next` unless the byte before is in `set`; there may be none.
    case notBehind
    /// Goes on at `next` if the byte before is a word byte, and at `other` if it is none.
    case afterWord
    /// Goes on at `next` at the text's start.
    case start
    /// Goes on at `next` at the text's end.
    case end
    /// The state's pattern matches.
    case accept

    /// Whether the next byte decides about the state.
    var looksAhead: Bool { self == .ahead || self == .notAhead || self == .end }
  }

  struct State: Sendable {
    var kind: Kind
    /// The pattern that the state belongs to: first those of `must`, then those of `mustNot`.
    var owner: UInt8
    /// Index of a set.
    var set: UInt16 = 0
    var next: UInt16 = 0
    var other: UInt16 = 0
  }

  /// A context that stands for no byte before, with `^` holding there; the one after it: not.
  var startContext: Int { classCount }

  /// More patterns than a question can have.
  static let mostPatterns = 32

  let stateCount: Int
  nonisolated(unsafe) let states: UnsafePointer<State>
  /// Where each pattern starts.
  let starts: [UInt16]
  let mustCount: Int
  let isSearch: Bool
  /// Whether it is asked where pattern 0 can end.
  let findsEnds: Bool
  /// Bit n: a match of pattern n can start elsewhere than at the start of the text.
  let restarts: UInt32
  /// Whether the byte before the start decides anything.
  let usesPrevious: Bool
  /// Whether the byte before must be remembered from one byte to the next.
  let keepsPrevious: Bool
  let classCount: Int
  /// Class of each byte, 256 of them.
  nonisolated(unsafe) let classes: UnsafePointer<UInt8>
  /// Whether a class is in a set: row of the set, column of the class.
  nonisolated(unsafe) let members: UnsafePointer<Bool>
  /// Whether the bytes of a class are word bytes.
  nonisolated(unsafe) let isWord: UnsafePointer<Bool>

  /// Bit n: pattern n must be found.
  var allMissing: UInt32 {
    findsEnds ? 0 : mustCount == 32 ? .max : (1 << UInt32(mustCount)) - 1
  }

  /// Builds the automaton; `nil` if only a matcher that goes back can answer the question.
  init?(_ question: Question) {
    let patterns = question.must + question.mustNot
    guard patterns.count <= Self.mostPatterns,
      question.reading != .ends || question.must.count == 1
    else { return nil }
    var builder = AutomatonBuilder(
      isReversed: question.reading == .behind, longestText: question.longestText)
    var starts: [UInt16] = []
    do {
      for (number, pattern) in patterns.enumerated() {
        starts.append(try builder.add(pattern, owner: UInt8(number)))
      }
    } catch {
      return nil
    }
    stateCount = builder.states.count
    states = Self.copy(builder.states)
    self.starts = starts
    mustCount = question.must.count
    isSearch = question.reading == .search
    findsEnds = question.reading == .ends
    var restarts: UInt32 = 0
    for (number, start) in starts.enumerated() where question.reading == .search {
      if builder.canRestart(at: start) { restarts |= 1 << UInt32(number) }
    }
    self.restarts = restarts
    usesPrevious = builder.usesPrevious
    keepsPrevious = builder.keepsPrevious
    let partition = ByteClasses(separating: builder.sets)
    classCount = partition.count
    let representatives = partition.representatives
    members = Self.copy(builder.sets.flatMap { set in representatives.map(set.contains) })
    isWord = Self.copy(representatives.map(ByteSet.word.contains))
    classes = Self.copy(partition.numbers)
  }

  deinit {
    states.deallocate()
    members.deallocate()
    isWord.deallocate()
    classes.deallocate()
  }

  private static func copy<Element>(_ array: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, array.count))
    array.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { memory.initialize(from: base, count: source.count) }
    }
    return UnsafePointer(memory)
  }
}
