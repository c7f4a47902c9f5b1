/// Numbers and the three names of JSON.
enum JSONLiteral {
  /// End of the literal at `at`, at most 128 bytes and followed by what may follow one.
  static func end(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Int? {
    let found: Int?
    switch bytes[at] {
    case UInt8(ascii: "t"): found = name("true", bytes, at: at, end: end)
    case UInt8(ascii: "f"): found = name("false", bytes, at: at, end: end)
    case UInt8(ascii: "n"): found = name("null", bytes, at: at, end: end)
    case 0x30...0x39, UInt8(ascii: "-"): found = number(bytes, at: at, end: end)
    default: return nil
    }
    guard let stop = found, stop - at <= JSONLexer.longestLiteral else { return nil }
    if stop == end { return stop }
    switch bytes[stop] {
    case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      return stop
    default:
      return nil
    }
  }

  private static func name(
    _ name: StaticString, _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Int? {
    let count = name.utf8CodeUnitCount
    guard at + count <= end else { return nil }
    for index in 0..<count where bytes[at + index] != name.utf8Start[index] { return nil }
    return at + count
  }

  private static func number(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Int? {
    let end = min(end, at + JSONLexer.longestLiteral + 1)
    var next = at
    if next < end, bytes[next] == UInt8(ascii: "-") { next += 1 }
    guard next < end else { return nil }
    if bytes[next] == UInt8(ascii: "0") {
      next += 1
    } else {
      guard let stop = digits(bytes, at: next, end: end) else { return nil }
      next = stop
    }
    if next < end, bytes[next] == UInt8(ascii: ".") {
      guard let stop = digits(bytes, at: next + 1, end: end) else { return nil }
      next = stop
    }
    if next < end, bytes[next] | 0x20 == UInt8(ascii: "e") {
      next += 1
      if next < end, bytes[next] == UInt8(ascii: "+") || bytes[next] == UInt8(ascii: "-") {
        next += 1
      }
      guard let stop = digits(bytes, at: next, end: end) else { return nil }
      next = stop
    }
    return next
  }

  private static func digits(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Int? {
    var next = at
    while next < end, bytes[next] >= 0x30, bytes[next] <= 0x39 { next += 1 }
    return next > at ? next : nil
  }

  /// Whether bytes to come at `end` may tell whether a literal stands at `at`, or where it ends.
  static func mayGoOn(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "t"): isBeginning(of: "true", bytes, at: at, end: end)
    case UInt8(ascii: "f"): isBeginning(of: "false", bytes, at: at, end: end)
    case UInt8(ascii: "n"): isBeginning(of: "null", bytes, at: at, end: end)
    case 0x30...0x39, UInt8(ascii: "-"): isBeginningOfNumber(bytes, at: at, end: end)
    default: false
    }
  }

  private static func isBeginning(
    of name: StaticString, _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    let count = end - at
    return count <= name.utf8CodeUnitCount
      && (0..<count).allSatisfy { bytes[at + $0] == name.utf8Start[$0] }
  }

  private static func isBeginningOfNumber(
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int
  ) -> Bool {
    guard end - at <= JSONLexer.longestLiteral else { return false }
    var next = at
    /// Takes digits; false if a byte stands there that is none.
    func takesDigits() -> Bool {
      let first = next
      while next < end, bytes[next] >= 0x30, bytes[next] <= 0x39 { next += 1 }
      return next > first || next == end
    }
    if bytes[next] == UInt8(ascii: "-") { next += 1 }
    if next < end, bytes[next] == UInt8(ascii: "0") {
      next += 1
    } else if !takesDigits() {
      return false
    }
    if next < end, bytes[next] == UInt8(ascii: ".") {
      next += 1
      if !takesDigits() { return false }
    }
    if next < end, bytes[next] | 0x20 == UInt8(ascii: "e") {
      next += 1
      if next < end, bytes[next] == UInt8(ascii: "+") || bytes[next] == UInt8(ascii: "-") {
        next += 1
      }
      if !takesDigits() { return false }
    }
    return next == end
  }
}
