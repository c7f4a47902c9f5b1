/// The checks that identifiers share. All lengths are counted in Unicode scalars, as Airflow's own
/// (Python) checks and columns do.
enum IdentifierRules {
  /// Longest `dag_id`, `task_id` and `run_id` (`KEY_REGEX` and the columns of Airflow 3.3.2).
  static let maximumKeyLength = 250

  /// Airflow's `KEY_REGEX`; in addition `.` and `..` are refused, which it allows.
  static func checkKey(_ text: String, field: String) throws(IdentifierError) {
    try checkLength(text, field: field, maximum: maximumKeyLength)
    guard text != "~" else { throw IdentifierError(field: field, rule: .wildcard) }
    guard text.unicodeScalars.allSatisfy(isKeyScalar) else {
      throw IdentifierError(field: field, rule: .notAKey)
    }
    try checkNotRelative(text, field: field)
  }

  /// Anything that names one thing in a path: no character that could end the path segment.
  static func checkSegment(
    _ text: String, field: String, maximum: Int
  ) throws(IdentifierError) {
    try checkText(text, field: field, maximum: maximum)
    // The server decodes `%2F` before it routes, so encoding would not keep a slash harmless.
    let structural: Set<Unicode.Scalar> = ["/", "\\", "%", "?", "#"]
    guard !text.unicodeScalars.contains(where: structural.contains) else {
      throw IdentifierError(field: field, rule: .forbiddenCharacter)
    }
    guard text != "~" else { throw IdentifierError(field: field, rule: .wildcard) }
    try checkNotRelative(text, field: field)
  }

  /// Text for a query value, where everything can be encoded: visible characters only.
  static func checkText(_ text: String, field: String, maximum: Int) throws(IdentifierError) {
    try checkLength(text, field: field, maximum: maximum)
    guard !text.unicodeScalars.contains(where: isInvisible) else {
      throw IdentifierError(field: field, rule: .forbiddenCharacter)
    }
  }

  static func check(
    _ number: Int, field: String, range: ClosedRange<Int>
  ) throws(IdentifierError) {
    guard range.contains(number) else {
      throw IdentifierError(
        field: field, rule: .outOfRange(minimum: range.lowerBound, maximum: range.upperBound))
    }
  }

  private static func checkLength(
    _ text: String, field: String, maximum: Int
  ) throws(IdentifierError) {
    guard !text.isEmpty else { throw IdentifierError(field: field, rule: .empty) }
    // Four bytes is the longest scalar; the byte count keeps huge input from being walked.
    guard text.utf8.count <= 4 * maximum, text.unicodeScalars.count <= maximum else {
      throw IdentifierError(field: field, rule: .tooLong(maximum: maximum))
    }
  }

  private static func checkNotRelative(_ text: String, field: String) throws(IdentifierError) {
    guard text != ".", text != ".." else {
      throw IdentifierError(field: field, rule: .relativePath)
    }
  }

  /// `[\w.-]` with Python's `\w`: `str.isalnum()`, that is letters and whatever has a numeric
  /// value, and the underscore. Marks are not part of it.
  static func isKeyScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": return true
    default: break
    }
    guard !scalar.isASCII else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return scalar.properties.numericType != nil
    }
  }

  /// Control and format characters, line and paragraph separators, and code points without meaning.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: false
    }
  }
}
