/// One placeholder in the output, or one public identifier that stays: what stood there, never what
/// it was.
public struct Finding: Sendable, Hashable {
  /// Id of the rule, `registered-secret` or `unscanned`.
  public var rule: String
  /// How sure it is.
  public var confidence: Confidence
  /// Masked bytes of the input, as stream offsets.
  public var input: Range<Int>
  /// The placeholder in the output, as stream offsets.
  public var output: Range<Int>
  /// Line of the input on which it starts, from 1; lines end at LF.
  public var line: Int
  /// Whether it was replaced; otherwise it is a public identifier that stays as it is, and `output`
  /// is where it stands.
  public var isMasked: Bool

  /// Creates a finding.
  public init(
    rule: String, confidence: Confidence, input: Range<Int>, output: Range<Int>, line: Int,
    isMasked: Bool = true
  ) {
    self.rule = rule
    self.confidence = confidence
    self.input = input
    self.output = output
    self.line = line
    self.isMasked = isMasked
  }
}
