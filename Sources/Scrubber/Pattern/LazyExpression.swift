internal import Synchronization

/// An expression that is compiled when it is first used, and then shared by all threads.
final class LazyExpression: Sendable {
  /// PCRE2 text of the expression.
  let pattern: String
  private let isSearch: Bool
  private let usesInterpreter: Bool
  /// Address of the compiled code with `jitBit`; 0 while there is none.
  private let published = Atomic<UInt>(0)
  /// Owner of the compiled code, or why there is none.
  private let result = Mutex<Result<Expression, PatternError>?>(nil)

  /// The code is aligned to more than one byte, so that the lowest bit is free.
  private static let jitBit: UInt = 1

  /// Keeps the arguments of `Expression.init` for the first use.
  init(pattern: String, isSearch: Bool = false, usesInterpreter: Bool = false) {
    self.pattern = pattern
    self.isSearch = isSearch
    self.usesInterpreter = usesInterpreter
  }

  /// The compiled expression, valid as long as this object lives.
  ///
  /// Costs one atomic load once it is compiled. An error is the same every time.
  func handle() throws(PatternError) -> Expression.Handle {
    let bits = published.load(ordering: .acquiring)
    if let code = OpaquePointer(bitPattern: bits & ~Self.jitBit) {
      return Expression.Handle(code: code, isJIT: bits & Self.jitBit != 0)
    }
    return try compile()
  }

  /// Whether the expression has been compiled.
  var isCompiled: Bool {
    published.load(ordering: .acquiring) != 0
  }

  private func compile() throws(PatternError) -> Expression.Handle {
    let outcome = result.withLock { result in
      if let result { return result }
      let made = Result { () throws(PatternError) in
        try Expression(pattern: pattern, isSearch: isSearch, usesInterpreter: usesInterpreter)
      }
      result = made
      return made
    }
    let handle = try outcome.get().handle
    published.store(
      UInt(bitPattern: handle.code) | (handle.isJIT ? Self.jitBit : 0), ordering: .releasing)
    return handle
  }
}
