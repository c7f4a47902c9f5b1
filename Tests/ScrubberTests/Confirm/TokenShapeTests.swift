import Testing

@testable import Scrubber

@Suite("TokenShape")
struct TokenShapeTests {
  private func looksLikeSecret(_ text: String) -> Bool {
    withBytes(of: text) { TokenShape.looksLikeSecret($0) }
  }

  @Test(
    "Names, paths and identifiers of logs are no secrets",
    arguments: [
      "linux-headers-6-1-0-18-amd64", "ip-10-0-1-2-us-west-2-compute-internal",
      "payments-api-7d9f8b6c5d-x2x9z", "registry/team/payments-api/v2-14-3-rc1-alpine3-19",
      "AbstractSingletonProxyFactoryBean2", "getServerAddressByClientCIDRs2",
      "MAX_CONCURRENT_REQUESTS_PER_SESSION_V2", "org/springframework/Boot3Application",
      "Ljava/lang/String2Object/intern", "test_that_user_can_log_in_with_2_factors",
      "/var/lib/kubelet/pods/volumes/Kubernetes", "2026-11-22T14-05-59-123456-0800",
      "20261122140559123456Z0000000", "abcdefghijklmnopqrstuvwxyz0123456789",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4",
      "abcd1234ABCD5678abcd1234ABCD5678", "xXxXxXxXxXxXxXxXxXxXxXxX1234",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0aA", "-Wno-deprecated-enum-enum-Conversion2",
      "_ZNSt6vectorIiSaIiEE9push_backERKi", "s7UInt128VSzs5WordsSz_Sk2GxQ",
      "WebKitFormBoundaryABCDEFGH1234567", "vol-0a1b2c3d4e5f60718Xy-attachment",
      "arn-aws-iam-role/Prod2DeployPipeline", "node_modules/Core2JsPure/stable/instance",
    ])
  func names(text: String) {
    #expect(!looksLikeSecret(text))
  }

  @Test("UUIDs and hexadecimal digests are no secrets, in any case and behind prefixes")
  func hexadecimal() {
    let seed: UInt64 = 91
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    for _ in 0..<500 {
      let digest = sample.string(40, of: SampleText.hexadecimal)
      let parts = [8, 4, 4, 4, 12].map { sample.string($0, of: SampleText.hexadecimal) }
      let uuid = parts.joined(separator: "-")
      let prefixed = ["req_\(uuid)", "i-0\(digest)", "Build/\(digest)", "sha256_\(digest)"]
      for text in [digest, uuid] + prefixed {
        #expect(!looksLikeSecret(text))
        #expect(!looksLikeSecret(text.uppercased()))
      }
    }
  }

  @Test("Public identifiers with a known shape are no secrets")
  func identifiers() {
    let seed: UInt64 = 12
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    for _ in 0..<200 {
      let digest = SampleText.base64(sample.bytes(48))
      #expect(!looksLikeSecret("sha384-" + digest))
      #expect(!looksLikeSecret("ab/" + SampleText.base64(sample.bytes(16), url: true) + "/x9"))
      #expect(!looksLikeSecret("2" + sample.string(26, of: SampleText.base62)))
      let ulid = "01" + sample.string(24, of: "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
      #expect(!looksLikeSecret(ulid))
    }
  }

  @Test("Base64 of text is judged by the text")
  func encodedText() {
    let seed: UInt64 = 3
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    let key = sample.string(40, of: SampleText.base62)
    let words = #"{"user":"maria","role":"administrator","count":12345}"#
    #expect(!looksLikeSecret(SampleText.base64(Array(words.utf8))))
    #expect(looksLikeSecret(SampleText.base64(Array("key: \(key)\n".utf8))))
  }

  @Test("Lengths outside of 24 to 256 and foreign bytes are refused")
  func bounds() {
    var sample = SampleText(seed: 77)
    for length in [0, 1, 7, 23, 257, 1_000] {
      #expect(!looksLikeSecret(sample.string(length, of: SampleText.base62)))
    }
    let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    #expect(!TokenShape.looksLikeSecret(empty))
    for foreign in ["=", " ", "é", "\u{0}", "."] {
      let token = sample.string(15, of: SampleText.base62) + foreign
      #expect(!looksLikeSecret(token + sample.string(15, of: SampleText.base62)))
    }
  }

  @Test("Any bytes of any length get a verdict")
  func anyBytes() {
    let seed: UInt64 = 1_234
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    let alphabet = Array((SampleText.base62 + "+/-_").utf8)
    for round in 0..<3_000 {
      let length = sample.number(below: 300)
      let bytes =
        round % 2 == 0
        ? sample.bytes(length)
        : (0..<length).map { _ in alphabet[sample.number(below: alphabet.count)] }
      let verdict = bytes.withUnsafeBufferPointer { TokenShape.verdict($0) }
      #expect((24...256).contains(length) || verdict == .length)
    }
  }
}
