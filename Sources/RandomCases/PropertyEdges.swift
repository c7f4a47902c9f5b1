/// Base64 forms of secrets whose letters are written as escapes, mostly at the left edge: where a
/// match is widened over what stands before its first byte.
extension PropertyInput {
  /// The base64 of a text with the secret in it, at any phase.
  static func edge(of secret: [UInt8], using random: inout PropertyRandom) -> [UInt8] {
    let lead = random.bytes(random.number(0...5), of: "ab1?\u{FF}")
    let trail = random.bytes(random.number(0...3), of: "ab1?")
    let letters = base64(lead + secret + trail, isURL: random.chance(30))
    var text: [UInt8] = []
    var ways = random.pick([backslashes, backslashes, percents, removed])
    let edge = random.number(1...8)
    for (index, letter) in letters.enumerated() {
      // Ways change in the middle now and then: then no view shows the whole form.
      if random.chance(3) { ways = random.pick([backslashes, percents, removed]) }
      text += random.chance(index < edge ? 75 : 5) ? ways(letter, &random) : [letter]
    }
    return text
  }

  /// Forms of secrets between plain text, long enough for a stream to decide it in many steps.
  static func edges(of secrets: [[UInt8]], using random: inout PropertyRandom) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<random.number(1...3) {
      switch random.number(1...6) {
      case 1: text += plain(random.number(0...700), using: &random)
      case 2: text += escape(using: &random)
      case 3: text += Array(random.pick(["ab", "a/", "=", "\\", "%", "&", "\u{1B}]0;a"]).utf8)
      case 4: text += invisible(using: &random)
      default: break
      }
      text += random.chance(85) ? edge(of: random.pick(secrets), using: &random) : []
    }
    return text + plain(random.number(0...1_000), using: &random)
  }

  private static func plain(_ count: Int, using random: inout PropertyRandom) -> [UInt8] {
    let words = ["the quick ", "INFO ", "a, ", "x\n", "- ", "1 "]
    var text: [UInt8] = []
    while text.count < count { text += Array(random.pick(words).utf8) }
    return text
  }

  // MARK: Ways to write a byte

  /// An escape or an entity, some of whose bytes may be escapes or entities themselves.
  private static func backslashes(_ byte: UInt8, _ random: inout PropertyRandom) -> [UInt8] {
    let once = backslash(byte, &random)
    guard random.chance(40) else { return once }
    let share = random.pick([10, 30, 100])
    return once.flatMap { byte -> [UInt8] in
      if byte == UInt8(ascii: "\\"), random.chance(60) { return [byte, byte] }
      return random.chance(share) ? backslash(byte, &random) : [byte]
    }
  }

  private static func backslash(_ byte: UInt8, _ random: inout PropertyRandom) -> [UInt8] {
    let hex = hexadecimal(byte)
    switch random.number(1...5) {
    case 1: return Array("\\x".utf8) + hex
    case 2: return Array("&#\(byte);".utf8)
    case 3: return Array("&#x".utf8) + hex + Array(";".utf8)
    case 4:
      let digits = String(10_000_000 + Int(byte)).dropFirst()
      return Array("&#\(digits);".utf8)
    default: return Array("\\u00".utf8) + hex
    }
  }

  private static func percents(_ byte: UInt8, _ random: inout PropertyRandom) -> [UInt8] {
    let once = [UInt8(ascii: "%")] + hexadecimal(byte)
    guard random.chance(40) else { return once }
    let share = random.pick([30, 100])
    return once.flatMap { random.chance(share) ? [UInt8(ascii: "%")] + hexadecimal($0) : [$0] }
  }

  private static func removed(_ byte: UInt8, _ random: inout PropertyRandom) -> [UInt8] {
    let inside = random.pick(["", "%41", "\\u0041", "[REDACTED:", "&amp;"])
    let blanks = String(repeating: " ", count: random.pick([0, 5, 90, 230]))
    let command = "\u{1B}]0;" + inside + blanks
    let texts =
      ["\u{200B}", "\u{1B}[0m", "\u{AD}", "\u{1B}[1;31m", command + "\u{7}"]
      + ["\u{9B}0m", command + "\u{9C}", "\u{2400}", "\u{FFFD}"]
    return [byte] + Array(random.pick(texts).utf8)
  }
}
