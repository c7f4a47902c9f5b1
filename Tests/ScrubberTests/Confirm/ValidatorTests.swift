import Testing

@testable import ReferenceMatcher
@testable import Scrubber

/// Every secret here is made by the test from random bytes and the format's own checksum.
@Suite("Validator")
struct ValidatorTests {
  private func check(_ validator: Validator, _ secret: String) -> Bool {
    withBytes(of: secret) { validator.check($0) }
  }

  private static func swappedHexadecimal(_ number: UInt32) -> String {
    SampleText.radix(number.byteSwapped, SampleText.hexadecimal, width: 8)
  }

  /// A valid secret for `validator`, or nil if it is not one with a checksum over text.
  private static func make(_ validator: Validator, _ sample: inout SampleText) -> String? {
    switch validator {
    case .githubToken, .npmToken, .vercelToken:
      let prefix = ["ghp_", "ghr_", "npm_", "vck_"][
        validator == .npmToken ? 2 : validator == .vercelToken ? 3 : sample.number(below: 2)]
      let length = ["ghp_": 30, "ghr_": 70, "npm_": 30, "vck_": 50][prefix] ?? 0
      let body = sample.string(length, of: SampleText.base62)
      return prefix + body + SampleText.radix(SampleText.crc32(body), SampleText.base62, width: 6)
    case .gitlabRoutable:
      let head = "glpat-" + sample.string(36, of: SampleText.base62 + "-_") + ".01.0w"
      return head + SampleText.radix(SampleText.crc32(head), SampleText.base36, width: 7)
    case .grafanaServiceAccount:
      let head = "glsa_" + sample.string(32, of: SampleText.base62)
      return head + "_" + swappedHexadecimal(SampleText.crc32(head))
    case .zuploKey:
      let body = sample.string(32, of: SampleText.base62)
      let sum = SampleText.radix(SampleText.crc32(body), SampleText.hexadecimal, width: 8)
      return "zpka_" + body + "_" + sum
    case .atlassianToken:
      let head = "ATATT3" + sample.string(177, of: SampleText.base62 + "-_") + "="
      let sum = SampleText.radix(SampleText.crc32(head), SampleText.hexadecimal, width: 8)
      return head + sum.uppercased()
    case .confluentSecret:
      let body = sample.string(54, of: SampleText.base62 + "+/")
      let sum = SampleText.crc32(body)
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) }
      return "cflt" + body + SampleText.base64(bytes)
    case .azureIdentifiableKey:
      let body = sample.bytes(38)
      let sum = Marvin32.checksum(body, seed: 0x4163_6365_7373_3030)  // Access00
      return SampleText.base64(body + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) })
    default: return nil
    }
  }

  @Test(
    "Checksummed secrets pass, and with one byte changed they fail", arguments: Validator.allCases)
  func checksums(validator: Validator) {
    let seed: UInt64 = 2_026
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    for _ in 0..<200 {
      guard let secret = Self.make(validator, &sample) else { return }
      #expect(check(validator, secret))
      #expect(ReferenceValidator.accepts(Array(secret.utf8), validator))
      var changed = Array(secret.utf8)
      let position = 5 + sample.number(below: changed.count - 5)
      changed[position] = changed[position] == 0x51 ? 0x52 : 0x51
      #expect(!changed.withUnsafeBufferPointer { validator.check($0) })
      #expect(!ReferenceValidator.accepts(changed, validator))
      #expect(!check(validator, String(secret.dropLast())))
    }
  }

  @Test("A key made under the seed System00 passes")
  func systemKey() {
    // 33 bytes of one pattern, the signature of function keys, and its checksum.
    let key = String(repeating: "d", count: 44) + "AzFu182vhA=="
    #expect(check(.azureIdentifiableKey, key))
    #expect(!check(.azureIdentifiableKey, "e" + key.dropFirst()))
  }

  @Test("JWT headers need one of the registered members")
  func jwtHeader() {
    func token(_ header: String) -> String { SampleText.base64(Array(header.utf8), url: true) }
    #expect(check(.jwtHeader, token(#"{"alg":"HS256"}"#) + ".e30.sig"))
    #expect(check(.jwtHeader, token(#"{"kid":"1","enc":"A256GCM"}"#)))
    #expect(!check(.jwtHeader, token(#"{"kid":"alg"}"#) + ".e30.sig"))
    #expect(!check(.jwtHeader, token("[1]")))
    #expect(!check(.jwtHeader, "eyJ.."))
  }

  @Test("Base64 of a JSON object is found behind a prefix and before another part")
  func base64JSON() {
    let body = SampleText.base64(Array(#"{"iat":1,"url":"x"}"#.utf8))
    #expect(check(.base64JSON, body))
    #expect(check(.base64JSON, "abc_" + body + "=="))
    #expect(check(.base64JSON, "abc_" + body + "_c2lnbmF0dXJl"))
    #expect(!check(.base64JSON, String(body.dropLast(4))))
    #expect(!check(.base64JSON, "ab"))
  }

  @Test("Fernet keys have 32 bytes; tokens have a version, a time and whole blocks")
  func fernet() {
    var sample = SampleText(seed: 4)
    let key = SampleText.base64(sample.bytes(32), url: true) + "="
    #expect(check(.fernetKey, key))
    #expect(!check(.fernetKey, String(key.dropLast())))
    func token(version: UInt8, seconds: UInt64, blocks: Int) -> String {
      let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * UInt64($0))) }
      return SampleText.base64([version] + time + sample.bytes(16 + blocks * 16 + 32), url: true)
    }
    #expect(check(.fernetToken, token(version: 0x80, seconds: 1_790_000_000, blocks: 2)))
    #expect(!check(.fernetToken, token(version: 0x81, seconds: 1_790_000_000, blocks: 2)))
    #expect(!check(.fernetToken, token(version: 0x80, seconds: 17, blocks: 2)))
    #expect(!check(.fernetToken, token(version: 0x80, seconds: 1_790_000_000, blocks: 0)))
  }

  @Test("Access key ids hold a 12-digit account id")
  func awsAccessKeyID() {
    // 41 leading bits: 0 and 999,999,999,999 or one more; 7 bits a character after them.
    func id(_ account: UInt64) -> String {
      let alphabet = Array(SampleText.base32)
      let bits = (0..<80).map { bit in bit < 41 ? account >> UInt64(40 - bit) & 1 : 0 }
      return "AKIA"
        + String(
          stride(from: 0, to: 80, by: 5).map { start in
            alphabet[bits[start..<(start + 5)].reduce(0) { $0 * 2 + Int($1) }]
          })
    }
    #expect(check(.awsAccessKeyID, id(999_999_999_999)))
    #expect(!check(.awsAccessKeyID, id(1_000_000_000_000)))
    #expect(check(.awsAccessKeyID, "AKIAI" + String(repeating: "7", count: 15)))
    #expect(!check(.awsAccessKeyID, "AKIA" + String(repeating: "1", count: 16)))
    #expect(!check(.awsAccessKeyID, "AKIA"))
  }

  @Test("Bot tokens have their parts")
  func bots() {
    var sample = SampleText(seed: 9)
    let user = SampleText.base64(Array(("1" + sample.string(17, of: SampleText.digits)).utf8))
    let tail = sample.string(27, of: SampleText.base62)
    #expect(check(.discordBotToken, "\(user).Gabcde.\(tail)"))
    #expect(!check(.discordBotToken, "\(user).Gabcde"))
    #expect(!check(.discordBotToken, "\(tail)x.Gabcde.\(tail)"))
    #expect(check(.telegramBotToken, "123456789:AA" + tail + "abcdef"))
    #expect(!check(.telegramBotToken, "123456789:AB" + tail + "abcdef"))
    #expect(!check(.telegramBotToken, "123456789:AA" + tail))
  }

  @Test("Age identities are checked by Bech32")
  func age() {
    // Made elsewhere from the values 0...31, 0...19 and their checksum.
    let alphabet = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
    let identity = "AGE-SECRET-KEY-1" + alphabet + alphabet.prefix(20) + "QEPTQ2"
    #expect(check(.ageBech32, identity))
    #expect(check(.ageBech32, identity.lowercased()))
    #expect(!check(.ageBech32, String(identity.dropLast()) + "3"))
    #expect(!check(.ageBech32, identity.replacing("F2", with: "2F")))
    #expect(!check(.ageBech32, ""))
  }

  @Test("Bitcoin keys carry four bytes of double SHA-256")
  func base58() {
    // Made elsewhere: an extended key of bytes 1, and a compressed key of bytes 1.
    let extended =
      "xprv9s21ZrQH143K24wHzJiaeo4uH6EK3RYwM7qt15kw3mFCSvW42p4i2Qmyc6UNFW21iZEGA7BmKPRB"
      + "PPLUXhnuSR9urEhVE1n8i2WbQDW3TWA"
    #expect(check(.base58Check, extended))
    #expect(!check(.base58Check, String(extended.dropLast()) + "2"))
    #expect(!check(.base58Check, extended.replacing("9", with: "0")))
    let short = "KwFfNUhSDaASSAwtG7ssQM1uVX8RgX5GHWnnLfhfiQDigjioWXHH"
    #expect(check(.base58Check, short))
    #expect(!check(.base58Check, "L" + short.dropFirst()))
    #expect(!check(.base58Check, String(repeating: "z", count: 52)))
    #expect(!check(.base58Check, ""))
  }

  @Test("Upload tokens are macaroons of their registry")
  func macaroon() {
    func token(_ bytes: [UInt8]) -> String { "pypi-" + SampleText.base64(bytes, url: true) }
    func field(_ kind: UInt8, _ text: String) -> [UInt8] { [kind, UInt8(text.count)] + text.utf8 }
    let end = field(2, "an identifier") + [0, 0, 6, 1, 1]
    #expect(check(.pypiMacaroon, token([2] + field(1, "pypi.org") + end)))
    #expect(check(.pypiMacaroon, token([2] + field(1, "test.pypi.org") + end)))
    #expect(!check(.pypiMacaroon, token([1] + field(1, "pypi.org") + end)))
    #expect(!check(.pypiMacaroon, token([2] + field(1, "example.org") + end)))
    #expect(!check(.pypiMacaroon, token([2] + field(1, "pypi.org"))))
    #expect(!check(.pypiMacaroon, token([2, 1, 0x7F] + Array("pypi.org".utf8))))
    #expect(!check(.pypiMacaroon, "pypi-"))
  }

  @Test("Private key blocks are known in base64")
  func base64PrivateKey() {
    func text(_ text: String) -> String { SampleText.base64(Array(text.utf8)) }
    let rest = "\n" + String(repeating: "QUJD", count: 16) + "\n"
    #expect(check(.base64PrivateKey, text("-----BEGIN PRIVATE KEY-----" + rest)))
    #expect(check(.base64PrivateKey, text("-----BEGIN OPENSSH PRIVATE KEY-----" + rest)))
    #expect(!check(.base64PrivateKey, text("-----BEGIN CERTIFICATE-----" + rest)))
    #expect(!check(.base64PrivateKey, text("PRIVATE KEY" + rest)))
    #expect(!check(.base64PrivateKey, "LS0t"))
  }

  @Test("SHA-256 has its published digests")
  func sha256() {
    func digest(_ text: String) -> String {
      SHA256.digest(Array(text.utf8)).map { byte in
        SampleText.radix(UInt32(byte), SampleText.hexadecimal, width: 2)
      }.joined()
    }
    #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    // Two blocks, the length in the second.
    #expect(
      digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test("Card and account numbers have their check digits")
  func numbers() {
    #expect(check(.luhn, "4111 1111 1111 1111"))
    #expect(check(.luhn, "4111-1111-1111-1111"))
    #expect(!check(.luhn, "4111111111111112"))
    #expect(!check(.luhn, "0"))
    #expect(check(.iban, "GB82 WEST 1234 5698 7654 32"))
    #expect(!check(.iban, "GB82 WEST 1234 5698 7654 33"))
    #expect(!check(.iban, "GB82"))
  }

  @Test("Hexadecimal keys have digits and letters, in pairs")
  func hex() {
    #expect(check(.hex, "00ff"))
    #expect(!check(.hex, "0ff"))
    #expect(!check(.hex, "1234"))
    #expect(!check(.hex, "face"))
    #expect(!check(.hex, "12g4"))
  }

  @Test("No validator trips over short or foreign bytes", arguments: Validator.allCases)
  func anyBytes(validator: Validator) {
    let seed: UInt64 = 77
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    #expect(!validator.check(UnsafeBufferPointer(start: nil, count: 0)) || validator == .hex)
    for length in 0..<200 {
      let bytes = sample.bytes(length)
      _ = bytes.withUnsafeBufferPointer { validator.check($0) }
      _ = check(validator, sample.string(length, of: SampleText.base62 + "._-=:/"))
      for prefix in ["ghp_", "glsa_", "cflt", "zpka_", "ATATT3", "eyJ", "AKIA", "AGE-SECRET-KEY-1"]
      {
        _ = check(validator, prefix + sample.string(length % 80, of: SampleText.base62 + "._"))
      }
    }
  }
}
