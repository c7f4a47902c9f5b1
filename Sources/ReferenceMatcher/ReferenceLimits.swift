/// The constants of the document that tests may shrink, so that small inputs reach them.
package struct ReferenceLimits {
  /// Longest base64 run that is masked whole, in bytes.
  package var base64RunLimit = 4_096
  /// Bytes of a registered variant that decide.
  var registeredHead = 4_096
  /// Bytes of a secret that go into a keyed tag.
  var tagBytes = 4_096

  /// PCRE2 match limit of an attempt that the engine may give up.
  var matchLimit: UInt32 = 10_000_000

  /// The document's own, but for a shorter base64 run.
  package init(base64RunLimit: Int = 4_096, matchLimit: UInt32 = 10_000_000) {
    self.base64RunLimit = base64RunLimit
    self.matchLimit = matchLimit
  }

  /// Most raw bytes that stand for `window` bytes of a view.
  static func rawBudget(window: Int) -> Int { 12 * window + 256 }
}
