/// Credentials that plain slots can't express: checksums, encodings and structures that decode.
extension TemplateRenderer {
  mutating func appendCredential(_ code: TemplateOperation.Code, count: Int) {
    switch code {
    case .checksum: appendBase62Checksum(ofLast: count)
    case .jsonWebToken: appendJSONWebToken()
    case .privateKey: appendPrivateKey(lineEnd: "\n")
    case .escapedPrivateKey: appendPrivateKey(lineEnd: #"\n"#)
    case .key32: appendBase64(randomBytes(32), alphabet: .base64URL, padded: true)
    default: appendBasicCredentials()
    }
  }

  /// CRC-32 of the last bytes in base 62 (digits, capitals, small letters), six digits.
  private mutating func appendBase62Checksum(ofLast count: Int) {
    var crc: UInt32 = 0xFFFF_FFFF
    for index in (buffer.count - count)..<buffer.count {
      crc ^= UInt32(buffer[index])
      for _ in 0..<8 {
        crc = (crc >> 1) ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    var rest = Int(~crc)
    let start = buffer.count
    for _ in 0..<6 { buffer.append(UInt8(ascii: "0")) }
    for index in (start..<start + 6).reversed() {
      buffer[index] = digits[rest % 62]
      rest /= 62
    }
  }

  /// A token with a header and claims that decode to JSON, and a random signature.
  private mutating func appendJSONWebToken() {
    let header = #"{"alg":"HS256","typ":"JWT"}"#
    let issued = clock.epoch
    let claims =
      #"{"sub":"\#(random.next() % 1_000_000)","iss":"auth.example.com","iat":\#(issued),"#
      + #""exp":\#(issued + 3600),"jti":"\#(String(random.next(), radix: 36))"}"#
    appendBase64(Array(header.utf8), alphabet: .base64URL, padded: false)
    buffer.append(UInt8(ascii: "."))
    appendBase64(Array(claims.utf8), alphabet: .base64URL, padded: false)
    buffer.append(UInt8(ascii: "."))
    appendBase64(randomBytes(32), alphabet: .base64URL, padded: false)
  }

  /// A PEM block whose body is a DER sequence of the right length around random bytes.
  private mutating func appendPrivateKey(lineEnd: StaticString) {
    let size = 600 + random.below(600)
    var body: [UInt8] = [0x30, 0x82, UInt8(size >> 8), UInt8(size & 255), 0x02, 0x01, 0x00]
    body += randomBytes(size - 3)
    buffer.append("-----BEGIN RSA PRIVATE KEY-----")
    buffer.append(lineEnd)
    for start in stride(from: 0, to: body.count, by: 48) {
      let line = Array(body[start..<min(start + 48, body.count)])
      appendBase64(line, alphabet: .base64, padded: true)
      buffer.append(lineEnd)
    }
    buffer.append("-----END RSA PRIVATE KEY-----")
  }

  /// `user:password` in base64, as HTTP Basic authentication sends it.
  private mutating func appendBasicCredentials() {
    let user = "svc-\(random.below(900) + 100)"
    let letters = Array(Alphabet.passphrase.characters.utf8)
    var plain = Array(user.utf8) + [UInt8(ascii: ":")]
    for _ in 0..<14 { plain.append(letters[random.below(letters.count)]) }
    appendBase64(plain, alphabet: .base64, padded: true)
  }

  private mutating func randomBytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: random.next() >> 40)) }
    return bytes
  }

  private mutating func appendBase64(_ bytes: [UInt8], alphabet: Alphabet, padded: Bool) {
    let characters = Array(alphabet.characters.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let length = min(3, bytes.count - start)
      var group = 0
      for index in 0..<3 {
        group = group << 8 | (index < length ? Int(bytes[start + index]) : 0)
      }
      for index in 0...length {
        buffer.append(characters[group >> (18 - 6 * index) & 63])
      }
      if padded {
        for _ in length..<3 { buffer.append(UInt8(ascii: "=")) }
      }
    }
  }
}
