/// Writes the values of TOML.
enum TOMLText {
  /// The text as a string: literal where it can be, since patterns are full of backslashes.
  static func string(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    if isPlain, !text.utf8.contains(UInt8(ascii: "'")) { return "'\(text)'" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The texts as an array: on one line if they are few and short.
  static func list(_ texts: [String]) -> String {
    let strings = texts.map(string)
    let line = "[" + strings.joined(separator: ", ") + "]"
    return line.utf8.count <= 80 ? line : "[\n  " + strings.joined(separator: ",\n  ") + ",\n]"
  }
}
