/// Moves the open ends of spans forward over a text.
enum TailAdvance {
  /// Longest run of backslashes that is counted before a quote.
  static let longestBackslashRun = 64

  /// Index at which a run of the class ends, at most `stop`.
  @inline(__always)
  static func run(
    _ classes: ClassTables, _ row: Int, _ bytes: UnsafePointer<UInt8>, from: Int, to stop: Int
  ) -> Int {
    let flags = classes.rows + row << 8
    var next = from
    while next < stop, flags[Int(bytes[next])] != 0 { next += 1 }
    return next
  }

  /// What ends a quoted value.
  struct QuotedEnd {
    /// End of the value.
    var index: Int
    /// Whether the value goes on at `index`.
    var isOpen: Bool
  }

  /// The end of a value that is quoted with `quote` behind `depth` backslashes.
  static func quoted(
    _ text: ViewText, quote: UInt8, backslashes depth: Int, from: Int, to stop: Int
  ) -> QuotedEnd {
    let bytes = text.bytes
    var next = from
    while next < stop {
      let byte = bytes[next]
      if byte == 0x0A || byte == 0x0D { return QuotedEnd(index: next, isOpen: false) }
      if byte == quote {
        let count = backslashes(bytes, before: next)
        if count < depth || count % (2 * (depth + 1)) == depth {
          return QuotedEnd(index: max(from, next - min(count, depth)), isOpen: false)
        }
      }
      next += 1
    }
    if text.endsStream, next == text.count { return QuotedEnd(index: next, isOpen: false) }
    // Backslashes may belong to the quote that comes next.
    return QuotedEnd(index: max(from, next - backslashes(bytes, before: next)), isOpen: true)
  }

  /// Number of backslashes directly before the index, at most 64.
  static func backslashes(_ bytes: UnsafePointer<UInt8>, before index: Int) -> Int {
    var count = 0
    while count < longestBackslashRun, index - count > 0,
      bytes[index - count - 1] == UInt8(ascii: "\\")
    {
      count += 1
    }
    return count
  }
}
