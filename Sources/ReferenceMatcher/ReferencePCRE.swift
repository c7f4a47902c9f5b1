internal import CPCRE2

/// A pattern for PCRE2's interpreter: bytes, `$` at the very end only, no just-in-time compiler.
final class ReferencePCRE {
  enum Outcome: Equatable {
    /// The range of the first group; the whole match if there is none.
    case match(Range<Int>)
    case noMatch
    case failed
  }

  private let code: OpaquePointer
  private let matchData: OpaquePointer
  private let context: OpaquePointer
  /// For each byte whether a match can start with it; empty if PCRE2 does not know.
  let startBytes: [Bool]

  /// Compiles a pattern that a rule's parser has printed.
  init(_ pattern: String) throws {
    var status: Int32 = 0
    var offset = 0
    let text = Array(pattern.utf8)
    guard
      let code = pcre2_compile_8(
        text, text.count, PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP, &status,
        &offset, nil)
    else { throw ReferenceError("PCRE2 error \(status) at \(offset) of \(pattern)") }
    guard let matchData = pcre2_match_data_create_from_pattern_8(code, nil),
      let context = pcre2_match_context_create_8(nil)
    else {
      pcre2_code_free_8(code)
      throw ReferenceError("no memory for a pattern")
    }
    self.code = code
    self.matchData = matchData
    self.context = context
    startBytes = Self.startBytes(of: code)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_match_data_free_8(matchData)
    pcre2_code_free_8(code)
  }

  /// Matches at `start` of `subject`; `edges` says where `^` and `$` hold.
  func match(
    _ subject: UnsafeBufferPointer<UInt8>, at start: Int, holdsStart: Bool, holdsEnd: Bool,
    isAnchored: Bool = true, limit: UInt32 = 10_000_000
  ) -> Outcome {
    pcre2_set_match_limit_8(context, limit)
    var options = PCRE2_NO_JIT
    if isAnchored { options |= PCRE2_ANCHORED }
    if !holdsStart { options |= PCRE2_NOTBOL }
    if !holdsEnd { options |= PCRE2_NOTEOL }
    let status = withUnsafePointer(to: 0 as UInt8) { none in
      pcre2_match_8(
        code, subject.baseAddress ?? none, subject.count, start, options, matchData, context)
    }
    if status == PCRE2_ERROR_NOMATCH { return .noMatch }
    guard status > 0, let offsets = pcre2_get_ovector_pointer_8(matchData) else {
      return .failed
    }
    let group = status > 1 ? 1 : 0
    return .match(offsets[2 * group]..<offsets[2 * group + 1])
  }

  /// Whether the pattern is found in `text`, as if that were everything.
  func isFound(in text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer {
      match($0, at: 0, holdsStart: true, holdsEnd: true, isAnchored: false) != .noMatch
    }
  }

  private static func startBytes(of code: OpaquePointer) -> [Bool] {
    var kind: UInt32 = 0
    var unit: UInt32 = 0
    var bitmap: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODETYPE), &kind)
    if kind == 1 {
      // The code unit may stand for both of its cases.
      pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODEUNIT), &unit)
      return (0..<256).map { $0 == Int(unit) || $0 == Int(unit) ^ 0x20 }
    }
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTBITMAP), &bitmap)
    guard let bitmap else { return [] }
    return (0..<256).map { bitmap[$0 >> 3] >> ($0 & 7) & 1 != 0 }
  }
}

/// What the reference can't do.
struct ReferenceError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}
