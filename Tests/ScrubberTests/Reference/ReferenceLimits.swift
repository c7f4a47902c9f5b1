/// The constants of the document that tests may shrink, so that small inputs reach them.
struct ReferenceLimits {
  /// Least greatest window with private keys or base64 on, in view bytes.
  var minimumWindow = 1_280
  /// Longest base64 run that is masked whole, in bytes.
  var base64RunLimit = 4_096
  /// Bytes of a registered variant that decide.
  var registeredHead = 4_096
  /// Bytes of a secret that go into a keyed tag.
  var tagBytes = 4_096
}
