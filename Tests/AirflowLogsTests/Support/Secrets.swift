/// Values that look like secrets and never were any; equal seeds make equal values.
struct FakeSecrets {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func text(_ count: Int, of letters: String) -> String {
    let letters = Array(letters)
    return String((0..<count).map { _ in letters[Int(next() >> 33) % letters.count] })
  }

  private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let lower = "abcdefghijklmnopqrstuvwxyz"
  private static let digits = "0123456789"

  /// An id of an access key.
  mutating func keyID() -> String { "AK" + "IA" + text(16, of: Self.upper + "234567") }

  mutating func password() -> String {
    text(6, of: Self.lower) + text(3, of: Self.digits) + text(6, of: Self.upper)
  }

  /// Lines of a private key.
  mutating func privateKey(lines: Int = 6) -> [String] {
    let letters = Self.upper + Self.lower + Self.digits + "+/"
    let body = (0..<lines).map { _ in text(64, of: letters) }
    return ["-----BEGIN RSA " + "PRIVATE KEY-----"] + body + ["-----END RSA " + "PRIVATE KEY-----"]
  }
}
