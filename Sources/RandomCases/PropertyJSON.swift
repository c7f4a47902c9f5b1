/// Random JSON with secrets in it.
struct PropertyJSON {
  let input: PropertyInput

  /// A value or a piece that looks like one.
  func piece(using random: inout PropertyRandom) -> [UInt8] {
    let text = value(depth: 2, using: &random)
    switch random.number(1...6) {
    case 1: return Array(text.prefix(random.number(0...text.count)))
    case 2: return Array(text.suffix(random.number(0...text.count)))
    case 3: return PropertyInput.jsonEscaped(text)
    default: return text + Array(random.pick(["", "\n"]).utf8)
    }
  }

  /// Valid JSON on one line.
  func value(depth: Int, using random: inout PropertyRandom) -> [UInt8] {
    let space = Array(random.pick(["", "", " ", "\t", "  "]).utf8)
    switch random.number(1...(depth > 0 ? 9 : 5)) {
    case 1: return Array(random.pick(["true", "false", "null"]).utf8)
    case 2:
      let number = random.bytes(random.number(1...13), of: "123456789")
      return number + Array(random.pick(["", "", ".5", "e10", "E-2"]).utf8)
    case 3, 4, 5: return string(using: &random)
    case 6, 7:
      let values = (0..<random.number(0...3)).map { _ in value(depth: depth - 1, using: &random) }
      return Self.joined(values, "[", "]", space)
    default:
      let members = (0..<random.number(0...3)).map { _ -> [UInt8] in
        let names = ["\"password\"", "\"key\"", "\"card\"", "\"a\"", "\"secret\""]
        let name = random.chance(80) ? Array(random.pick(names).utf8) : string(using: &random)
        return name + space + Array(":".utf8) + space + value(depth: depth - 1, using: &random)
      }
      return Self.joined(members, "{", "}", space)
    }
  }

  private static func joined(
    _ parts: [[UInt8]], _ open: String, _ close: String, _ space: [UInt8]
  ) -> [UInt8] {
    Array(open.utf8) + space + Array(parts.joined(separator: Array(",".utf8) + space))
      + space + Array(close.utf8)
  }

  /// A string in quotes, of ASCII with escapes.
  private func string(using random: inout PropertyRandom) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<random.number(0...3) {
      switch random.number(1...6) {
      case 1: text += input.candidate(using: &random)
      case 2: if !input.secrets.isEmpty { text += random.pick(input.secrets) }
      case 3: text += PropertyInput.word(using: &random)
      case 4: text += PropertyPEM.block(using: &random)
      case 5: text += random.bytes(random.number(1...8), of: "ab1\"\\\n/")
      default: text += random.bytes(random.number(1...30), of: "abcdefABCDEF0123456789")
      }
    }
    let ascii = text.prefix(400).map { $0 & 0x7F }
    let escaped = ascii.flatMap { byte -> [UInt8] in
      if byte >= 0x20, !random.chance(3) { return PropertyInput.jsonEscaped([byte]) }
      let digits = String(byte, radix: 16)
      return Array(("\\u00" + (digits.count == 1 ? "0" : "") + digits).utf8)
    }
    let extra = random.pick(["", "", "", "\\/", "\\ud83d\\ude00", "\u{E9}", "\\b"])
    return Array("\"".utf8) + escaped + Array(extra.utf8) + Array("\"".utf8)
  }
}
