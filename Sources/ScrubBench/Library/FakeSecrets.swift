/// Values to register: made up, of the lengths and characters that passwords and tokens have.
enum FakeSecrets {
  private static let letters = Array(Alphabet.alphanumeric.characters.utf8)
  private static let symbols = Array("!@#$%^&*()-_=+[]{};:,.<>/?\\\"' ".utf8)

  /// The first `count` values for a seed.
  static func values(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var random = Random(seed: seed ^ 0x5EC2_E75E)
    return (0..<count).map { index in
      let length = 12 + random.below(29)
      // One in five holds symbols, one in fifty has a second line.
      let hasSymbols = index % 5 == 4
      var value = (0..<length).map { _ -> UInt8 in
        if hasSymbols, random.below(5) == 0 { return symbols[random.below(symbols.count)] }
        return letters[random.below(letters.count)]
      }
      if index % 50 == 49 {
        value.append(UInt8(ascii: "\n"))
        for _ in 0..<length { value.append(letters[random.below(letters.count)]) }
      }
      return value
    }
  }
}
