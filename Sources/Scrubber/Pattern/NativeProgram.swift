/// A rule's expression as operations for a `NativeMatcher`, which goes back as PCRE2 does.
///
/// Gives PCRE2's answer at a fraction of its cost: alternatives and counts that the next byte or
/// the one before rules out are never tried, and look-arounds are decided by automata.
final class NativeProgram: Sendable {
  /// What an operation does; each goes on at `next`, or fails.
  enum Kind: UInt8, Sendable {
    /// The whole pattern matches; or it does and the secret ends here.
    case accept, acceptSecret
    /// Never matches.
    case never
    /// Takes up to eight bytes that agree with `value` in the bits of `mask`.
    case literal
    /// The same, where the byte at `min` must also be in the class, and the bytes before agree with
    /// `valueBehind` in the bits of `maskBehind`.
    case word
    /// Takes one byte of the class of `row`.
    case byte
    /// Takes `min` to `max` bytes of the class, as many as there are and never fewer.
    case run
    /// The same, but gives bytes back where what follows does not match.
    case greedy
    /// Takes as few bytes as what follows matches with.
    case lazy
    /// Tries up to eight alternatives.
    case fewWays
    /// Tries up to 64 alternatives.
    case manyWays
    /// The next byte is in the class, or is not.
    case ahead, notAhead
    /// The byte before is in the class, or is not.
    case behind, notBehind
    /// Up to eight bytes before, or after, agree with `value` in the bits of `mask`.
    case literalBehind, literalAhead
    /// `^` and `$`.
    case start, end
    /// `\b` and `\B`.
    case boundary, notBoundary
    /// An automaton answers about what follows, or what stands before.
    case decideAhead, decideBehind
    /// An automaton finds where the next part of the pattern ends, if that can be at one place
    /// only; if not, goes on at `other`, which tries the part in another way.
    case chunk
    /// Goes `min` bytes back.
    case back
    /// Matches what starts at `row` in only one way, and goes on where that ends.
    case enterAtomic
    /// The same, and goes on where it started.
    case enterAhead
    /// Goes on where it started if what starts at `row` does not match.
    case enterNotAhead
    /// The end of what one of the three above entered.
    case leave
    /// The secret starts, or ends.
    case secretStart, secretEnd
  }

  struct Operation: Sendable {
    var kind: Kind
    /// Bytes of a literal; for alternatives, whether the byte before decides too.
    var count: UInt8 = 0
    /// Bytes that must stand before a word.
    var countBehind: UInt8 = 0
    /// Whether the secret starts where a repeat, a byte or an alternative does.
    var startsSecret = false
    /// First element of a class or a mask table; an operation; an automaton.
    var row: Int32 = 0
    /// For repeats that go back: the class of the bytes that can follow. For alternatives: the
    /// first of `ways`. For chunks: an operation.
    var other: Int32 = 0
    var min: Int32 = 0
    var max: Int32 = 0
    var next: Int32 = 0
    var value: UInt64 = 0
    var mask: UInt64 = 0
    var valueBehind: UInt64 = 0
    var maskBehind: UInt64 = 0
    /// Makes an operation as large as a cache line, in which it lies then.
    private let padding: UInt64 = 0
  }

  /// What the matcher reads; valid as long as the program lives.
  struct Code: Sendable {
    nonisolated(unsafe) let operations: UnsafePointer<Operation>
    /// 256 flags for each class.
    nonisolated(unsafe) let classes: UnsafePointer<UInt8>
    /// Masks of up to eight alternatives: by the next byte, then by the byte before.
    nonisolated(unsafe) let fewMasks: UnsafePointer<UInt8>
    /// Masks of up to 64 alternatives.
    nonisolated(unsafe) let manyMasks: UnsafePointer<UInt64>
    /// The operations at which alternatives start.
    nonisolated(unsafe) let ways: UnsafePointer<Int32>
    let entry: Int
  }

  /// Masks for each of the 256 bytes and for none.
  static let maskCount = 257

  /// Owned by the program, so that a pointer is all that is handed on.
  nonisolated(unsafe) let code: UnsafeMutablePointer<Code>
  /// What operations ask automata.
  let questions: [Automaton.Question]

  /// Compiles a rule; `nil` if it would be too large.
  convenience init?(before: PatternNode, secret: PatternNode, after: PatternNode) {
    var builder = NativeProgramBuilder()
    guard let entry = builder.compile(before: before, secret: secret, after: after)
    else { return nil }
    self.init(builder, entry: entry)
  }

  private init(_ builder: NativeProgramBuilder, entry: Int) {
    code = .allocate(capacity: 1)
    code.initialize(
      to: Code(
        operations: Self.copy(builder.operations, alignment: 64),
        classes: Self.copy(builder.classes), fewMasks: Self.copy(builder.fewMasks),
        manyMasks: Self.copy(builder.manyMasks), ways: Self.copy(builder.ways), entry: entry))
    questions = builder.questions
  }

  deinit {
    code.pointee.operations.deallocate()
    code.pointee.classes.deallocate()
    code.pointee.fewMasks.deallocate()
    code.pointee.manyMasks.deallocate()
    code.pointee.ways.deallocate()
    code.deallocate()
  }

  private static func copy<Element>(
    _ array: [Element], alignment: Int = MemoryLayout<Element>.alignment
  ) -> UnsafePointer<Element> {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, array.count) * MemoryLayout<Element>.stride, alignment: alignment
    ).bindMemory(to: Element.self, capacity: max(1, array.count))
    array.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { memory.initialize(from: base, count: source.count) }
    }
    return UnsafePointer(memory)
  }
}
