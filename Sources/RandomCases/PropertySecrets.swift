/// Random registered secrets, mostly over small alphabets so that they overlap.
enum PropertySecrets {
  static func secret(using random: inout PropertyRandom) -> [UInt8] {
    if random.chance(10) {
      return Array(random.pick(["true", "admin", "1", "ab", "a1!", " x ", "aaaaaa", "\"q"]).utf8)
    }
    let count = random.pick([4, 5, 7, 8, 8, 9, 12, 16, 17, 24, 40])
    switch random.number(1...10) {
    case 1...4: return random.bytes(count, of: random.pick(["ab", "aab", "01", "abc-"]))
    case 5, 6: return random.bytes(count, of: "abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789")
    case 7: return random.bytes(count, of: "ab\"\\'/&<> %+=\u{E9}")
    case 8:
      let end = Array(random.pick(["\n", "\r\n", "\n  ", "\r", "\n\n"]).utf8)
      return random.bytes(count, of: "abcdef") + end + random.bytes(count, of: "abcdef")
    case 9: return Array("pa$$w0rd!".utf8) + random.bytes(random.number(0...4), of: "ab")
    default: return random.bytes(count, of: "0123456789")
    }
  }
}
