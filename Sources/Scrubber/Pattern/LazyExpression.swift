internal import Synchronization

/// An expression that is compiled when it is first used, and then shared by all threads.
final class LazyExpression: Sendable {
  /// What there is of the expression.
  private enum State {
    /// Makes the PCRE2 text.
    case source(@Sendable () -> String)
    /// Owner of the compiled code, or why there is none.
    case done(Result<Expression, PatternError>)
  }

  private let isSearch: Bool
  private let usesInterpreter: Bool
  /// Address of the compiled code with `jitBit`; 0 while there is none.
  private let published = Atomic<UInt>(0)
  private let state: Mutex<State>

  /// The code is aligned to more than one byte, so that the lowest bit is free.
  private static let jitBit: UInt = 1

  /// Keeps the arguments of `Expression.init` for the first use.
  ///
  /// - Parameter pattern: makes the PCRE2 text, at the first use: most rules of a set never run.
  init(
    pattern: @autoclosure @escaping @Sendable () -> String, isSearch: Bool = false,
    usesInterpreter: Bool = false
  ) {
    state = Mutex(.source(pattern))
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
    let outcome = state.withLock { state in
      switch state {
      case .done(let result): return result
      case .source(let pattern):
        let made = Result { () throws(PatternError) in
          try Expression(
            pattern: pattern(), isSearch: isSearch, usesInterpreter: usesInterpreter)
        }
        state = .done(made)
        return made
      }
    }
    let handle = try outcome.get().handle
    published.store(
      UInt(bitPattern: handle.code) | (handle.isJIT ? Self.jitBit : 0), ordering: .releasing)
    return handle
  }
}
