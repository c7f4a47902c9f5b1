/// Looks for one alternative of a filter's patterns with a program that goes back.
///
/// Most alternatives are anchored and fail within a few bytes, whereas an automaton of all of them at
/// once has so many rows that random secrets make new ones all the time.
final class AlternativeSearch: Sendable {
  /// What the search reads, as plain data; valid as long as the search lives.
  struct Code {
    let program: UnsafePointer<NativeProgram.Code>
    /// 256 flags of the bytes that a match can start with; `nil` if a match may take no byte.
    let first: UnsafePointer<UInt8>?
    /// Whether a match can start at the start of the secret only.
    let isAtStart: Bool
  }

  /// Starts that are tried in one secret, and the work at each of them: more is left to an automaton,
  /// which takes each byte once.
  private static let mostStarts = 64
  private static let mostWork = 256

  private let program: NativeProgram
  private nonisolated(unsafe) let first: UnsafeMutablePointer<UInt8>
  private let takesBytes: Bool
  private let isAtStart: Bool

  /// A search for the parts, one after the other; `nil` if a program alone can't look for them.
  init?(_ parts: [PatternNode]) {
    let pattern = PatternNode.concatenation(parts)
    guard let program = NativeProgram(before: .empty, secret: pattern, after: .empty),
      program.questions.isEmpty
    else { return nil }
    self.program = program
    isAtStart = parts.first == .start
    takesBytes = pattern.minimumWidth > 0
    first = .allocate(capacity: 256)
    first.initialize(repeating: 0, count: 256)
    pattern.firstSet.forEach { first[Int($0)] = 1 }
  }

  deinit { first.deallocate() }

  var code: Code {
    Code(
      program: UnsafePointer(program.code), first: takesBytes ? UnsafePointer(first) : nil,
      isAtStart: isAtStart)
  }

  /// Whether the alternative is found in the secret; `nil` if that would be too much work.
  ///
  /// - Precondition: eight bytes can be read before and after the secret.
  /// - Parameter noCaches: never read, since the program asks no automaton.
  static func isFound(
    _ code: Code, in secret: UnsafeBufferPointer<UInt8>, _ matcher: inout NativeMatcher,
    noCaches: UnsafePointer<AutomatonPool.Reference?>
  ) -> Bool? {
    guard let subject = secret.baseAddress else { return nil }
    let last = code.isAtStart ? 0 : secret.count
    var starts = 0
    for at in 0...last {
      if let first = code.first, at == secret.count || first[Int(subject[at])] == 0 { continue }
      starts += 1
      guard starts <= mostStarts else { return nil }
      let outcome = matcher.match(
        code.program, noCaches, subject: subject, count: secret.count, at: at, edges: [],
        mostWork: mostWork)
      switch outcome {
      case .match: return true
      case .none: break
      case .undecided, .needsAutomaton: return nil
      }
    }
    return false
  }
}
