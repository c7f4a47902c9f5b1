internal import ReferenceMatcher
internal import Scrubber

/// Random text made of pieces that meet the rules and the views of the document.
struct PropertyInput {
  let rules: [Rule]
  let secrets: [[UInt8]]

  /// Text of about `size` bytes at most.
  func text(size: Int, using random: inout PropertyRandom) -> [UInt8] {
    var text: [UInt8] = []
    let size = random.number(0...size)
    // A few kinds of pieces for each text, so that the same kind stands side by side.
    let kinds = (0..<random.number(1...6)).map { _ in random.number(0...Self.kinds - 1) }
    while text.count < size {
      text += piece(random.pick(kinds), using: &random)
      if random.chance(40) { text += Self.separator(using: &random) }
    }
    return Array(text.prefix(size + 300))
  }

  private static let kinds = 21

  private func piece(_ kind: Int, using random: inout PropertyRandom) -> [UInt8] {
    switch kind {
    case 0: return Self.word(using: &random)
    case 1, 2, 3: return candidate(using: &random)
    case 4, 5: return secretPiece(using: &random)
    case 6, 7:
      return random.bytes(random.number(1...12), of: random.pick(["ab", "ab1-", "a", "01a"]))
    case 8: return json(using: &random)
    case 9: return Self.invisible(using: &random)
    case 10: return Self.escape(using: &random)
    case 11: return placeholder(using: &random)
    case 12: return PropertyPEM.block(using: &random)
    case 13: return PropertyPEM.piece(using: &random)
    case 14: return (0..<random.number(1...20)).map { _ in UInt8(random.number(0...255)) }
    case 15: return Self.token(using: &random)
    case 16:
      if secrets.isEmpty { return candidate(using: &random) }
      return Self.edge(of: random.pick(secrets), using: &random)
    case 17, 18, 19: return transformed(candidate(using: &random), using: &random)
    default: return transformed(text(size: 60, using: &random), using: &random)
    }
  }

  private static func separator(using random: inout PropertyRandom) -> [UInt8] {
    let separators = [
      " ", "\n", "\r\n", ",", "\"", "'", "=", ": ", "&", "-", "_", "\t", "\u{0}", "@", "/", "|",
    ]
    return Array(random.pick(separators).utf8)
  }

  static func word(using random: inout PropertyRandom) -> [UInt8] {
    let words = [
      "INFO", "SHA256:", "sha1:", "password", "key=", "the quick", "2024-01-02T03:04:05Z", "user",
      "example", "test",
      "https://host/path?x=1&y=2", "authorization: ", "caf\u{E9}", "-----", "BEGIN", "card=",
    ]
    return Array(random.pick(words).utf8)
  }

