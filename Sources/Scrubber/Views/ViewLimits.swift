/// Sizes that make every decision a function of a bounded part of the stream.
struct ViewLimits: Sendable {
  /// Raw bytes before a match that a look-behind may see.
  static let lookBehindRaw = 2_048
  /// Raw bytes before the first start that a step decides: enough to decode in step with any other
  /// starting point, and for what looks behind.
  static let context = 8_192

  /// Greatest window of the rules in bytes of a view.
  var window: Int
  /// Longest base64 run that is masked whole.
  var base64Run: Int
  /// Bytes that are gathered before a step is worth its cost.
  var stepQuantum: Int
  /// Whether private keys are looked for.
  var readsKeys = false

  /// Raw bytes that a window may stand for.
  static func rawBudget(window: Int) -> Int { 12 * window + 256 }

  /// Raw bytes after a raw budget that can matter: three letters that a registered match is widened
  /// by, with 256 removed bytes before each, and a terminal's command that the last may begin.
  static let lookAhead = 1_024

  /// Bytes after the last start that a step decides.
  var holdBack: Int {
    max(Self.rawBudget(window: window) + Self.lookAhead, base64Run + 64)
  }

  /// Raw bytes before the first undecided start that may wait, too: letters that a registered match
  /// is widened by, a token of JSON, backslashes before a quote, the open line of a private key.
  var releaseLag: Int {
    let line = Self.rawBudget(window: PEMReader.longestLine + LineShape.longestPrefix)
    return Self.context + (readsKeys ? line : 0)
  }
}
