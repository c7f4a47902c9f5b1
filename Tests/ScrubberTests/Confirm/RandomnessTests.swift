import Testing

@testable import Scrubber

@Suite("Randomness")
struct RandomnessTests {
  private func score(_ text: String) -> Double {
    withBytes(of: text) { Randomness.score($0) }
  }

  @Test("The table has a character for each pair, and each code below 64 has a row")
  func tableShape() {
    #expect(RandomnessTable.encoded.utf8CodeUnitCount == 4_096)
    #expect(TokenCode.encoded.utf8CodeUnitCount == 256)
    for first in UInt8(0)..<64 {
      for second in UInt8(0)..<64 {
        #expect((-48...36).contains(Randomness.weight(first, second)))
      }
    }
  }

  @Test("Codes are base64 values in both alphabets, and no other byte has one")
  func codes() {
    let alphabet = Array((SampleText.upper + SampleText.lower + SampleText.digits + "+/").utf8)
    for byte in UInt8.min...UInt8.max {
      let plain = byte == 0x2D ? 0x2B : byte == 0x5F ? 0x2F : byte
      let expected = alphabet.firstIndex(of: plain).map { UInt8($0) } ?? TokenCode.none
      #expect(TokenCode.of(byte) == expected)
    }
  }

  @Test(
    "Words, names and counted strings score low",
    arguments: [
      "database_password", "getUserName", "production-database-01", "secret123", "changeme",
      "aaaaaaaa", "00000000000000000000", "abcdefgh", "12345678", "placeholder", "xxxxxxxxxxxx",
      "com.example.service.Foo", "correct horse battery staple", "/usr/share/doc/readme",
    ])
  func words(text: String) {
    #expect(score(text) < 0.5)
  }

  @Test(
    "Random strings of at least 16 bytes score high in every alphabet",
    arguments: [
      SampleText.base62, SampleText.base36, SampleText.hexadecimal,
      SampleText.base62 + "!@#$%^&*()-_=+[]{};:,.",
    ])
  func random(alphabet: String) {
    let seed: UInt64 = 20_261_122
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    let scores = (0..<500).map { _ in score(sample.string(24, of: alphabet)) }.sorted()
    #expect(scores[25] > 0.6)
    #expect(scores[250] > 0.75)
  }

  @Test("The score stays within 0...1 for any bytes")
  func range() {
    let seed: UInt64 = 5
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    for _ in 0..<2_000 {
      let bytes = sample.bytes(sample.number(below: 40))
      let score = bytes.withUnsafeBufferPointer { Randomness.score($0) }
      #expect((0...1).contains(score))
    }
    #expect(score("") == 0)
    #expect(score("x") == 0)
  }
}
