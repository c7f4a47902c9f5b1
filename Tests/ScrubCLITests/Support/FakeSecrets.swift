/// Values that look like secrets and never were any, the same for the same seed.
enum FakeSecrets {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  /// Letters and digits.
  static func token(_ seed: UInt64, length: Int = 32) -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let bytes = (0..<length).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return letters[Int(state >> 33) % letters.count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A value that `demoPack` finds.
  static func demoToken(_ seed: UInt64) -> String { "demo_" + token(seed, length: 24) }

  /// A pack with one rule, `demo-token`.
  static let demoPack = """
    name = "demo"
    version = "1.0.0"
    licence = "Apache-2.0"

    [[rules]]
    id = "demo-token"
    description = "A token that only these tests know."
    secret = 'demo_[A-Za-z0-9]{24}'
    """
}
