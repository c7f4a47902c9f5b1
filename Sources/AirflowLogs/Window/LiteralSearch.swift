#if canImport(Glibc)
  internal import Glibc
#endif

/// Search for a byte string.
enum LiteralSearch {
  static func contains(_ pattern: [UInt8], in text: [UInt8]) -> Bool {
    guard let first = pattern.first, text.count >= pattern.count else { return false }
    return text.withUnsafeBytes { text in
      pattern.withUnsafeBytes { pattern in
        guard let base = text.baseAddress, let wanted = pattern.baseAddress else { return false }
        // Places where it may begin: with bytes enough after them.
        let places = text.count - pattern.count + 1
        var at = 0
        while at < places, let found = memchr(base + at, Int32(first), places - at) {
          if memcmp(found, wanted, pattern.count) == 0 { return true }
          at = base.distance(to: UnsafeRawPointer(found)) + 1
        }
        return false
      }
    }
  }
}
