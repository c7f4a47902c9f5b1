/// One placeholder in the output: what stood there, never what it was.
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

  /// Creates a finding.
  public init(
    rule: String, confidence: Confidence, input: Range<Int>, output: Range<Int>, line: Int
  ) {
    self.rule = rule
    self.confidence = confidence
    self.input = input
    self.output = output
    self.line = line
  }
}
