internal import CPCRE2

/// The memory that PCRE2 needs to match: one for each stream or thread, used again and again.
struct MatchScratch: ~Copyable {
  /// What an attempt to match gave.
  enum Outcome: Sendable, Equatable {
    /// A match; `start(of:)` and `end(of:)` tell where.
    case match
    /// Certainly no match.
    case none
    /// No answer, for example because of the match limit or the stack: must not be read as "no
    /// match". The code is PCRE2's.
    case failed(code: Int32)
  }

  /// What the ends of the subject are.
  struct Edges: OptionSet, Sendable {
    let rawValue: UInt32
    /// The subject starts in the middle of the text: `^` does not match there.
    static let notBeginning = Edges(rawValue: PCRE2_NOTBOL)
    /// The subject ends in the middle of the text: `$` does not match there.
    static let notEnd = Edges(rawValue: PCRE2_NOTEOL)
  }

  /// Steps of backtracking after which an attempt fails.
  static let defaultMatchLimit: UInt32 = 100_000
  /// First and greatest size of the machine code's stack in bytes.
  private static let stackSizes = (32 * 1024, 512 * 1024)

  private let matchData: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?
  private let offsets: UnsafeMutablePointer<Int>
  private let offsetCount: Int

  /// There was no memory to be had; free some and try again.
  struct OutOfMemory: Error {}

  /// Allocates the memory.
  ///
  /// - Parameters:
  ///   - matchLimit: steps of backtracking after which an attempt fails.
  ///   - groups: captures that can be asked for, besides group 0.
  init(matchLimit: UInt32 = defaultMatchLimit, groups: Int = 3) throws(OutOfMemory) {
    let pairs = UInt32(clamping: max(0, groups) + 1)
    guard let context = pcre2_match_context_create_8(nil) else { throw OutOfMemory() }
    guard let matchData = pcre2_match_data_create_8(pairs, nil),
      let offsets = pcre2_get_ovector_pointer_8(matchData)
    else {
      pcre2_match_context_free_8(context)
      throw OutOfMemory()
    }
    self.matchData = matchData
    self.context = context
    self.offsets = offsets
    offsetCount = Int(pairs)
    // Without a stack of its own the machine code uses 32 KiB of the thread's and fails sooner.
    stack = pcre2_jit_stack_create_8(Self.stackSizes.0, Self.stackSizes.1, nil)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
    pcre2_set_match_limit_8(context, matchLimit)
  }

  deinit {
    pcre2_match_data_free_8(matchData)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
  }

  /// Tries to match `expression` at byte `start` of the subject.
  ///
  /// - Precondition: `subject` points to `count` readable bytes. Bytes before `start` are seen by
  ///   look-behinds only.
  mutating func match(
    _ expression: Expression.Handle, subject: UnsafePointer<UInt8>, count: Int, at start: Int,
    edges: Edges = []
  ) -> Outcome {
    guard start >= 0, start <= count else { return .failed(code: PCRE2_ERROR_BADOFFSET) }
    let code = expression.code
    // The direct entry does not check its arguments and has no interpreter to fall back on.
    let status =
      expression.isJIT
      ? pcre2_jit_match_8(code, subject, count, start, edges.rawValue, matchData, context)
      : pcre2_match_8(code, subject, count, start, edges.rawValue, matchData, context)
    if status >= 0 { return .match }
    return status == PCRE2_ERROR_NOMATCH ? .none : .failed(code: status)
  }

  /// Tries to match `expression` at byte `start` of the subject.
  ///
  /// - Precondition: `subject` points to `count` readable bytes.
  mutating func match(
    _ expression: Expression, subject: UnsafePointer<UInt8>, count: Int, at start: Int,
    edges: Edges = []
  ) -> Outcome {
    match(expression.handle, subject: subject, count: count, at: start, edges: edges)
  }

  /// First byte of `group` in the subject after a match; `nil` if the group took no part.
  func start(of group: Int) -> Int? {
    offset(of: group, 0)
  }

  /// The byte after the last one of `group` after a match; `nil` if the group took no part.
  func end(of group: Int) -> Int? {
    offset(of: group, 1)
  }

  private func offset(of group: Int, _ side: Int) -> Int? {
    guard group >= 0, group < offsetCount else { return nil }
    let offset = offsets[2 * group + side]
    // PCRE2_UNSET is the greatest size, -1 as a signed number.
    return offset < 0 ? nil : offset
  }
}
