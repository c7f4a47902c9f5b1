/// How many characters were removed before scrubbing, by class.
public struct CleanedCounts: Sendable, Hashable {
  /// C0 and C1 controls and DEL, other than LF and TAB.
  public var controls = 0
  /// Terminal escape sequences, each counted once.
  public var escapeSequences = 0
  /// Bidirectional controls.
  public var bidirectional = 0
  /// Zero-width characters.
  public var zeroWidth = 0
  /// Tag characters, U+E0000-U+E007F.
  public var tags = 0
  /// Bytes that were no UTF-8, and lone surrogates; each became U+FFFD.
  public var invalid = 0

  /// Nothing removed.
  public init() {}

  /// Sum of all classes.
  public var total: Int {
    controls + escapeSequences + bidirectional + zeroWidth + tags + invalid
  }
}
