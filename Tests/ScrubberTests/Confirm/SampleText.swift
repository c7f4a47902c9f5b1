/// Random text for tests, from a printed seed.
struct SampleText {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// The next number of SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func number(below bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }

  mutating func string(_ length: Int, of alphabet: String) -> String {
    let characters = Array(alphabet)
    return String((0..<length).map { _ in characters[number(below: characters.count)] })
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
  }

  static let lower = "abcdefghijklmnopqrstuvwxyz"
  static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  static let digits = "0123456789"
  static let hexadecimal = "0123456789abcdef"
  static let base36 = digits + lower
  static let base62 = digits + upper + lower
  static let base32 = upper + "234567"

  /// Base64 without padding, written from the definition: one big number in base 64.
  static func base64(_ bytes: [UInt8], url: Bool = false) -> String {
    let alphabet = Array(upper + lower + digits + (url ? "-_" : "+/"))
    var bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    while bits.count % 6 != 0 { bits.append(0) }
    return String(
      stride(from: 0, to: bits.count, by: 6).map { start in
        alphabet[bits[start..<(start + 6)].reduce(0) { $0 * 2 + Int($1) }]
      })
  }

  /// CRC-32 bit by bit, written from the definition.
  static func crc32(_ text: String) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in text.utf8 {
      for bit in 0..<8 {
        let feedback = (register ^ UInt32(byte >> UInt8(bit))) & 1
        register = register >> 1 ^ (feedback == 1 ? 0xEDB8_8320 : 0)
      }
    }
    return register ^ 0xFFFF_FFFF
  }

  /// `number` in the base of `alphabet`, filled with its first character.
  static func radix(_ number: UInt32, _ alphabet: String, width: Int) -> String {
    let digits = Array(alphabet)
    var rest = Int(number)
    var text: [Character] = []
    while text.count < width {
      text.append(digits[rest % digits.count])
      rest /= digits.count
    }
    return String(text.reversed())
  }
}

/// Calls `body` with the bytes of `text`.
func withBytes<Result>(
  of text: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
) rethrows -> Result {
  try Array(text.utf8).withUnsafeBufferPointer(body)
}
