internal import Scrubber

/// The checks of secrets' own checksums and structure, from the one-line definitions of `Validator`.
///
/// Formats whose definition needs more than a few lines (JSON, Bech32, Marvin32 and the like) ask
/// the engine's check: a second one of those would be a copy, and `ValidatorTests` checks them
/// against values made elsewhere.
enum ReferenceValidator {
  static func accepts(_ secret: [UInt8], _ validator: Validator) -> Bool {
    let text = secret.map { Character(UnicodeScalar($0)) }
    switch validator {
    case .githubToken:
      return isSummed(text, after: ["ghp_", "gho_", "ghu_"], body: 30)
        || isSummed(text, after: ["ghr_"], body: 70)
    case .npmToken: return isSummed(text, after: ["npm_"], body: 30)
    case .vercelToken:
      return isSummed(text, after: ["p", "i", "a", "r", "k"].map { "vc\($0)_" }, body: 50)
    case .gitlabRoutable:
      let sum = number(crc32(secret.dropLast(7)), in: lowerBase36, digits: 7)
      return text.count > 27 && text.suffix(7).elementsEqual(sum)
    case .grafanaServiceAccount:
      let sum = number(crc32(secret.prefix(37)).byteSwapped, in: hexadecimal, digits: 8)
      return text.count == 46 && text.starts(with: "glsa_") && text[37] == "_"
        && text.suffix(8).elementsEqual(sum)
    case .zuploKey:
      let sum = number(crc32(secret.dropFirst(5).prefix(32)), in: hexadecimal, digits: 8)
      return text.count == 46 && text.starts(with: "zpka_") && text[37] == "_"
        && text.suffix(8).elementsEqual(sum)
    case .atlassianToken:
      let sum = number(crc32(secret.dropLast(8)), in: hexadecimal, digits: 8)
      return text.count > 20 && text.starts(with: "ATATT3")
        && text.suffix(8).elementsEqual(String(sum).uppercased())
    case .telegramBotToken:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count == 2 && 8...10 ~= parts[0].count && parts[0].allSatisfy(digits.contains)
        && parts[1].count == 35 && parts[1].starts(with: "AA")
        && parts[1].allSatisfy((base62 + "-_").contains)
    case .awsAccessKeyID: return isAccessKeyID(text)
    case .luhn: return isLuhn(text)
    case .iban: return isAccountNumber(text)
    case .hex:
      return text.count.isMultiple(of: 2) && text.allSatisfy((digits + "abcdefABCDEF").contains)
        && text.contains(where: digits.contains) && !text.allSatisfy(digits.contains)
    case .confluentSecret, .azureIdentifiableKey, .jwtHeader, .base64JSON, .fernetKey,
      .fernetToken, .discordBotToken, .ageBech32, .base58Check, .pypiMacaroon, .base64PrivateKey:
      return secret.withUnsafeBufferPointer { validator.check($0) }
    }
  }

  private static let digits = "0123456789"
  private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let lower = "abcdefghijklmnopqrstuvwxyz"
  private static let base62 = digits + upper + lower
  private static let lowerBase36 = digits + lower
  private static let hexadecimal = "0123456789abcdef"

  /// A prefix, `body` characters and six digits of base 62: their CRC-32.
  private static func isSummed(
    _ text: [Character], after prefixes: [String], body: Int
  ) -> Bool {
    guard let prefix = prefixes.first(where: text.starts) else { return false }
    let rest = text.dropFirst(prefix.count)
    let summed = rest.prefix(body).compactMap { $0.unicodeScalars.first.map { UInt8($0.value) } }
    return rest.count == body + 6
      && rest.suffix(6).elementsEqual(number(crc32(summed), in: base62, digits: 6))
  }

  /// CRC-32 bit by bit.
  private static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      for bit in 0..<8 {
        let feedback = (register ^ UInt32(byte >> UInt8(bit))) & 1
        register = register >> 1 ^ (feedback == 1 ? 0xEDB8_8320 : 0)
      }
    }
    return register ^ 0xFFFF_FFFF
  }

  /// `value` in the base of `alphabet`, with zeros before it.
  private static func number(
    _ value: UInt32, in alphabet: String, digits count: Int
  ) -> [Character] {
    let alphabet = Array(alphabet)
    var rest = Int(value)
    var text: [Character] = []
    for _ in 0..<count {
      text.insert(alphabet[rest % alphabet.count], at: 0)
      rest /= alphabet.count
    }
    return text
  }

  private static func isAccessKeyID(_ text: [Character]) -> Bool {
    let base32 = Array(upper + "234567")
    let values = text.dropFirst(4).compactMap { base32.firstIndex(of: $0) }
    guard text.count == 20, values.count == 16, text[0] == "A",
      text[1...3].allSatisfy((upper + digits).contains)
    else { return false }
    // Older ids say nothing about the account.
    if text[4] == "I" || text[4] == "J" { return true }
    let bits = values.flatMap { value in (0..<5).map { value >> (4 - $0) & 1 } }
    return bits[1...40].reduce(0) { $0 * 2 + $1 } <= 999_999_999_999
  }

  private static func isLuhn(_ text: [Character]) -> Bool {
    let values = text.filter { $0 != " " && $0 != "-" }.map(decimal)
    guard 12...19 ~= values.count, !values.contains(nil) else { return false }
    let sum = values.compactMap(\.self).reversed().enumerated().reduce(0) { sum, digit in
      let doubled = digit.element * (digit.offset % 2 + 1)
      return sum + doubled / 10 + doubled % 10
    }
    return sum % 10 == 0
  }

  private static func isAccountNumber(_ text: [Character]) -> Bool {
    let number = text.filter { $0 != " " }
    guard text.count >= 15, 15...34 ~= number.count,
      text[...1].allSatisfy(upper.contains), text[2...3].allSatisfy(digits.contains)
    else { return false }
    var remainder = 0
    for character in number[4...] + number[..<4] {
      guard base62.contains(character) else { return false }
      let value = Array(digits + upper).firstIndex(of: Character(character.uppercased())) ?? 0
      for digit in String(value) { remainder = (remainder * 10 + (decimal(digit) ?? 0)) % 97 }
    }
    return remainder == 1
  }

  private static func decimal(_ character: Character) -> Int? {
    digits.contains(character) ? character.wholeNumberValue : nil
  }
}