  /// A text that one of the realistic rules may match, whole, cut or too long.
  func candidate(using random: inout PropertyRandom) -> [UInt8] {
    if !rules.isEmpty, random.chance(60) {
      let rule = random.pick(rules)
      switch rule.kind {
      case .expression: return PropertySamples.text(of: rule, using: &random)
      case .pem: return PropertyPEM.block(using: &random)
      case .entropy: return Self.token(using: &random)
      }
    }
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    func letter(_ count: Int, _ random: inout PropertyRandom) -> [UInt8] {
      random.bytes(count, of: letters)
    }
    var text: [UInt8]
    switch random.number(1...11) {
    case 1: text = Array("AKIA".utf8) + random.bytes(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    case 2: text = Array("ghp_".utf8) + letter(random.pick([12, 13, 36, 50, 90]), &random)
    case 3:
      text = []
      for part in 0..<3 {
        text += Array((part == 2 ? "" : "eyJ").utf8) + letter(random.number(3...30), &random)
        if part < 2 { text += Array(".".utf8) }
      }
    case 4, 5:
      text = Array(random.pick(["password=", "\"password\": ", "secret: ", "password = "]).utf8)
      let slashes = Array(repeating: UInt8(ascii: "\\"), count: random.pick([0, 0, 0, 1, 2, 3, 7]))
      let quote = Array(random.pick(["\"", "'", ""]).utf8)
      let values = [
        "a b", "x\\\"y", "${HOME}", "***", "<x>", "p\\\\", "a\\\\\\\"b", "changeme", "aaa",
      ]
      let value = Array(random.pick(values).utf8) + letter(random.number(0...9), &random)
      text += slashes + quote + value + slashes + quote
    case 6:
      text = Array("postgres://user:".utf8) + letter(random.number(1...20), &random)
      text += Array("@host/db".utf8)
    case 7: text = Array("Authorization: Bearer ".utf8) + letter(random.number(2...40), &random)
    case 8: text = Array("sk_live_".utf8) + letter(random.pick([12, 14, 36]), &random)
    case 9: text = Array("card\": ".utf8) + random.bytes(random.number(5...14), of: "0123456789")
    case 10: text = Array("key=".utf8) + random.bytes(random.number(2...9), of: "abc12")
    default: text = letter(random.number(18...60), &random)
    }
    if random.chance(10) { text = Array(text.prefix(random.number(0...text.count))) }
    if random.chance(10) { text += random.bytes(random.number(1...30), of: letters + "=-_") }
    return text
  }

  /// A secret or a part of it.
  private func secretPiece(using random: inout PropertyRandom) -> [UInt8] {
    guard !secrets.isEmpty else { return candidate(using: &random) }
    let secret = random.pick(secrets)
    switch random.number(1...8) {
    case 5:
      return random.pick(
        ReferenceVariants(of: secret, isCommon: { _ in false }).strings.keys.sorted {
          $0.lexicographicallyPrecedes($1)
        })
    case 6:
      let contexts = ["password=", "api_key: ", "auth => \"", "pin>", "http://u:", "TOKEN_x]\":'"]
      return Array(random.pick(contexts).utf8) + secret + Array(random.pick(["", "@", "\""]).utf8)
    case 1: return Array(secret.prefix(random.number(0...secret.count)))
    case 2: return Array(secret.suffix(random.number(0...secret.count)))
    case 3: return Array(secret.dropLast()) + secret
    case 4: return transformed(secret, using: &random)
    default: return secret
    }
  }

  private static func token(using random: inout PropertyRandom) -> [UInt8] {
    let alphabet = random.pick([
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "0123456789abcdef",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
    ])
    let count = random.pick([19, 20, 23, 24, 30, 40, 64, 127, 128, 129, 255, 256, 257])
    let lead = random.chance(40) ? surroundings(using: &random) : []
    return lead + random.bytes(count, of: alphabet)
      + Array(random.pick(["", "=", "==", "==="]).utf8)
  }

  /// What may say that a token is public, now and then with something wrong in it.
  private static func surroundings(using random: inout PropertyRandom) -> [UInt8] {
    if random.chance(20) {
      return Array(random.pick(["SHA256:", "sha1:", "h1:", "zh:", ";base64,", "sha3:"]).utf8)
    }
    var name = random.pick([
      "id", "ID", "requestId", "trace_id", "traceid", "x-amz-id-2", "contentHash", "ETag", "paid",
      "image.digest", "password_hash", "token_id", "sessionId", "commit", "Id", "userID", "valid",
    ])
    if random.chance(10) { name = String(repeating: "x", count: random.number(30...60)) + name }
    let slashes = String(repeating: "\\", count: random.pick([0, 0, 0, 1, 2, 7, 8]))
    let quote = random.pick(["", "", "\"", "'", "`"])
    let blanks = String(repeating: " ", count: random.pick([0, 0, 1, 2, 3]))
    let operators = random.pick([":", "=", "=>", ">", "::", ":="])
    let closing = random.chance(80) ? quote : ""
    return Array(
      (name + slashes + closing + blanks + operators + blanks + slashes + quote).utf8)
  }

  private func placeholder(using random: inout PropertyRandom) -> [UInt8] {
    let id = rules.isEmpty ? "unscanned" : random.pick(rules).id
    let tag =
      random.bytes(8, of: "0123456789abcdef") + [UInt8(ascii: ".")]
      + random.bytes(random.pick([24, 24, 23]), of: "0123456789abcdef")
    let texts = [
      "[REDACTED:\(id)]", "[REDACTED:registered-secret]", "[REDACTED:unscanned]",
      "[REDACTED:no-rule]", "[REDACTED:\(id)", "[REDACTED:", "****", "***", "[gone]",
      "[REDACTED:\(id)#" + String(decoding: tag, as: UTF8.self) + "]", "[own text]", "<own>",
    ]
    return Array(random.pick(texts).utf8)
  }

  private func json(using random: inout PropertyRandom) -> [UInt8] {
    PropertyJSON(input: self).piece(using: &random)
  }
}
