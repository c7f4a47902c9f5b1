/// Reads the lines of a private key block.
struct ReferencePEMLines {
  /// A part of the shape of what stands before a marker on its line.
  enum ShapeItem: Equatable {
    case digits, blanks
    case byte(UInt8)
  }

  enum Content: Equatable {
    case blank, base64, header, nested, end
  }

  /// A body line.
  struct Line {
    var content: Content
    /// The content's bytes.
    var range: Range<Int>
    /// Whether line end and white space before the content are masked with it.
    var isJoined: Bool
    /// Where the next line starts; `nil` if the block ends after this one.
    var next: Int?
  }

  let bytes: [UInt8]
  /// Whether spaces and tabs end lines.
  let isFlat: Bool
  let shape: [ShapeItem]
  /// Where the view counts as ended.
  var end: Int

  init(bytes: [UInt8], isFlat: Bool, shape: [ShapeItem]) {
    self.bytes = bytes
    self.isFlat = isFlat
    self.shape = shape
    end = bytes.count
  }

  /// The line at `start` in the first way that makes it a body line.
  func line(at start: Int) -> Line? {
    for way in 1...4 {
      guard let (content, mustBeBlank) = contentStart(of: start, way: way),
        content - start <= 128, let line = readContent(at: content, isJoined: way == 1),
        !mustBeBlank || line.content == .blank
      else { continue }
      return line
    }
    return nil
  }

  // MARK: Before the content

  private func byte(_ index: Int) -> UInt8? { index < end ? bytes[index] : nil }

  private func isBlank(_ index: Int) -> Bool {
    !isFlat && byte(index).map(ReferenceBytes.isBlank) ?? false
  }

  private func isDigit(_ index: Int) -> Bool { byte(index).map(ReferenceBytes.isDigit) ?? false }

  private func isIn(_ index: Int, _ set: String) -> Bool {
    byte(index).map { Array(set.utf8).contains($0) } ?? false
  }

  /// Where the content begins if the line at `start` is read in `way`.
  private func contentStart(of start: Int, way: Int) -> (index: Int, mustBeBlank: Bool)? {
    switch way {
    case 1: return (afterBlanks(start), false)
    case 2: return numbered(start)
    case 3:
      var index = start
      while isBlank(index) || isIn(index, ">|") { index += 1 }
      let hasMark = bytes[start..<index].contains { !ReferenceBytes.isBlank($0) }
      return hasMark ? (index, false) : nil
    default: return shape.isEmpty ? nil : shaped(start).map { ($0, false) }
    }
  }

  private func afterBlanks(_ index: Int) -> Int {
    var index = index
    while isBlank(index) { index += 1 }
    return index
  }

  private func numbered(_ start: Int) -> (index: Int, mustBeBlank: Bool)? {
    let first = afterBlanks(start)
    var index = first
    while isDigit(index) { index += 1 }
    guard 1...8 ~= index - first else { return nil }
    let isColon = isIn(index, ":")
    if isIn(index, ":|.)") { index += 1 }
    return (afterBlanks(index), !isColon && !isBlank(index))
  }

  private func shaped(_ start: Int) -> Int? {
    var index = start
    for item in shape {
      let first = index
      switch item {
      case .digits: while isDigit(index) { index += 1 }
      case .blanks: while isBlank(index) { index += 1 }
      case .byte(let byte): if self.byte(index) == byte { index += 1 }
      }
      if index == first { return nil }
    }
    return index
  }

  // MARK: Content

  /// Space, tab, CR, quotes, comma, semicolon, backslash.
  static func isTrailing(_ byte: UInt8) -> Bool { Array(" \t\r\"',;\\".utf8).contains(byte) }

  private func isLineEnd(_ index: Int) -> Bool {
    guard let byte = byte(index) else { return true }
    return byte == 0x0A || isFlat && ReferenceBytes.isBlank(byte)
  }

  /// Where the next line starts if nothing but trailing bytes stands from `index` to the line end.
  private func lineEnd(after index: Int) -> Int? {
    var index = index
    let limit = index + 8
    while index < limit, !isLineEnd(index), Self.isTrailing(bytes[index]) { index += 1 }
    return isLineEnd(index) ? index + 1 : nil
  }

  private func readContent(at start: Int, isJoined: Bool) -> Line? {
    func line(_ content: Content, to end: Int, next: Int?) -> Line {
      Line(content: content, range: start..<end, isJoined: isJoined, next: next)
    }
    if let end = boundaryLine(at: start, "END ") { return line(.end, to: end, next: nil) }
    if let end = boundaryLine(at: start, "BEGIN "), let next = lineEnd(after: end) {
      return line(.nested, to: end, next: next)
    }
    var run = start
    while byte(run).map(ReferenceBytes.isBase64) ?? false { run += 1 }
    let isLong = run - start > 1_024
    if run > start {
      // How far a long line goes is no decision: no limit holds for it.
      var rest = self
      if isLong { rest.end = bytes.count }
      while rest.byte(run).map(ReferenceBytes.isBase64) ?? false { run += 1 }
      var base64 = run
      while base64 < run + 2, rest.isIn(base64, "=") { base64 += 1 }
      let next = rest.lineEnd(after: base64)
      if next != nil || isLong { return line(.base64, to: base64, next: next) }
    }
    guard let (end, next, length) = wholeLine(start) else { return nil }
    let text = bytes[start..<end]
    if text.isEmpty { return line(.blank, to: end, next: next) }
    if text.first == UInt8(ascii: "="), text.count == 5,
      text.dropFirst().allSatisfy(ReferenceBytes.isBase64)
    {
      return line(.base64, to: end, next: next)
    }
    for name in Self.headers where text.starts(with: (name + ":").utf8) {
      if length - name.utf8.count - 1 <= 256 { return line(.header, to: end, next: next) }
    }
    return nil
  }

  /// The content from `start` without trailing bytes, the next line, and the length with them.
  private func wholeLine(_ start: Int) -> (end: Int, next: Int, length: Int)? {
    var stop = start
    while !isLineEnd(stop) { stop += 1 }
    var end = stop
    while end > start, end > stop - 8, Self.isTrailing(bytes[end - 1]) { end -= 1 }
    return (end, stop + 1, stop - start)
  }

  /// End of a BEGIN or END line's own text at `start`.
  private func boundaryLine(at start: Int, _ word: String) -> Int? {
    for (opening, closing) in [("-----", "-----"), ("---- ", " ----")] {
      let opening = Array((opening + word).utf8)
      guard bytes[start..<end].starts(with: opening) else { continue }
      let first = start + opening.count
      var index = first
      while index < end, index - first <= 60 {
        if bytes[index..<end].starts(with: closing.utf8) { return index + closing.utf8.count }
        guard ReferencePEM.isLabel(bytes[index]) else { break }
        index += 1
      }
    }
    return nil
  }

  private static let headers = [
    "Proc-Type", "DEK-Info", "Comment", "Version", "Hash", "Charset", "MessageID", "Encryption",
    "Public-Lines", "Private-Lines", "Private-MAC", "Private-Hash", "Key-Derivation",
    "Argon2-Flavor", "Argon2-Memory", "Argon2-Passes", "Argon2-Parallelism", "Argon2-Salt",
    "Subject",
  ]
}
