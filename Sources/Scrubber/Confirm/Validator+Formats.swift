/// Checks of formats that are decoded first.
extension Validator.Checks {
  /// A private key of Bitcoin: an extended key of 78 bytes, or one of 33 or 34, and 4 bytes of
  /// double SHA-256.
  static func base58Check(_ secret: Bytes) -> Bool {
    let length: Int
    switch secret.count {
    case 111: length = 82
    case 51: length = 37
    case 52: length = 38
    default: return false
    }
    guard let bytes = Base58.decoded(secret, count: length) else { return false }
    let digest = SHA256.digest(SHA256.digest(Array(bytes.dropLast(4))))
    return digest.prefix(4).elementsEqual(bytes.suffix(4))
  }

  /// `pypi-` and base64 of a macaroon of version 2: a location that ends with `pypi.org`, an
  /// identifier, and then whatever follows.
  static func pypiMacaroon(_ secret: Bytes) -> Bool {
    let prefix = 5
    guard secret.count > prefix, secret[..<prefix].elementsEqual("pypi-".utf8) else { return false }
    // The match may end within a token: what is left over of the last four characters is left out.
    let end = secret.count - (secret.count - prefix) % 4
    guard let bytes = Base64.decoded(Bytes(rebasing: secret[prefix..<end])), bytes.first == 2,
      let location = field(1, of: bytes, at: 1),
      bytes[location].suffix(8).elementsEqual("pypi.org".utf8),
      let identifier = field(2, of: bytes, at: location.upperBound)
    else { return false }
    return !identifier.isEmpty
  }

  /// The content of the field of `kind` (one byte, then its length in one byte) at `start`.
  private static func field(_ kind: UInt8, of bytes: [UInt8], at start: Int) -> Range<Int>? {
    guard start + 2 <= bytes.count, bytes[start] == kind, bytes[start + 1] < 0x80
    else { return nil }
    let content = (start + 2)..<(start + 2 + Int(bytes[start + 1]))
    return content.upperBound <= bytes.count ? content : nil
  }

  /// Base64 of text that begins with the marker of a private key block.
  static func base64PrivateKey(_ secret: Bytes) -> Bool {
    // 80 characters hold the longest marker; the match need not end where the text does.
    let end = min(secret.count / 4 * 4, 80)
    guard let bytes = Base64.decoded(Bytes(rebasing: secret[..<end])),
      bytes.starts(with: "-----BEGIN ".utf8)
    else { return false }
    let name = "PRIVATE KEY".utf8
    guard bytes.count >= name.count else { return false }
    return (0...(bytes.count - name.count)).contains { bytes[$0...].starts(with: name) }
  }
}
