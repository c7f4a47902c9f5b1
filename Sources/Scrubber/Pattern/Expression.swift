internal import CPCRE2

/// A compiled PCRE2 expression in byte mode: immutable, and shared by any number of threads.
final class Expression: @unchecked Sendable {
  /// What a match needs of an expression; valid as long as the expression lives.
  struct Handle: Sendable {
    // The compiled code is never written after `init`.
    nonisolated(unsafe) let code: OpaquePointer
    /// Whether the expression runs as machine code.
    let isJIT: Bool
  }

  /// The PCRE2 text that was compiled.
  let pattern: String
  /// The compiled code.
  let handle: Handle

  /// Whether the expression runs as machine code.
  var isJIT: Bool { handle.isJIT }

  /// Compiles PCRE2 text, as `PatternNode.pcre` prints it.
  ///
  /// - Parameters:
  ///   - pattern: the text; offsets of errors are offsets into it.
  ///   - isSearch: whether a match may start after the offset at which it is tried.
  ///   - usesInterpreter: whether to do without machine code.
  init(
    pattern: String, isSearch: Bool = false, usesInterpreter: Bool = false
  ) throws(PatternError) {
    var options = PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C
    options |= PCRE2_DOLLAR_ENDONLY
    // It is wrong in 10.42 for some atomic groups; `PatternNode.possessified` does it instead.
    options |= PCRE2_NO_AUTO_POSSESS
    // Without it, the machine code looks through the whole window for a last required byte before
    // it fails at the first one.
    if !isSearch { options |= PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE }
    var status: Int32 = 0
    var offset = 0
    // One byte more than PCRE2 reads: an empty array would have no address.
    let text = Array(pattern.utf8) + [0]
    guard let code = pcre2_compile_8(text, text.count - 1, options, &status, &offset, nil) else {
      throw PatternError(
        offset: offset, reason: "PCRE2: " + Self.message(for: status),
        advice: "make the pattern smaller or simpler")
    }
    let isJIT = !usesInterpreter && pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
    handle = Handle(code: code, isJIT: isJIT)
    self.pattern = pattern
  }

  deinit {
    pcre2_code_free_8(handle.code)
  }

  private static func message(for status: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(status, &text, text.count)
    return length > 0 ? String(decoding: text.prefix(Int(length)), as: UTF8.self) : "\(status)"
  }
}
