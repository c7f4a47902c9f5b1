#if canImport(Glibc)
  internal import Glibc
#endif

/// Builds the decoded views of a text from the positions of the bytes that can begin an item.
enum ViewDecoder {
  /// Longer runs of removed bytes are a boundary.
  static let longestRemovedRun = 256

  /// Zeroes the bytes of placeholders and escape sequences in a copy of the text.
  ///
  /// - Parameters:
  ///   - specials: where an escape sequence can begin, ascending.
  ///   - placeholders: index ranges, ascending and apart. For other items they are like the end.
  static func boundaries(
    _ source: ViewText, specials: [UInt32], placeholders: [Range<Int>],
    in copy: UnsafeMutablePointer<UInt8>
  ) {
    var next = 0
    var done = 0
    for special in specials {
      let at = Int(special)
      while next < placeholders.count, placeholders[next].lowerBound < at {
        done = max(done, placeholders[next].upperBound)
        next += 1
      }
      guard at >= done else { continue }
      let end = next < placeholders.count ? placeholders[next].lowerBound : source.count
      let length = EscapeSequence.boundary(source.bytes, end, at: at, strings: false)
      memset(copy + at, 0, length)
      done = at + length
    }
    for range in placeholders { memset(copy + range.lowerBound, 0, range.count) }
  }

  /// Replaces the placeholders that begin before `index` by boundaries.
  private static func boundaries(
    _ placeholders: [Range<Int>], _ next: inout Int, before index: Int, into out: DecodedText
  ) {
    while next < placeholders.count, placeholders[next].lowerBound < index {
      let range = placeholders[next]
      out.replace(range.lowerBound, range.count, with: 0, count: 1)
      next += 1
    }
  }

  /// Placeholders become boundaries; escape sequences and zero-width characters go.
  static func stripped(
    _ source: ViewText, specials: [UInt32], placeholders: [Range<Int>], surroundings: Int,
    into out: DecodedText
  ) {
    out.begin(source, surroundings: surroundings)
    var next = 0
    for special in specials {
      let at = Int(special)
      boundaries(placeholders, &next, before: at, into: out)
      guard at >= out.consumed else { continue }
      let limit = next < placeholders.count ? placeholders[next].lowerBound : source.count
      // A run of removed items counts as one.
      var end = at
      while end < limit {
        let length = removedLength(source, at: end, limit: limit)
        if length == 0 { break }
        end += length
      }
      if end - at > longestRemovedRun {
        out.replace(at, end - at, with: 0, count: 1)
      } else if end > at {
        out.replace(at, end - at, with: 0, count: 0)
      }
    }
    boundaries(placeholders, &next, before: source.count, into: out)
    out.end()
  }

  private static func removedLength(_ source: ViewText, at: Int, limit: Int) -> Int {
    let length = EscapeSequence.boundary(source.bytes, limit, at: at, strings: true)
    return length > 0 ? length : EscapeSequence.zeroWidth(source.bytes, limit, at: at)
  }

  /// Backslash escapes and entities, once. What may be one of a further view is marked.
  static func unescaped(
    _ source: ViewText, specials: [UInt32], surroundings: Int, into out: DecodedText
  ) {
    let bytes = source.bytes
    let count = source.count
    out.begin(source, surroundings: surroundings)
    // End of the last run of backslashes.
    var done = 0
    for special in specials {
      let at = Int(special)
      guard at >= out.consumed, at >= done else { continue }
      if bytes[at] == ampersand {
        if let item = Escapes.entity(bytes, count, at: at) {
          replace(at, item, in: out)
        } else {
          out.mark(at)
        }
        continue
      }
      guard bytes[at] == backslash else { continue }
      var run = at
      while run < count, bytes[run] == backslash { run += 1 }
      done = run
      let length = run - at
      if length > Escapes.longestBackslashRun {
        for plain in at..<run { out.mark(plain) }
        continue
      }
      var next = at
      while next + 1 < run {
        out.replace(next, 2, with: UInt32(backslash), count: 1)
        out.markLast()
        next += 2
      }
      guard length % 2 == 1 else { continue }
      if let item = Escapes.visible(bytes, count, at: run - 1) {
        replace(run - 1, item, in: out)
      } else {
        out.mark(run - 1)
      }
    }
    out.end()
  }

  private static let backslash = UInt8(ascii: "\\")
  private static let ampersand = UInt8(ascii: "&")

  private static func replace(_ at: Int, _ item: DecodedItem, in out: DecodedText) {
    out.replace(at, item.length, with: item.bytes, count: item.count)
    if item.count == 1, item.bytes == UInt32(backslash) || item.bytes == UInt32(ampersand) {
      out.markLast()
    }
  }

  /// Percent sequences, once. What may be one of a further view is marked.
  static func percent(
    _ source: ViewText, specials: [UInt32], surroundings: Int, into out: DecodedText
  ) {
    let sign = UInt8(ascii: "%")
    out.begin(source, surroundings: surroundings)
    for special in specials {
      let at = Int(special)
      guard at >= out.consumed, source.bytes[at] == sign else { continue }
      if let item = Escapes.percent(source.bytes, source.count, at: at) {
        out.replace(at, item.length, with: item.bytes, count: item.count)
        if item.bytes == UInt32(sign) { out.markLast() }
      } else {
        out.mark(at)
      }
    }
    out.end()
  }
}
