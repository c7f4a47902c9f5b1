/// Random private key blocks, whole and in pieces.
enum PropertyPEM {
  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// A block with a line prefix, an escape or a defect.
  static func block(using random: inout PropertyRandom) -> [UInt8] {
    var lines = [begin(using: &random)]
    if random.chance(20) {
      lines += ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00"]
      lines.append("")
    }
    for _ in 0..<random.number(0...5) {
      lines.append(body(random.pick([64, 40, 16, 15, 8]), &random))
    }
    if random.chance(20) {
      lines[lines.count - 1] += random.pick(["=", "==", "!", "\\", "\",", "   "])
    }
    if random.chance(15) { lines.insert("", at: random.number(1...lines.count)) }
    if random.chance(10) { lines.append("=" + body(4, &random)) }
    if random.chance(80) { lines.append(end(using: &random)) }
    if random.chance(10) { lines.insert(begin(using: &random), at: random.number(0...lines.count)) }
    lines = prefixed(lines, using: &random)
    let separator = random.pick(["\n", "\n", "\n", "\r\n", "\\n", " ", "\",\n\"", "\n\n"])
    return Array((lines.joined(separator: separator) + random.pick(["", separator])).utf8)
  }

  /// A marker, a line, or a long line.
  static func piece(using random: inout PropertyRandom) -> [UInt8] {
    let texts = [
      begin(using: &random), end(using: &random), body(64, &random),
      "\n" + body(20, &random) + "\n",
      body(random.number(1_000...1_100), &random),
      begin(using: &random) + "\n" + body(random.number(1_020...3_000), &random) + "==\nx",
      "PuTTY-User-Key-File-2: ssh-rsa\n",
      "-----BEGIN ",
      "PuTTY-User-Key-File-3:" + body(70, &random) + "\n", "PRIVATE KEY-----", "Comment: x\n",
    ]
    return Array(random.pick(texts).utf8)
  }

  private static func body(_ count: Int, _ random: inout PropertyRandom) -> String {
    String(decoding: random.bytes(count, of: letters), as: UTF8.self)
  }

  private static func begin(using random: inout PropertyRandom) -> String {
    random.pick([
      "-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----",
      "-----BEGIN PGP PRIVATE KEY BLOCK-----", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
      "PuTTY-User-Key-File-2: ssh-rsa", "-----BEGIN CERTIFICATE-----",
      "-----BEGIN PRIVATE KEY----- ",
    ])
  }

  private static func end(using random: inout PropertyRandom) -> String {
    random.pick([
      "-----END PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "-----END CERTIFICATE-----",
      "---- END SSH2 ENCRYPTED PRIVATE KEY ----", "-----END PRIVATE KEY-----\"}", "-----END ",
      "Private-MAC: 00ff",
    ])
  }

  private static func prefixed(
    _ lines: [String], using random: inout PropertyRandom
  ) -> [String] {
    switch random.number(1...10) {
    case 1: return lines.enumerated().map { "\($0.offset + 1): \($0.element)" }
    case 2: return lines.map { "> \($0)" }
    case 3:
      return lines.enumerated().map { "2024-01-02T03:04:\($0.offset + 8)Z  out F \($0.element)" }
    case 4: return lines.map { "    \($0)" }
    case 5: return lines.enumerated().map { "  \($0.offset + 98)\t\($0.element)" }
    case 6: return lines.map { "| \($0)" }
    default: return lines
    }
  }
}
