/// Why something could not be signed, or why a signature is not taken.
package enum SigningError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A key file does not hold 32 bytes in base64.
  case badKey
  /// A signature is not 64 bytes in base64.
  case badSignature
  /// The manifest is not written as it must be.
  case malformed(String)
  /// The signature is not that of the key for this manifest.
  case forged
  /// The manifest does not name the file.
  case unlisted
  /// The file is not the one that was signed.
  case changed
  /// The test of the rules failed when they were signed.
  case untested
  /// The file was signed to be used as something else; the role that it was signed for.
  case wrongRole(String)

  /// What is wrong and what to do, without a full stop.
  package var description: String {
    switch self {
    case .badKey:
      "the key is not 32 bytes in base64; make one with `scrub rules sign --new-key FILE`"
    case .badSignature: "the signature is not 64 bytes in base64; sign the packs again"
    case .malformed(let reason): "the manifest is damaged: \(reason); sign the packs again"
    case .forged:
      "the signature is not one of this key; get the packs again from whoever signed them, or "
        + "check that the key is theirs"
    case .unlisted: "the manifest beside it does not name it; sign it together with the others"
    case .changed: "it is not the file that was signed; sign it again, or get it again"
    case .wrongRole(let role): "it was signed as a \(role) and can't be used as anything else"
    case .untested: "its rules failed their test when they were signed; mend them and sign again"
    }
  }
}
