/// Private key blocks, as SEMANTICS.md section 4 defines them.
///
/// All functions look at [0, end) of the bytes: the end of the stream or of what may be looked at.
struct PEMReader {
  let bytes: UnsafePointer<UInt8>
  let end: Int

  /// Bytes of the marker and the lines that the first decision may look at.
  static let window = 1_280
  static let longestLine = 1_024

  /// End of what a decision may look at from an index of a view on.
  static func look(_ text: ViewText, _ at: Int) -> Int {
    var end = min(text.count, at + window)
    guard text.map != nil else { return end }
    let raw = text.rawStart(at)
    let budget = ViewLimits.rawBudget(window: window)
    while end > at, text.rawEnd(end - 1) - raw > budget { end -= 1 }
    return end
  }

  // MARK: Markers

  /// End of the marker at `at`, `nil` if there is none.
  func marker(at: Int) -> Int? {
    if let next = literal("-----BEGIN ", at: at) {
      let label = labelEnd(from: next, most: 40)
      guard contains("PRIVATE KEY", from: next, to: label) else { return nil }
      return literal("-----", at: label)
    }
    if let next = literal("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", at: at) { return next }
    guard let digit = literal("PuTTY-User-Key-File-", at: at), digit + 1 < end,
      LineShape.isDigit(bytes[digit]), bytes[digit + 1] == UInt8(ascii: ":")
    else { return nil }
    var next = digit + 2
    while next < end, next - digit < 66, bytes[next] != 0x0A, bytes[next] != 0x0D { next += 1 }
    return next
  }

  /// Shape of the prefix of the marker at `at`; `first` is the first byte of the view.
  func shape(before at: Int, startsStream: Bool) -> [UInt8] {
    var start = at
    while start > 0, at - start <= LineShape.longestPrefix, bytes[start - 1] != 0x0A { start -= 1 }
    if at - start > LineShape.longestPrefix { return [] }
    if start == 0, !startsStream { return [] }
    return LineShape.of(bytes, from: start, to: at)
  }

  /// Whether base64 follows the marker on its own line.
  func isFlat(after marker: Int) -> Bool {
    base64End(from: skipBlanks(from: marker, most: LineShape.longestPrefix), most: 16)
      - skipBlanks(from: marker, most: LineShape.longestPrefix) >= 16
  }

  /// Whether a base64 line of at least 16 bytes comes before anything that is no body.
  func isReal(after marker: Int, _ state: PEMState) -> Bool {
    let limit = PEMReader(bytes: bytes, end: min(end, marker + Self.longestLine))
    var content = marker
    var state = state
    for _ in 0..<8 {
      guard let start = limit.lineStart(after: content, state),
        let line = limit.line(at: start, state)
      else { return false }
      state.isAtMarker = false
      switch line.kind {
      case .base64, .longRun: return line.end - line.start >= 16
      case .blank, .header: content = line.end
      case .nested, .last: return false
      }
    }
    return false
  }

  // MARK: Lines

  enum LineKind { case blank, base64, longRun, header, nested, last }

  struct Line {
    var kind: LineKind
    /// The content.
    var start: Int
    var end: Int
    /// Whether what stands before the content is kept.
    var keepsPrefix: Bool
  }

  /// Start of the line after the content that ends at `content`; `nil` if the block ends there.
  func lineStart(after content: Int, _ state: PEMState) -> Int? {
    if state.isFlat, state.isAtMarker { return content }
    var next = content
    while next < end, next - content < 8, Self.isTrailing(bytes[next]) {
      if state.isFlat, LineShape.isBlank(bytes[next]) { return next + 1 }
      next += 1
    }
    return next < end && bytes[next] == 0x0A ? next + 1 : nil
  }

  /// The body line at `at`; `nil` if it is none.
  func line(at: Int, _ state: PEMState) -> Line? {
    let indented = skipBlanks(from: at, state)
    if let line = content(at: indented, keeps: false, state) { return line }
    if let numbered = numberEnd(from: indented, line: at, state),
      let line = content(at: numbered, keeps: true, state)
    {
      return line
    }
    if let quoted = quoteEnd(from: indented, line: at, state),
      let line = content(at: quoted, keeps: true, state)
    {
      return line
    }
    guard !state.shape.isEmpty, !(state.isFlat && state.shape.contains(LineShape.blanks)),
      let shaped = LineShape.match(state.shape, bytes, from: at, to: end)
    else { return nil }
    return content(at: shaped, keeps: true, state)
  }

  private func numberEnd(from indented: Int, line: Int, _ state: PEMState) -> Int? {
    var next = indented
    while next < end, next - indented < 8, LineShape.isDigit(bytes[next]) { next += 1 }
    guard next > indented else { return nil }
    var needsBlank = true
    if next < end {
      switch bytes[next] {
      case UInt8(ascii: ":"):
        needsBlank = false
        next += 1
      case UInt8(ascii: "|"), UInt8(ascii: "."), UInt8(ascii: ")"): next += 1
      default: break
      }
    }
    let stop = skipBlanks(from: next, state)
    guard stop > next || !needsBlank || endsLine(stop, state) else { return nil }
    return stop - line <= LineShape.longestPrefix ? stop : nil
  }

