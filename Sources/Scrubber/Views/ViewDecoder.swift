/// Builds the decoded views of a text from the positions of the bytes that can begin an item.
enum ViewDecoder {
  /// Longer runs of removed bytes are a boundary.
  static let longestRemovedRun = 256

  /// Placeholders and escape sequences become boundaries.
  ///
  /// - Parameters:
  ///   - specials: where an escape sequence can begin, ascending.
  ///   - placeholders: index ranges, ascending and apart. For other items they are like the end.
  static func base(
    _ source: ViewText, specials: [UInt32], placeholders: [Range<Int>], into out: DecodedText
  ) {
    out.begin(source)
    var next = 0
    for special in specials {
      let at = Int(special)
      boundaries(placeholders, &next, before: at, into: out)
      guard at >= out.consumed, source.bytes[at] == EscapeSequence.escape else { continue }
      let end = next < placeholders.count ? placeholders[next].lowerBound : source.count
      let length = EscapeSequence.length(source.bytes, end, at: at, strings: false)
      out.replace(at, length, with: 0, count: 1)
    }
    boundaries(placeholders, &next, before: source.count, into: out)
    out.end()
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
    _ source: ViewText, specials: [UInt32], placeholders: [Range<Int>], into out: DecodedText
  ) {
    out.begin(source)
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
    if source.bytes[at] == EscapeSequence.escape {
      return EscapeSequence.length(source.bytes, limit, at: at, strings: true)
    }
    return EscapeSequence.zeroWidth(source.bytes, limit, at: at)
  }

  /// Backslash escapes and entities, once.
  static func unescaped(_ source: ViewText, specials: [UInt32], into out: DecodedText) {
    let bytes = source.bytes
    let count = source.count
    out.begin(source)
    for special in specials {
      let at = Int(special)
      guard at >= out.consumed else { continue }
      if bytes[at] == UInt8(ascii: "&") {
        if let item = Escapes.entity(bytes, count, at: at) {
          out.replace(at, item.length, with: item.bytes, count: item.count)
        }
        continue
      }
      guard bytes[at] == UInt8(ascii: "\\") else { continue }
      // Inside a run that has been looked at: its first backslash decided.
      if at > out.consumed, bytes[at - 1] == UInt8(ascii: "\\") { continue }
      var run = at
      while run < count, bytes[run] == UInt8(ascii: "\\") { run += 1 }
      let length = run - at
      if length > Escapes.longestBackslashRun { continue }
      var next = at
      while next + 1 < run {
        out.replace(next, 2, with: UInt32(UInt8(ascii: "\\")), count: 1)
        next += 2
      }
      if length % 2 == 1, let item = Escapes.backslash(bytes, count, at: run - 1) {
        out.replace(run - 1, item.length, with: item.bytes, count: item.count)
      }
    }
    out.end()
  }

  /// Percent sequences, once.
  static func percent(_ source: ViewText, specials: [UInt32], into out: DecodedText) {
    out.begin(source)
    for special in specials {
      let at = Int(special)
      guard at >= out.consumed, source.bytes[at] == UInt8(ascii: "%") else { continue }
      if let item = Escapes.percent(source.bytes, source.count, at: at) {
        out.replace(at, item.length, with: item.bytes, count: item.count)
      }
    }
    out.end()
  }
}
