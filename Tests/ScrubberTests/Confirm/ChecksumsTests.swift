import Testing

@testable import Scrubber

@Suite("Checksums and encodings")
struct ChecksumsTests {
  @Test("CRC-32 agrees with its published check value and with a bitwise one")
  func crc32() {
    #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926)
    #expect(CRC32.checksum([]) == 0)
    var sample = SampleText(seed: 8)
    for length in 0..<100 {
      let text = sample.string(length, of: SampleText.base62)
      #expect(CRC32.checksum(text.utf8) == SampleText.crc32(text))
    }
  }

  @Test("Marvin32 agrees with the published vectors")
  func marvin32() {
    let seed: UInt64 = 0x004F_B61A_001B_DBCC
    // The published vectors give both halves of the state; the checksum combines them.
    let vectors: [(bytes: [UInt8], halves: UInt64)] = [
      ([], 0x30ED_35C1_00CD_3C7D), ([0xAF], 0x48E7_3FC7_7D75_DDC1),
      ([0xE7, 0x0F], 0xB5F6_E1FC_485D_BFF8), ([0x37, 0xF4, 0x95], 0xF0B0_7C78_9B8C_F7E8),
    ]
    for vector in vectors {
      let expected = UInt32(vector.halves >> 32) ^ UInt32(truncatingIfNeeded: vector.halves)
      #expect(Marvin32.checksum(vector.bytes, seed: seed) == expected)
    }
  }

  @Test("Base64 decodes what was encoded, in both alphabets, with and without padding")
  func base64() {
    let seed: UInt64 = 64
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    for count in 0..<80 {
      let bytes = sample.bytes(count)
      for url in [false, true] {
        let text = SampleText.base64(bytes, url: url)
        let padded = text + String(repeating: "=", count: (3 - count % 3) % 3)
        #expect(withBytes(of: text) { Base64.decoded($0) } == bytes)
        #expect(withBytes(of: padded) { Base64.decoded($0) } == bytes)
      }
    }
  }

  @Test(
    "Base64 refuses foreign characters and impossible lengths",
    arguments: ["A", "AAAAA", "AA.A"])
  func malformedBase64(text: String) {
    #expect(withBytes(of: text) { Base64.decoded($0) } == nil)
  }

  @Test("Base32 gives leading bits and refuses other characters")
  func base32() {
    #expect(Base32.leadingBits(Array("AE".utf8), bitCount: 10) == 4)
    #expect(Base32.leadingBits(Array("77".utf8), bitCount: 7) == 127)
    #expect(Base32.leadingBits(Array("A1".utf8), bitCount: 10) == nil)
    #expect(Base32.leadingBits(Array("A".utf8), bitCount: 10) == nil)
  }

  @Test(
    "Bech32 accepts the published valid strings",
    arguments: ["A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"])
  func validBech32(text: String) {
    #expect(withBytes(of: text) { Bech32.isValid($0) })
  }

  @Test(
    "Bech32 refuses wrong checksums, mixed case and missing parts",
    arguments: ["A12UEL5M", "A12uEL5L", "1pzry9x0s0muk", "pzry9x0s0muk", "x1b4n0q5v", ""])
  func invalidBech32(text: String) {
    #expect(!withBytes(of: text) { Bech32.isValid($0) })
  }

  @Test("JSON objects give their top-level keys; anything else gives none")
  func jsonObject() {
    func keys(_ text: String) -> [String]? {
      JSONObject.keys(Array(text.utf8))?.map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(keys("{}") == [])
    #expect(keys(#" {"a": 1, "b" : {"c":[1,"}"]}, "d":"\"" } "#) == ["a", "b", "d"])
    let broken = [
      "", "[]", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1} x"#, #"{"a":"#, #"{"a":"b\"#,
      String(repeating: #"{"a":"#, count: 100),
    ]
    for text in broken { #expect(keys(text) == nil) }
  }
}
