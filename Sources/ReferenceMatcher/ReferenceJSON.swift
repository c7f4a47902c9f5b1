/// What a line's JSON lexer says about each byte.
struct ReferenceJSON {
  enum Role: Equatable {
    /// The lexer has given up here.
    case free
    /// White space, structure or a quote.
    case kept
    /// Part of a string's escape or byte, `range`.
    case unit(Range<Int>)
    /// Part of a number or literal, `range`.
    case scalar(Range<Int>)
  }

  private static let structure = Array("{}[]:,".utf8)
  private static let afterScalar = Array(",]} \t\r\n".utf8)

  private let input: [UInt8]
  private(set) var roles: [Role]

  init(_ input: [UInt8]) {
    self.input = input
    roles = Array(repeating: .free, count: input.count)
    var index = 0
    var hasGivenUp = false
    var isLineStart = true
    while index < input.count {
      let byte = input[index]
      if Self.isSpace(byte) {
        // White space before a line's first token is JSON if that token is.
        if isLineStart ? leads(from: index) : !hasGivenUp { roles[index] = .kept }
        if byte == 0x0A { (isLineStart, hasGivenUp) = (true, false) }
        index += 1
        continue
      }
      isLineStart = false
      if hasGivenUp {
        index += 1
      } else if Self.structure.contains(byte) {
        roles[index] = .kept
        index += 1
      } else if byte == UInt8(ascii: "\"") {
        index = string(at: index, hasGivenUp: &hasGivenUp)
      } else if let end = scalarEnd(at: index) {
        for position in index..<end { roles[position] = .scalar(index..<end) }
        index = end
      } else {
        hasGivenUp = true
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    ReferenceBytes.isBlank(byte) || byte == 0x0A || byte == 0x0D
  }

  /// Whether the white space at `index` leads to a token within 128 bytes.
  private func leads(from index: Int) -> Bool {
    var next = index
    while next < input.count, Self.isSpace(input[next]) { next += 1 }
    guard next < input.count, next - index <= 128 else { return false }
    return Self.structure.contains(input[next]) || input[next] == UInt8(ascii: "\"")
      || scalarEnd(at: next) != nil
  }

  /// Reads the string whose quote is at `start`; returns where lexing goes on.
  private mutating func string(at start: Int, hasGivenUp: inout Bool) -> Int {
    roles[start] = .kept
    var index = start + 1
    while index < input.count {
      let byte = input[index]
      if byte == UInt8(ascii: "\"") {
        roles[index] = .kept
        return index + 1
      }
      var length = 1
      if byte == UInt8(ascii: "\\") { length = escapeLength(at: index) }
      if byte >= 0x80 { length = characterLength(at: index) }
      if byte < 0x20 || length == 0 {
        hasGivenUp = true
        return index
      }
      for position in index..<index + length { roles[position] = .unit(index..<index + length) }
      index += length
    }
    return index
  }

  /// Length of the UTF-8 character at `index`: a lead byte and as many continuation bytes as it asks
  /// for; 1 where they are not there.
  private func characterLength(at index: Int) -> Int {
    let length =
      switch input[index] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard index + length <= input.count,
      input[(index + 1)..<(index + length)].allSatisfy({ 0x80...0xBF ~= $0 })
    else { return 1 }
    return length
  }

  /// Length of the escape at `index`, both halves of a surrogate pair together; 0 if it is none.
  private func escapeLength(at index: Int) -> Int {
    guard index + 1 < input.count else { return 0 }
    guard input[index + 1] == UInt8(ascii: "u") else {
      return Array("\"\\/bfnrt".utf8).contains(input[index + 1]) ? 2 : 0
    }
    guard let unit = codeUnit(at: index) else { return 0 }
    if 0xD800...0xDBFF ~= unit, let low = codeUnit(at: index + 6), 0xDC00...0xDFFF ~= low {
      return 12
    }
    return 6
  }

  private func codeUnit(at index: Int) -> Int? {
    guard index + 6 <= input.count, input[index] == UInt8(ascii: "\\"),
      input[index + 1] == UInt8(ascii: "u")
    else { return nil }
    let digits = input[index + 2..<index + 6]
    guard digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// End of the number or literal of at most 128 bytes at `start`, if what follows may follow it.
  private func scalarEnd(at start: Int) -> Int? {
    var end = start
    while end < input.count, end - start <= 128, !Self.afterScalar.contains(input[end]) { end += 1 }
    if end - start > 128 { return nil }
    let text = String(decoding: input[start..<end], as: UTF8.self)
    return ["true", "false", "null"].contains(text) || Self.isNumber(Array(text.utf8)) ? end : nil
  }

  static func isNumber(_ text: [UInt8]) -> Bool {
    var index = 0
    func isDigit() -> Bool { index < text.count && ReferenceBytes.isDigit(text[index]) }
    func take(_ set: String) -> Bool {
      guard index < text.count, Array(set.utf8).contains(text[index]) else { return false }
      index += 1
      return true
    }
    func digits() -> Bool {
      guard isDigit() else { return false }
      while isDigit() { index += 1 }
      return true
    }
    _ = take("-")
    guard take("0") || digits() else { return false }
    if take("."), !digits() { return false }
    if take("eE") {
      _ = take("+-")
      if !digits() { return false }
    }
    return index == text.count
  }
}
