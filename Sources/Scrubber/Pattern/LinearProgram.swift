/// A pattern that can be matched in one pass without going back, as a flat list of operations.
///
/// Gives the same answer as PCRE2 for the patterns that `init` accepts, at a fraction of the cost.
struct LinearProgram: Sendable {
  /// What an operation does.
  enum Kind: Sendable {
    /// Takes `min` to `max` bytes of the class, as many as there are.
    case take
    /// The next byte must exist and be in the class.
    case ahead
    /// The next byte must not be in the class; there may be none.
    case notAhead
    /// The byte before must exist and be in the class.
    case behind
    /// The byte before must not be in the class; there may be none.
    case notBehind
  }

  /// One step of a match.
  struct Operation: Sendable {
    var kind: Kind
    /// Index into `classes`.
    var classIndex: Int
    /// Least and greatest count of a `take`; `Int.max` for no limit.
    var min = 0
    var max = 0
    /// Whether the bytes that a `take` takes belong to the secret.
    var isInSecret: Bool
  }

  /// Where a match is, in bytes from the start of the subject.
  struct Match: Sendable, Equatable {
    var end: Int
    /// Both ends equal `end` if the program has no part in the secret.
    var secretStart: Int
    var secretEnd: Int
  }

  /// The operations in their order.
  private(set) var operations: [Operation]
  /// The byte sets that the operations use, each once.
  private(set) var classes: [ByteSet]
  /// The bits of all classes, four words each.
  private let words: [UInt64]

  /// Compiles the parts of a rule; `nil` if they need a matcher that can go back.
  init?(before: PatternNode, secret: PatternNode, after: PatternNode) {
    var builder = LinearProgramBuilder()
    for (part, isInSecret) in [(before, false), (secret, true), (after, false)] {
      guard builder.append(part, isInSecret: isInSecret) else { return nil }
    }
    guard let operations = builder.finished() else { return nil }
    self.operations = operations
    classes = builder.classes
    words = builder.classes.flatMap { [$0.word0, $0.word1, $0.word2, $0.word3] }
  }

  /// Matches at byte `start` of the subject; `nil` if there is no match.
  ///
  /// - Precondition: `subject` points to `count` readable bytes and `start` is in `0...count`.
  func match(subject: UnsafePointer<UInt8>, count: Int, at start: Int) -> Match? {
    words.withUnsafeBufferPointer { words in
      func isMember(_ byte: UInt8, _ classIndex: Int) -> Bool {
        words[classIndex &* 4 &+ Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0
      }
      var position = start
      var secretStart = -1
      var secretEnd = -1
      for operation in operations {
        switch operation.kind {
        case .take:
          let room = Swift.min(count &- position, operation.max)
          let limit = position &+ room
          let first = position
          while position < limit, isMember(subject[position], operation.classIndex) {
            position &+= 1
          }
          if position &- first < operation.min { return nil }
          if operation.isInSecret {
            if secretStart < 0 { secretStart = first }
            secretEnd = position
          }
        case .ahead:
          guard position < count, isMember(subject[position], operation.classIndex)
          else { return nil }
        case .notAhead:
          if position < count, isMember(subject[position], operation.classIndex) { return nil }
        case .behind:
          guard position > 0, isMember(subject[position &- 1], operation.classIndex)
          else { return nil }
        case .notBehind:
          if position > 0, isMember(subject[position &- 1], operation.classIndex) { return nil }
        }
      }
      if secretStart < 0 { return Match(end: position, secretStart: position, secretEnd: position) }
      return Match(end: position, secretStart: secretStart, secretEnd: secretEnd)
    }
  }
}
