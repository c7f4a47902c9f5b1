#if canImport(Glibc)
  internal import Glibc
#endif

/// Reads JSON as far as a line is JSON: enough to keep it valid when bytes of it are replaced.
///
/// It begins anew after every LF, takes no notice of nesting, and gives up for the rest of the line
/// at the first byte that does not fit. SEMANTICS.md section 8.
struct JSONLexer: Equatable {
  enum State: Equatable {
    /// Nothing but white space so far.
    case lineStart
    /// Between tokens.
    case between
    case inString
    /// This line is no JSON.
    case broken
  }

  /// A piece that is kept or replaced as a whole.
  enum Token: Equatable {
    /// White space or one of `{ } [ ] : ,`.
    case structure
    /// The quote at either end of a string.
    case quote
    /// Plain bytes inside a string, or of a line that is no JSON.
    case text
    /// An escape or a character of several bytes in a string.
    case escape
    /// A number, `true`, `false` or `null`.
    case literal
  }

  /// White space before the first token of a line that is looked through.
  static let longestBlank = 128
  /// Longest literal that is replaced as a whole.
  static let longestLiteral = 128
  /// Longest token that is more than text.
  static let longestToken = longestLiteral + 1

  var state = State.lineStart

  /// Reads the next token at `at`; text ends at `stop` at the latest, other tokens may pass it.
  ///
  /// - Parameter end: end of the bytes that may be looked at: of the stream, or far enough.
  mutating func next(
    _ bytes: UnsafePointer<UInt8>, at: Int, stop: Int, end: Int
  ) -> (token: Token, end: Int) {
    let byte = bytes[at]
    if byte == 0x0A {
      let isText =
        switch state {
        case .broken, .inString: true
        case .lineStart: !valueFollows(bytes, at, end)
        case .between: false
        }
      state = .lineStart
      return (isText ? .text : .structure, at + 1)
    }
    switch state {
    case .broken:
      return (.text, lineEnd(bytes, at, stop))
    case .inString:
      return inString(bytes, at: at, stop: stop, end: end)
    case .lineStart, .between:
      return between(bytes, at: at, stop: stop, end: end)
    }
  }

  private func lineEnd(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ stop: Int) -> Int {
    guard let found = memchr(bytes + at, 0x0A, stop - at) else { return stop }
    return UnsafeRawPointer(bytes).distance(to: found)
  }

  private mutating func between(
    _ bytes: UnsafePointer<UInt8>, at: Int, stop: Int, end: Int
  ) -> (token: Token, end: Int) {
    switch bytes[at] {
    case 0x20, 0x09, 0x0D:
      let isText = state == .lineStart && !valueFollows(bytes, at, end)
      return (isText ? .text : .structure, at + 1)
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: ":"):
      state = .between
      return (.structure, at + 1)
    case UInt8(ascii: "\""):
      state = .inString
      return (.quote, at + 1)
    default:
      if let stop = JSONLiteral.end(bytes, at: at, end: end) {
        state = .between
        return (.literal, stop)
      }
      state = .broken
      return (.text, lineEnd(bytes, at, stop))
    }
  }

  /// Whether something that fits the start of a line comes after the white space at `at`.
  private func valueFollows(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
    var next = at
    let limit = min(end, at + Self.longestBlank + 1)
    while next < limit {
      switch bytes[next] {
      case 0x20, 0x09, 0x0D, 0x0A: next += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"), UInt8(ascii: "]"),
        UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ":"):
        return true
      default: return JSONLiteral.end(bytes, at: next, end: end) != nil
      }
    }
    return false
  }

  private mutating func inString(
    _ bytes: UnsafePointer<UInt8>, at: Int, stop: Int, end: Int
  ) -> (token: Token, end: Int) {
    var next = at
    while next < stop {
      let byte = bytes[next]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 {
        break
      }
      next += 1
    }
    if next > at { return (.text, next) }
    if bytes[at] == UInt8(ascii: "\"") {
      state = .between
      return (.quote, at + 1)
    }
    if bytes[at] == UInt8(ascii: "\\"), let stop = escapeEnd(bytes, at: at, end: end) {
      return (.escape, stop)
    }
    if bytes[at] >= 0x80 { return (.escape, characterEnd(bytes, at: at, end: end)) }
    state = .broken
    return (.text, lineEnd(bytes, at, stop))
  }

  /// End of the UTF-8 character at `at`; of one byte where it is none.
  func characterEnd(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
    let length =
      switch bytes[at] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard at + length <= end else { return at + 1 }
    for index in (at + 1)..<(at + length) where bytes[index] & 0xC0 != 0x80 { return at + 1 }
    return at + length
  }

  func escapeEnd(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Int? {
    guard at + 1 < end else { return nil }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return at + 2
    case UInt8(ascii: "u"):
      guard let unit = codeUnit(bytes, at: at, end: end) else { return nil }
      // Half of a surrogate pair must not stay behind.
      if (0xD800...0xDBFF).contains(unit), at + 7 < end, bytes[at + 6] == UInt8(ascii: "\\"),
        bytes[at + 7] == UInt8(ascii: "u"),
        let low = codeUnit(bytes, at: at + 6, end: end), (0xDC00...0xDFFF).contains(low)
      {
        return at + 12
      }
      return at + 6
    default:
      return nil
    }
  }

  /// Value of the `\uHHHH` at `at`.
  private func codeUnit(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> UInt32? {
    guard at + 6 <= end else { return nil }
    var value: UInt32 = 0
    for index in (at + 2)..<(at + 6) {
      let digit = hexValue(bytes[index])
      if digit > 15 { return nil }
      value = value << 4 | digit
    }
    return value
  }
}
