/// A pattern that is searched in file names.
///
/// The syntax is that of `must` patterns: the subset of PCRE2 of the rule format, where repeats need
/// no limit.
public struct FileNamePattern: Sendable {
  /// PCRE2's match limit of one search: names are short, and a pattern that needs more is no help.
  private static let matchLimit: UInt32 = 100_000

  private let expression: Expression

  /// Compiles the pattern.
  public init(_ pattern: String) throws(PatternError) {
    let node = try PatternNode(parsing: pattern)
    expression = try Expression(pattern: node.possessified.pcre, isSearch: true)
  }

  /// Whether the pattern is found in the name; `nil` if PCRE2 gave up.
  public func isFound(in name: String) -> Bool? {
    guard var scratch = try? MatchScratch(matchLimit: Self.matchLimit) else { return nil }
    // One byte more than is read: an empty array would have no address.
    let bytes = Array(name.utf8) + [0]
    switch scratch.match(expression, subject: bytes, count: bytes.count - 1, at: 0) {
    case .match: return true
    case .none: return false
    case .failed: return nil
    }
  }
}

extension Rule {
  /// Whether the rule is for the file: one of `paths` is found in its name, if there are any, and
  /// none of `exceptPaths` is.
  ///
  /// Where the name is not known (`nil`: standard input, a socket) every rule applies, and so does
  /// one with a pattern that can't be decided: that masks more.
  ///
  /// - Parameter name: the file's name as the user wrote it, with `/` between folders.
  public func applies(toFile name: String?) -> Bool {
    guard let name, !(paths.isEmpty && exceptPaths.isEmpty) else { return true }
    let isMeant = paths.isEmpty || paths.contains { Self.isFound($0, in: name) ?? true }
    return isMeant && !exceptPaths.contains { Self.isFound($0, in: name) ?? false }
  }

  private static func isFound(_ pattern: String, in name: String) -> Bool? {
    (try? FileNamePattern(pattern))?.isFound(in: name)
  }
}
