/// Reads the filters of betterleaks as far as each of their alternatives is a simple test.
///
/// A filter drops a match where it is true. Its alternatives drop matches each by itself, so those
/// that are understood can be taken, and the others be left out: more is masked then.
struct FilterExpression {
  private let tokens: [FilterToken]

  private init(_ tokens: some Sequence<FilterToken>) {
    self.tokens = Array(tokens)
  }

  /// The alternatives of a filter.
  static func conditions(of text: String) -> [ForeignCondition] {
    FilterExpression(FilterToken.tokens(of: text)).withoutDefinitions.alternatives.map {
      ForeignCondition(tests: $0.conjuncts.map(\.test))
    }
  }

  /// What stands after the last `let name = ...;`.
  private var withoutDefinitions: FilterExpression {
    guard let last = tokens.lastIndex(of: .symbol(";")) else { return self }
    return FilterExpression(tokens[(last + 1)...])
  }

  private var alternatives: [FilterExpression] {
    let parts = split(at: "||")
    if parts.count > 1 { return parts.flatMap(\.alternatives) }
    return inner.map(\.alternatives) ?? (tokens.isEmpty ? [] : [self])
  }

  private var conjuncts: [FilterExpression] {
    let parts = split(at: "&&")
    return parts.count > 1 ? parts.map { $0.inner ?? $0 } : [self]
  }

  /// What is in the brackets, if they hold all of it.
  private var inner: FilterExpression? {
    guard tokens.first == .symbol("("), tokens.last == .symbol(")") else { return nil }
    var depth = 0
    for token in tokens.dropLast() {
      depth += token.depth
      if depth == 0 { return nil }
    }
    return FilterExpression(tokens.dropFirst().dropLast())
  }

  private func split(at separator: String) -> [FilterExpression] {
    var parts: [[FilterToken]] = [[]]
    var depth = 0
    for token in tokens {
      depth += token.depth
      if depth == 0, token == .symbol(separator) {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    return parts.map { FilterExpression($0) }
  }

  // MARK: Tests

  private var test: ForeignCondition.Test {
    var rest = tokens[...]
    let isNegated = rest.first == .symbol("!")
    if isNegated { rest = rest.dropFirst() }
    if rest.starts(with: [.word("filter"), .symbol(".")]) { rest = rest.dropFirst(2) }
    guard case .word(let name)? = rest.first else { return unknown }
    let arguments = rest.dropFirst()
    switch name {
    case "entropy" where !isNegated:
      guard arguments.starts(with: Self.secret), arguments.count == Self.secret.count + 2,
        case .symbol(let comparison)? = arguments.dropLast().last,
        ["<", "<="].contains(comparison), case .number(let limit)? = arguments.last
      else { return unknown }
      return .entropy(limit)
    case "matchesAny":
      guard let target = Self.target(in: arguments), let list = Self.list(in: arguments)
      else { return unknown }
      return isNegated ? .lacks(list, target) : .finds(list, target)
    case "containsAny" where !isNegated:
      guard Self.target(in: arguments) == .secret, let list = Self.list(in: arguments)
      else { return unknown }
      return .words(list)
    default: return unknown
    }
  }

  /// Names the function that is not known.
  private var unknown: ForeignCondition.Test {
    let names = tokens.compactMap { token -> String? in
      if case .word(let name) = token, !["filter", "finding", "attributes"].contains(name) {
        name
      } else {
        nil
      }
    }
    return .other(names.first.map { "a condition with `\($0)`" } ?? "a condition")
  }

  private static let secret: [FilterToken] = [
    .symbol("("), .word("finding"), .symbol("["), .string("secret"), .symbol("]"), .symbol(")"),
  ]

  /// What is searched, if it is one of the texts that have names and nothing else.
  private static func target(in arguments: ArraySlice<FilterToken>) -> ForeignCondition.Target? {
    let subject = arguments.dropFirst().prefix(while: { $0 != .symbol(",") })
    if arguments.starts(with: [.symbol("("), .word("get"), .symbol("("), .word("attributes")]) {
      return arguments.prefix(8).contains(.string("path")) ? .path : nil
    }
    if subject.contains(.word("attributes")) {
      return subject.contains(.string("path")) ? .path : nil
    }
    guard subject.count == 4, subject.starts(with: [.word("finding"), .symbol("[")]),
      case .string(let name)? = subject.dropFirst(2).first
    else { return nil }
    return ForeignCondition.Target(rawValue: name)
  }

  /// The strings of the last list.
  private static func list(in arguments: ArraySlice<FilterToken>) -> [String]? {
    guard arguments.suffix(2) == [.symbol("]"), .symbol(")")],
      let open = arguments.lastIndex(of: .symbol("["))
    else { return nil }
    var strings: [String] = []
    for token in arguments[(open + 1)...].dropLast(2) {
      switch token {
      case .string(let text): strings.append(text)
      case .symbol(","): continue
      default: return nil
      }
    }
    return strings.isEmpty ? nil : strings
  }
}