  private func quoteEnd(from indented: Int, line: Int, _ state: PEMState) -> Int? {
    var next = indented
    var hasMark = false
    while next < end, next - line < LineShape.longestPrefix {
      let isMark = bytes[next] == UInt8(ascii: ">") || bytes[next] == UInt8(ascii: "|")
      guard isMark || (!state.isFlat && LineShape.isBlank(bytes[next])) else { break }
      hasMark = hasMark || isMark
      next += 1
    }
    return hasMark ? next : nil
  }

  /// The content at `at`, if it is that of a body line.
  private func content(
    at: Int, keeps: Bool, _ state: PEMState
  ) -> Line? {
    if at <= end, endsLine(at, state) {
      return Line(kind: .blank, start: at, end: at, keepsPrefix: keeps)
    }
    guard at < end else { return nil }
    let run = base64End(from: at, most: Self.longestLine + 1)
    if run - at > Self.longestLine {
      return Line(kind: .longRun, start: at, end: run, keepsPrefix: keeps)
    }
    var stop = run
    while stop < end, stop - run < 2, bytes[stop] == UInt8(ascii: "=") { stop += 1 }
    if run == at, stop == at + 1, base64End(from: stop, most: 5) == stop + 4 {
      stop += 4
    } else if run == at {
      stop = at
    }
    if stop > at, endsLine(stop, state) {
      return Line(kind: .base64, start: at, end: stop, keepsPrefix: keeps)
    }
    if let stop = headerEnd(at: at, state) {
      return Line(kind: .header, start: at, end: stop, keepsPrefix: keeps)
    }
    if let stop = dashed("BEGIN ", at: at), endsLine(stop, state) {
      return Line(kind: .nested, start: at, end: stop, keepsPrefix: keeps)
    }
    if let stop = dashed("END ", at: at) {
      return Line(kind: .last, start: at, end: stop, keepsPrefix: keeps)
    }
    return nil
  }

  /// Whether only permitted trailing bytes stand between `at` and the end of the line.
  private func endsLine(_ at: Int, _ state: PEMState) -> Bool {
    var next = at
    while next < end, next - at < 8, Self.isTrailing(bytes[next]) {
      if state.isFlat, LineShape.isBlank(bytes[next]) { return true }
      next += 1
    }
    return next == end || bytes[next] == 0x0A
  }

  private func headerEnd(at: Int, _ state: PEMState) -> Int? {
    var colon = at
    while colon < end, colon - at < 20, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < end, bytes[colon] == UInt8(ascii: ":") else { return nil }
    let known = Self.headers.contains { name in
      name.count == colon - at && literal(name, at: at) != nil
    }
    guard known else { return nil }
    var next = colon + 1
    while next < end, bytes[next] != 0x0A, !(state.isFlat && LineShape.isBlank(bytes[next])) {
      next += 1
      if next - colon > 257 { return nil }
    }
    let stop = next
    while next > colon + 1, stop - next < 8, Self.isTrailing(bytes[next - 1]) { next -= 1 }
    return next
  }

  /// `-----WORD label-----` or `---- WORD label ----`.
  private func dashed(_ word: String, at: Int) -> Int? {
    if let label = literal("-----" + word, at: at) {
      return literal("-----", at: labelEnd(from: label, most: 60))
    }
    guard let label = literal("---- " + word, at: at) else { return nil }
    let stop = labelEnd(from: label, most: 60)
    guard stop > label, bytes[stop - 1] == 0x20 else { return nil }
    return literal("----", at: stop)
  }

  // MARK: Bytes

  private static let headers = [
    "Proc-Type", "DEK-Info", "Comment", "Version", "Hash", "Charset", "MessageID", "Encryption",
    "Public-Lines", "Private-Lines", "Private-MAC", "Private-Hash", "Key-Derivation",
    "Argon2-Flavor", "Argon2-Memory", "Argon2-Passes", "Argon2-Parallelism", "Argon2-Salt",
    "Subject",
  ]

  static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
    default: false
    }
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0D, 0x22, 0x27, 0x2C, 0x3B, 0x5C: true
    default: false
    }
  }

  private func base64End(from at: Int, most: Int) -> Int {
    var next = at
    while next < end, next - at < most, Self.isBase64(bytes[next]) { next += 1 }
    return next
  }

  /// In a flat block blanks end lines, so there is nothing to skip but right after the marker.
  private func skipBlanks(from at: Int, _ state: PEMState) -> Int {
    state.isFlat && !state.isAtMarker ? at : skipBlanks(from: at, most: LineShape.longestPrefix)
  }

  private func skipBlanks(from at: Int, most: Int) -> Int {
    var next = at
    while next < end, next - at < most, LineShape.isBlank(bytes[next]) { next += 1 }
    return next
  }

  private func labelEnd(from at: Int, most: Int) -> Int {
    var next = at
    while next < end, next - at < most, Self.isLabel(bytes[next]) { next += 1 }
    return next
  }

  private static func isLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x20: true
    default: false
    }
  }

  private func contains(_ text: String, from: Int, to: Int) -> Bool {
    var at = from
    while at + text.utf8.count <= to {
      if literal(text, at: at) != nil { return true }
      at += 1
    }
    return false
  }

  /// Index after the literal at `at`, `nil` if it does not stand there.
  private func literal(_ text: String, at: Int) -> Int? {
    var next = at
    for byte in text.utf8 {
      guard next < end, bytes[next] == byte else { return nil }
      next += 1
    }
    return next
  }
}
