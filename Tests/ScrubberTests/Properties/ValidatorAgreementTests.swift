import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

/// The engine's checks of secrets against those of the reference.
@Suite("Validators against their definitions")
struct ValidatorAgreementTests {
  @Test("Engine and reference accept the same texts, most of them almost right")
  func agrees() {
    Property.check(rounds: 4_000) { random in
      let text = Self.text(using: &random)
      for validator in Validator.allCases {
        let engine = text.withUnsafeBufferPointer { validator.check($0) }
        if engine != ReferenceValidator.accepts(text, validator) {
          return "\(validator): the engine says \(engine) of \(PropertyText.show(text))"
        }
      }
      return nil
    }
  }

  private static let valid = [
    "4111 1111 1111 1111", "378282246310005", "6011-0009-9013-9424", "GB82 WEST 1234 5698 7654 32",
    "DE89370400440532013000", "AKIAIOSFODNN7EXAMPLE", "AKIAY34FZKBOKMUTVV7A", "00ff", "12fe",
    "123456789:AAabcdefghijklmnopqrstuvwxyz0123456",
  ]

  private static func text(using random: inout PropertyRandom) -> [UInt8] {
    let base62 = PropertyTokens.base62
    func sum(_ text: [UInt8], _ alphabet: String, _ width: Int) -> [UInt8] {
      let value = SampleText.crc32(String(decoding: text, as: UTF8.self))
      return Array(SampleText.radix(value, alphabet, width: width).utf8)
    }
    var text: [UInt8]
    switch random.number(1...7) {
    case 1:
      let body = random.bytes(random.pick([29, 30, 30, 30, 50, 50, 70, 70]), of: base62)
      let prefixes = ["ghp_", "gho_", "ghu_", "ghr_", "ghs_", "npm_", "vcp_", "vck_", "vcz_"]
      text = Array(random.pick(prefixes).utf8) + body + sum(body, SampleText.base62, 6)
    case 2:
      let head = random.bytes(random.number(18...40), of: base62 + "-.")
      text = head + sum(head, SampleText.base36, 7)
    case 3:
      let head = Array(random.pick(["glsa_", "zpka_"]).utf8) + random.bytes(32, of: base62)
      let value = SampleText.crc32(String(decoding: head, as: UTF8.self)).byteSwapped
      let swapped = Array(SampleText.radix(value, SampleText.hexadecimal, width: 8).utf8)
      let plain = sum(Array(head.dropFirst(5)), SampleText.hexadecimal, 8)
      text = head + [UInt8(ascii: "_")] + (random.chance(50) ? swapped : plain)
    case 4:
      let head = Array("ATATT3".utf8) + random.bytes(random.number(5...40), of: base62)
      let digits = sum(head, SampleText.hexadecimal, 8)
      text = head + Array(String(decoding: digits, as: UTF8.self).uppercased().utf8)
    case 5:
      text = Array("AKIA".utf8) + random.bytes(16, of: SampleText.base32)
    case 6: text = random.bytes(random.number(10...21), of: "0123456789")
    default: text = Array(random.pick(valid).utf8)
    }
    if random.chance(40) { text = PropertyTokens.edited(text, using: &random) }
    return text
  }
}
