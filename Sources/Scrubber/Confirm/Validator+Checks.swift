extension Validator {
  /// The checks themselves.
  enum Checks {}
}

extension Validator.Checks {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A prefix of `prefixes`, `body` characters, 6 characters of base 62 CRC-32 of the body.
  static func crc32Base62(_ secret: Bytes, prefixes: [StaticString], body: Int) -> Bool {
    guard let prefix = prefixes.first(where: { starts(secret, with: $0) }) else { return false }
    let start = prefix.utf8CodeUnitCount
    guard secret.count == start + body + 6 else { return false }
    let checksum = CRC32.checksum(secret[start..<(start + body)])
    return Radix.isNumber(checksum, in: secret[(start + body)...], radix: 62)
  }

  /// The last 7 characters are the CRC-32 of everything before, in base 36.
  static func crc32Base36OfAllBefore(_ secret: Bytes) -> Bool {
    guard secret.count > 7 + 20 else { return false }
    let end = secret.count - 7
    return Radix.isNumber(CRC32.checksum(secret[..<end]), in: secret[end...], radix: 36)
  }

  static func grafanaServiceAccount(_ secret: Bytes) -> Bool {
    guard secret.count == 46, starts(secret, with: "glsa_"), secret[37] == UInt8(ascii: "_"),
      secret[38...].allSatisfy(isLowerHexadecimal)
    else { return false }
    let checksum = CRC32.checksum(secret[..<37]).byteSwapped
    return Radix.isNumber(checksum, in: secret[38...], radix: 16)
  }

  static func atlassianToken(_ secret: Bytes) -> Bool {
    guard secret.count > 20, starts(secret, with: "ATATT3") else { return false }
    let end = secret.count - 8
    guard secret[end...].allSatisfy({ isHexadecimal($0) && !($0 >= 0x61) }) else { return false }
    return Radix.isNumber(CRC32.checksum(secret[..<end]), in: secret[end...], radix: 16)
  }

  static func confluentSecret(_ secret: Bytes) -> Bool {
    guard secret.count == 64, starts(secret, with: "cflt") else { return false }
    // 6 base64 characters hold the 4 bytes: 32 bits and four zeros.
    let bits = UInt64(CRC32.checksum(secret[4..<58]).byteSwapped) << 4
    return (0..<6).allSatisfy { index in
      let byte = secret[58 + index]
      return byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
        && UInt64(TokenCode.of(byte)) == bits >> UInt64(6 * (5 - index)) & 63
    }
  }

  static func zuploKey(_ secret: Bytes) -> Bool {
    guard secret.count == 46, starts(secret, with: "zpka_"), secret[37] == UInt8(ascii: "_"),
      secret[38...].allSatisfy(isLowerHexadecimal)
    else { return false }
    return Radix.isNumber(CRC32.checksum(secret[5..<37]), in: secret[38...], radix: 16)
  }

