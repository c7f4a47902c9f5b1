internal import ReferenceMatcher

/// Random tokens of many shapes, most of them near to what makes a token a secret.
enum PropertyTokens {
  static let base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let alphabets = [
    base62, base62, base62, base62 + "+/", base62 + "-_", "0123456789abcdef", "0123456789ABCDEF",
    "0123456789abcdefghijklmnopqrstuvwxyz", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "0123456789", "abAB01", base62 + "0123456789+/-_",
  ]
  private static let words = [
    "get", "user", "name", "server", "Address", "by", "client", "request", "Proxy", "factory",
    "Bean", "config", "connection", "HTTP", "URL", "id", "session", "payments", "api", "linux",
    "headers", "var", "lib", "kubelet", "pods", "Singleton", "abstract", "deprecated", "enum", "x9",
    "v2", "2026", "prod", "node", "modules", "stable", "instance", "MAX", "CONCURRENT", "to", "of",
  ]
  private static let identifiers = [
    "linux-headers-6-1-0-18-amd64", "ip-10-0-1-2-us-west-2-compute-internal",
    "payments-api-7d9f8b6c5d-x2x9z", "AbstractSingletonProxyFactoryBean2",
    "_ZNSt6vectorIiSaIiEE9push_backERKi", "s7UInt128VSzs5WordsSz_Sk2GxQ",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", "1srOrx2ZWZBpBUvZwXKQmoEYga2",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV", "123e4567-e89b-12d3-a456-426614174000",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
    "gAAAAABlZ2Vu7f0kXQ9tq3Yb1mN4cW8sR5dJ2hL6", "AOvVaw2nJc7xWq0RkT5yLb8uHf3P",
    "org/springframework/Boot3Application", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzK3eYq",
  ]
  private static let prefixes = [
    "sha1-", "sha224_", "sha256/", "sha512-", "sha384", "SHA256-", "_Z", "_R", "_T", "sS", "s0",
    "s9", "sT", "__", "--", "//", "++", "MII", "iVBORw", "R0lGOD", "/9j/", "H4sI", "UEsDB", "d09G",
    "AFQjC", "AOvVaw", "ALkJrh", "AAAAC3NzaC1", "AAAAE2VjZHNh", "nonce-", "phc_", "ALkJr", "0", "1",
    "3",
    "4",
  ]

  /// A token, now and then with a byte that belongs to none.
  static func token(using random: inout PropertyRandom) -> [UInt8] {
    var token = plain(using: &random)
    if random.chance(60) {
      for _ in 0..<random.number(1...3) { change(&token, using: &random) }
    }
    if random.chance(1) { token.append(UInt8(random.number(0...255))) }
    return Array(token.prefix(300))
  }

  /// Any length up to 300, mostly one at which the document's numbers change.
  private static func length(using random: inout PropertyRandom) -> Int {
    if random.chance(10) { return random.number(0...300) }
    if random.chance(5) { return random.number(250...260) }
    return random.chance(50) ? random.number(22...34) : random.number(24...70)
  }

  private static func plain(using random: inout PropertyRandom) -> [UInt8] {
    switch random.number(1...12) {
    case 1: return random.pick(identifiers).utf8 + []
    case 2, 3: return name(using: &random)
    case 4: return encodedText(using: &random)
    case 5:
      return Array(random.pick(prefixes).utf8)
        + random.bytes(length(using: &random), of: random.pick(alphabets))
    case 6:
      // Segments of which one may be an identifier in base64.
      let parts = (0..<random.number(1...3)).map { _ in
        random.bytes(random.pick([3, 21, 22, 22, 23, 30]), of: base62)
          + Array(random.pick(["A", "Q", "g", "w", "x", ""]).utf8)
      }
      return Array(parts.joined(separator: [UInt8(ascii: "/")]))
    case 7:
      return (0..<random.number(2...6)).flatMap { _ in
        random.bytes(random.number(2...14), of: random.pick(alphabets))
          + Array(random.pick(["", "", "-", "_", "/"]).utf8)
      }
    case 8: return random.bytes(27, of: random.pick(alphabets))
    default: return random.bytes(length(using: &random), of: random.pick(alphabets))
    }
  }

  /// Words in one of the styles of source code, paths or host names.
  private static func name(using random: inout PropertyRandom) -> [UInt8] {
    let style = random.number(0...4)
    let parts = (0..<random.number(1...9)).map { _ in
      let word = random.pick(words)
      switch style {
      case 0: return word.prefix(1).uppercased() + word.dropFirst()
      case 1: return word.lowercased() + "_"
      case 2: return word.uppercased() + random.pick(["_", "-", "1"])
      case 3: return word + "/"
      default: return word + random.pick(["", "-", "7"])
      }
    }
    return Array(parts.joined().utf8)
  }

  /// Base64 of words, of a random token in words, or of bytes of which some are no text.
  private static func encodedText(using random: inout PropertyRandom) -> [UInt8] {
    var text = name(using: &random) + Array(random.pick([" ", "\n", ": ", "\t", "\r"]).utf8)
    if random.chance(60) {
      text += random.bytes(length(using: &random), of: base62)
      text += Array(random.pick(["", "\n", " ."]).utf8)
    }
    if random.chance(15) { text[random.number(0...text.count - 1)] = UInt8(random.number(0...255)) }
    if random.chance(20) { text = PropertyInput.base64(text, isURL: false) }
    return PropertyInput.base64(text, isURL: random.chance(50))
  }

  /// A small change, such as one that brings a token over one of the document's numbers.
  private static func change(_ token: inout [UInt8], using random: inout PropertyRandom) {
    let place = random.number(0...token.count)
    func insert(_ bytes: [UInt8]) { token.insert(contentsOf: bytes, at: place) }
    let other = random.pick(Array((base62 + "+/-_").utf8))
    switch random.number(1...11) {
    case 1: insert([other])
    case 2: if place < token.count { token.remove(at: place) }
    case 3: if place < token.count { token[place] = other }
    case 4:
      guard place < token.count, ReferenceBytes.isAlphanumeric(token[place]) else { return }
      if !ReferenceBytes.isDigit(token[place]) { token[place] ^= 0x20 }
    case 5:
      var digits = random.bytes(
        random.number(6...12), of: random.pick(["0123456789abcdef", "0123456789ABCDEF"]))
      if random.chance(40) { digits.insert(UInt8(ascii: "-"), at: random.number(0...5)) }
      insert(digits)
    case 6: insert(random.bytes(random.number(5...8), of: "0123456789"))
    case 7: insert(Array(repeating: other, count: random.number(2...5)))
    case 8: insert(Array(random.pick(words).utf8))
    case 9:
      let start = random.pick(Array((base62 + "-/+").utf8))
      let stride = random.pick([1, -1])
      insert((0..<random.number(3...10)).map { UInt8(Int(start) + stride * $0) })
      token = token.filter(ReferenceBytes.isToken)
    case 10: token = Array(token.prefix(random.pick([22, 23, 24, 27, 28, 31, 32, 256, 257])))
    default: insert(random.bytes(random.number(1...9), of: random.pick(alphabets)))
    }
  }

  /// The text with one byte added, taken away or replaced.
  static func edited(_ text: [UInt8], using random: inout PropertyRandom) -> [UInt8] {
    var text = text
    let place = random.number(0...text.count)
    let byte = UInt8(random.chance(90) ? random.number(0x20...0x7E) : random.number(0...255))
    switch random.number(1...3) {
    case 1: text.insert(byte, at: place)
    case 2: if place < text.count { text.remove(at: place) }
    default: if place < text.count { text[place] = byte }
    }
    return text
  }
}
