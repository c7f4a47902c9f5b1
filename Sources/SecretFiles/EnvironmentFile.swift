/// `NAME=value` files as shells, dotenv loaders and container runtimes read them.
///
/// They differ in details, so where a value can be read in more than one way all readings count:
/// masking one value too many is better than missing the one in use.
package struct EnvironmentFile {
  /// One assignment.
  package struct Assignment: Equatable {
    package let name: String
    /// Line on which it begins, from 1.
    let line: Int
    /// The readings of the value, at least one.
    package let values: [[UInt8]]
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// All assignments in order. Blank lines and lines that begin with `#` are skipped.
  package static func assignments(
    in content: ArraySlice<UInt8>
  ) throws(SecretsSyntaxError) -> [Assignment] {
    var file = EnvironmentFile(content)
    var result: [Assignment] = []
    while let assignment = try file.next() { result.append(assignment) }
    return result
  }

  /// Whether a file is meant as this format: all of it can be read, and at least one value is more
  /// than equals signs (which a list of padded base64 values would show).
  static func isLikely(_ content: ArraySlice<UInt8>) -> Bool {
    guard let all = try? assignments(in: content) else { return false }
    return all.contains { $0.values.contains { !isPadding($0[...]) } }
  }

  /// Whether one line looks like an assignment of something.
  static func isAssignment(_ text: ArraySlice<UInt8>) -> Bool {
    let name = text.prefix { isNameByte($0) }
    guard let first = name.first, !(0x30...0x39).contains(first) else { return false }
    let rest = text.dropFirst(name.count)
    return rest.first == UInt8(ascii: "=") && !isPadding(rest.dropFirst())
  }

  private static func isPadding(_ value: ArraySlice<UInt8>) -> Bool {
    value.allSatisfy { $0 == UInt8(ascii: "=") }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func advance() {
    if current == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x09 { index += 1 }
  }

  private mutating func next() throws(SecretsSyntaxError) -> Assignment? {
    while true {
      skipBlanks()
      switch current {
      case nil: return nil
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): advance()
      case UInt8(ascii: "#"): while let byte = current, byte != UInt8(ascii: "\n") { index += 1 }
      default: return try assignment()
      }
    }
  }

  private mutating func assignment() throws(SecretsSyntaxError) -> Assignment {
    let start = line
    var name = takeName()
    if name == "export", current == 0x20 || current == 0x09 {
      skipBlanks()
      name = takeName()
    }
    guard let first = name.utf8.first, !(0x30...0x39).contains(first),
      current == UInt8(ascii: "=")
    else {
      throw SecretsSyntaxError(
        line: start,
        reason: "this is not NAME=value; for one secret a line use --secrets-format lines")
    }
    index += 1
    return Assignment(name: name, line: start, values: try values())
  }

  private mutating func takeName() -> String {
    let start = index
    while let byte = current, Self.isNameByte(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func values() throws(SecretsSyntaxError) -> [[UInt8]] {
    let start = index
    let isQuoted =
      current == UInt8(ascii: "\"") || current == UInt8(ascii: "'")
      || bytes[start...].starts(with: [UInt8(ascii: "$"), UInt8(ascii: "'")])
    let word = isQuoted ? try shellWord() : nil
    let wordEnd = index
    while let byte = current, byte != UInt8(ascii: "\n") { index += 1 }
    let rest = Self.trimmed(bytes[start..<index])
    guard let word else { return Self.readings(ofUnquoted: rest) }
    // Some loaders take the backslashes in quotes as they are.
    let inner = bytes[start..<wordEnd].dropFirst().dropLast()
    return inner.contains(UInt8(ascii: "\\")) ? [word, Array(inner)] : [word]
  }

  /// The whole rest of the line, the same up to a comment, and both without backslashes.
  private static func readings(ofUnquoted rest: ArraySlice<UInt8>) -> [[UInt8]] {
    var readings = [Array(rest)]
    for place in rest.indices.dropFirst()
    where rest[place] == UInt8(ascii: "#") && SecretsFile.isSpace(rest[place - 1]) {
      readings.append(Array(trimmed(rest[..<place])))
      break
    }
    for reading in readings where reading.contains(UInt8(ascii: "\\")) {
      readings.append(withoutBackslashes(reading))
    }
    return readings
  }

  private static func withoutBackslashes(_ value: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in value {
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isEscaped { result.append(byte) }
    }
    return result
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop { SecretsFile.isSpace($0) }
    while let last = text.last, SecretsFile.isSpace(last) { text.removeLast() }
    return text
  }

  /// One shell word of quoted and bare parts, up to white space outside of quotes.
  private mutating func shellWord() throws(SecretsSyntaxError) -> [UInt8] {
    var result: [UInt8] = []
    while let byte = current, !SecretsFile.isSpace(byte) {
      let isDollarQuote =
        byte == UInt8(ascii: "$") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "'")
      if byte == UInt8(ascii: "'") {
        try quoted(by: byte, decodes: false, into: &result)
      } else if byte == UInt8(ascii: "\"") {
        try quoted(by: byte, decodes: true, into: &result)
      } else if isDollarQuote {
        index += 1
        try quoted(by: UInt8(ascii: "'"), decodes: true, into: &result)
      } else {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if let plain = current { result.append(plain) }
        advance()
      }
    }
    return result
  }

  private mutating func quoted(
    by quote: UInt8, decodes: Bool, into result: inout [UInt8]
  ) throws(SecretsSyntaxError) {
    let start = line
    index += 1
    while let byte = current {
      if byte == quote {
        index += 1
        return
      }
      advance()
      guard decodes, byte == UInt8(ascii: "\\"), let escaped = current else {
        result.append(byte)
        continue
      }
      advance()
      switch escaped {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "\n"): break
      case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"),
        UInt8(ascii: "`"):
        result.append(escaped)
      default: result += [byte, escaped]
      }
    }
    throw SecretsSyntaxError(
      line: start,
      reason: "a quote is not closed; for one secret a line use --secrets-format lines")
  }
}
