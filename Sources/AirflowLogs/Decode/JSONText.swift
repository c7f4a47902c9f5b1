/// Finds and decodes the values of one JSON text without building a tree, so depth costs nothing.
///
/// Lenient about what is inside of nested values: everything that it is not sure of is text.
struct JSONText {
  let bytes: UnsafeBufferPointer<UInt8>

  /// First index at or after `start` that is no white space.
  func blankEnd(_ start: Int) -> Int {
    var at = start
    while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
    return at
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// Index of the quote that ends the string whose first quote is at `start`.
  func stringEnd(_ start: Int) -> Int? {
    var at = start + 1
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""): return at
      case UInt8(ascii: "\\"): at += 2
      default: at += 1
      }
    }
    return nil
  }

  /// Index after the value that begins at `start`.
  func valueEnd(_ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "\""): return stringEnd(start).map { $0 + 1 }
    case UInt8(ascii: "{"), UInt8(ascii: "["): return containerEnd(start)
    default:
      var at = start
      while at < bytes.count, Self.isLiteral(bytes[at]) { at += 1 }
      return at > start ? at : nil
    }
  }

  private func containerEnd(_ start: Int) -> Int? {
    var depth = 0
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        guard let end = stringEnd(at) else { return nil }
        at = end
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return at + 1 }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// Bytes of numbers, `true`, `false`, `null` (and of Python's `NaN`, `Infinity`).
  static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Adds the decoded content of the string in [start, end), which is without its quotes, and
  /// cleans it.
  func decode(_ start: Int, _ end: Int, into out: inout [UInt8], _ counts: inout CleanedCounts) {
    let first = out.count
    var isClean = true
    var at = start
    while at < end {
      var run = at
      while run < end, bytes[run] != UInt8(ascii: "\\") {
        if !TextCleaner.isPlain(bytes[run]) { isClean = false }
        run += 1
      }
      if run > at { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<run])) }
      at = run
      guard at < end else { break }
      let escape = JSONEscape.read(bytes, at, end: end)
      escape.write(to: &out)
      if escape.isInvalid { counts.invalid += 1 }
      if escape.scalar >= 0x7F || !TextCleaner.isPlain(UInt8(escape.scalar)) { isClean = false }
      at += escape.length
    }
    if !isClean { TextCleaner.clean(&out, from: first, &counts) }
  }
}

/// One backslash escape of a JSON string.
struct JSONEscape {
  var scalar: UInt32
  /// Bytes that it takes.
  var length: Int
  /// Whether it is half of a surrogate pair, or no escape at all (the backslash then stays).
  var isInvalid = false

  /// Longest escape: a surrogate pair.
  static let longest = 12

  /// Reads the escape whose backslash is at `at`; at least one byte is taken.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, end: Int) -> JSONEscape {
    guard at + 1 < end else { return JSONEscape(scalar: 0x5C, length: 1, isInvalid: true) }
    switch bytes[at + 1] {
    case UInt8(ascii: "n"): return JSONEscape(scalar: 0x0A, length: 2)
    case UInt8(ascii: "t"): return JSONEscape(scalar: 0x09, length: 2)
    case UInt8(ascii: "r"): return JSONEscape(scalar: 0x0D, length: 2)
    case UInt8(ascii: "b"): return JSONEscape(scalar: 0x08, length: 2)
    case UInt8(ascii: "f"): return JSONEscape(scalar: 0x0C, length: 2)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return JSONEscape(scalar: UInt32(bytes[at + 1]), length: 2)
    case UInt8(ascii: "u"): break
    default: return JSONEscape(scalar: 0x5C, length: 1, isInvalid: true)
    }
    guard let unit = unit(bytes, at, end: end) else {
      return JSONEscape(scalar: 0x5C, length: 1, isInvalid: true)
    }
    guard (0xD800...0xDFFF).contains(unit) else { return JSONEscape(scalar: unit, length: 6) }
    if unit < 0xDC00, at + 7 < end, bytes[at + 6] == 0x5C, bytes[at + 7] == UInt8(ascii: "u"),
      let low = Self.unit(bytes, at + 6, end: end), (0xDC00...0xDFFF).contains(low)
    {
      return JSONEscape(scalar: 0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00), length: 12)
    }
    return JSONEscape(scalar: 0xFFFD, length: 6, isInvalid: true)
  }

  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, end: Int) -> UInt32? {
    guard at + 6 <= end else { return nil }
    var value: UInt32 = 0
    for index in (at + 2)..<(at + 6) {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }

  func write(to out: inout [UInt8]) {
    if scalar < 0x80 {
      out.append(UInt8(scalar))
    } else if let character = Unicode.Scalar(scalar) {
      out.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
