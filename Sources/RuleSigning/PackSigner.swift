internal import Crypto

/// Ed25519 keys and signatures of manifests, as texts: base64 and a line end.
package enum PackSigner {
  /// What stands before the manifest in what is signed, so that no signature serves elsewhere.
  private static let domain = Array("scrubber/rules-manifest/1".utf8) + [0]

  /// A new key pair.
  package static func newKey() -> (secret: String, public: String) {
    let key = Curve25519.Signing.PrivateKey()
    return (
      Base64.encode(Array(key.rawRepresentation)) + "\n",
      Base64.encode(Array(key.publicKey.rawRepresentation)) + "\n"
    )
  }

  /// The public key of a secret one.
  package static func publicKey(of secret: String) throws(SigningError) -> String {
    Base64.encode(Array(try privateKey(secret).publicKey.rawRepresentation)) + "\n"
  }

  /// Signs a manifest with a secret key.
  package static func sign(
    _ manifest: PackManifest, key: String
  ) throws(SigningError) -> String {
    let message = domain + Array(manifest.text.utf8)
    guard let signature = try? privateKey(key).signature(for: message) else { throw .badKey }
    return Base64.encode(Array(signature)) + "\n"
  }

  /// The manifest in a text whose signature is right.
  ///
  /// - Parameter key: the public key.
  package static func verify(
    manifest text: String, signature: String, key: String
  ) throws(SigningError) -> PackManifest {
    guard let raw = Base64.decode(key), raw.count == 32,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
    else { throw .badKey }
    guard let signature = Base64.decode(signature), signature.count == 64 else {
      throw .badSignature
    }
    guard key.isValidSignature(signature, for: domain + Array(text.utf8)) else { throw .forged }
    return try PackManifest(parsing: text)
  }

  /// Checks that a file with these bytes is one that a manifest vouches for in this role.
  package static func check(
    _ bytes: [UInt8], called name: String, as role: PackManifest.Role,
    in manifest: PackManifest
  ) throws(SigningError) {
    guard let file = manifest.files.first(where: { $0.name == name }) else { throw .unlisted }
    guard file.sha256 == digest(of: bytes) else { throw .changed }
    guard file.role == role else { throw .wrongRole(file.role.rawValue) }
    guard manifest.test.failures == 0 else { throw .untested }
  }

  /// SHA-256 in lower-case hex.
  package static func digest(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hex, as: UTF8.self)
  }

  private static func privateKey(
    _ text: String
  ) throws(SigningError) -> Curve25519.Signing.PrivateKey {
    guard let raw = Base64.decode(text), raw.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
    else { throw .badKey }
    return key
  }
}