  /// The seeds are eight ASCII characters, read as a big-endian number.
  private static let azureSeeds: [UInt64] = [
    "Default0", "AbAcct00", "Master00", "System00", "Functi00", "MastRW00", "MastRO00", "Access00",
    "ACRDflt0", "IoTHub00", "DpsKey00", "Device00", "Send0000", "Listen00", "Manage00", "Query000",
    "PAdmin00",
  ].map { tag in tag.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

  static func azureIdentifiableKey(_ secret: Bytes) -> Bool {
    guard (40...96).contains(secret.count), let key = Base64.decoded(secret), key.count > 24
    else { return false }
    let body = Array(key.dropLast(4))
    let stored = key.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return azureSeeds.contains { Marvin32.checksum(body, seed: $0) == stored }
  }

  static func jwtHeader(_ secret: Bytes) -> Bool {
    let end = secret.firstIndex(of: UInt8(ascii: ".")) ?? secret.endIndex
    guard let header = Base64.decoded(Bytes(rebasing: secret[..<end])),
      let keys = JSONObject.keys(header)
    else { return false }
    return keys.contains { key in
      ["alg", "enc", "typ"].contains { key.elementsEqual($0.utf8) }
    }
  }

  static func base64JSON(_ secret: Bytes) -> Bool {
    guard secret.count >= 4 else { return false }
    let isStart: (Int) -> Bool = { position in
      secret[position] == UInt8(ascii: "e")
        && (secret[position + 1] == UInt8(ascii: "y") && secret[position + 2] == UInt8(ascii: "J")
          || secret[position + 1] == UInt8(ascii: "w") && secret[position + 2] == UInt8(ascii: "o"))
    }
    guard let start = (0..<(secret.count - 2)).first(where: isStart) else { return false }
    var end = start
    while end < secret.count, TokenCode.of(secret[end]) != TokenCode.none { end += 1 }
    if decodesToObject(secret[start..<end]) { return true }
    // A part of another meaning may follow behind `_`, which base64 with `+/` does not hold.
    guard let cut = secret[start..<end].lastIndex(of: UInt8(ascii: "_")) else { return false }
    return decodesToObject(secret[start..<cut])
  }

  private static func decodesToObject(_ text: Slice<Bytes>) -> Bool {
    Base64.decoded(Bytes(rebasing: text)).flatMap(JSONObject.keys) != nil
  }

  static func fernetKey(_ secret: Bytes) -> Bool {
    secret.count == 44 && secret[43] == UInt8(ascii: "=") && isBase64URL(secret[..<43])
      && Base64.decoded(secret)?.count == 32
  }

  static func fernetToken(_ secret: Bytes) -> Bool {
    let text = secret[..<(secret.firstIndex(of: UInt8(ascii: "=")) ?? secret.endIndex)]
    guard isBase64URL(text), let token = Base64.decoded(secret), token.count >= 73,
      token[0] == 0x80, (token.count - 57) % 16 == 0
    else { return false }
    let seconds = token[1..<9].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return (1_262_304_000..<4_102_444_800).contains(seconds)
  }

  static func awsAccessKeyID(_ secret: Bytes) -> Bool {
    guard secret.count == 20, secret[0] == UInt8(ascii: "A"),
      secret[1..<4].allSatisfy({ isUpperLetter($0) || isDigit($0) }),
      secret[4...].allSatisfy({ Base32.value($0) != nil })
    else { return false }
    // Keys made before 2019 carry no account id; they go on with I or J.
    if secret[4] == UInt8(ascii: "I") || secret[4] == UInt8(ascii: "J") { return true }
    // One bit that is not part of it, then the account id in 40.
    guard let bits = Base32.leadingBits(secret[4...], bitCount: 41) else { return false }
    return bits & 0xFF_FFFF_FFFF <= 999_999_999_999
  }

  static func discordBotToken(_ secret: Bytes) -> Bool {
    let parts = secret.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].count == 6, (27...38).contains(parts[2].count),
      isBase64URL(parts[1]), isBase64URL(parts[2]),
      let user = Base64.decoded(Bytes(rebasing: parts[0]))
    else { return false }
    return (17...20).contains(user.count) && user.allSatisfy(isDigit)
  }

  static func telegramBotToken(_ secret: Bytes) -> Bool {
    let parts = secret.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, (8...10).contains(parts[0].count), parts[0].allSatisfy(isDigit)
    else { return false }
    return parts[1].count == 35 && parts[1].prefix(2).allSatisfy { $0 == UInt8(ascii: "A") }
      && isBase64URL(parts[1])
  }

  static func ageIdentity(_ secret: Bytes) -> Bool {
    secret.count == 74
      && (starts(secret, with: "AGE-SECRET-KEY-1") || starts(secret, with: "age-secret-key-1"))
      && Bech32.isValid(secret)
  }

  static func luhn(_ secret: Bytes) -> Bool {
    guard let check = DecimalCheck.luhn(secret) else { return false }
    return check.isValid && (12...19).contains(check.digits)
  }

  static func iban(_ secret: Bytes) -> Bool {
    guard secret.count >= 15, isUpperLetter(secret[0]), isUpperLetter(secret[1]),
      isDigit(secret[2]), isDigit(secret[3]), let check = DecimalCheck.mod97(secret)
    else { return false }
    return check.remainder == 1 && (15...34).contains(check.characters)
  }

  static func hex(_ secret: Bytes) -> Bool {
    secret.count % 2 == 0 && secret.allSatisfy(isHexadecimal) && secret.contains(where: isDigit)
      && !secret.allSatisfy(isDigit)
  }

  private static func starts(_ secret: Bytes, with prefix: StaticString) -> Bool {
    let length = prefix.utf8CodeUnitCount
    return secret.count >= length
      && (0..<length).allSatisfy { prefix.utf8Start[$0] == secret[$0] }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39
  }

  private static func isUpperLetter(_ byte: UInt8) -> Bool {
    byte >= 0x41 && byte <= 0x5A
  }

  private static func isLowerHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte >= 0x61 && byte <= 0x66
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isLowerHexadecimal(byte) || byte >= 0x41 && byte <= 0x46
  }

  private static func isBase64URL(_ text: Slice<Bytes>) -> Bool {
    text.allSatisfy {
      TokenCode.of($0) != TokenCode.none && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/")
    }
  }
}
