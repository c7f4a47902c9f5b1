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
    if let content = blanks(from: start, limit: start + 128),
      let line = readContent(at: content, isJoined: true, mayBeBlank: true)
    {
      return line
    }
    if let content = numbered(start),
      let line = readContent(at: content, isJoined: false, mayBeBlank: false)
    {
      return line
    }
    if let content = quoted(start),
      let line = readContent(at: content, isJoined: false, mayBeBlank: false)
    {
      return line
    }
    guard !shape.isEmpty, let content = shaped(start) else { return nil }
    return readContent(at: content, isJoined: false, mayBeBlank: true)
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

  /// The index after at most all blanks from `index` on; `nil` past `limit`.
  private func blanks(from index: Int, limit: Int) -> Int? {
    var index = index
    while index < limit, isBlank(index) { index += 1 }
    return index <= limit ? index : nil
  }

  private func numbered(_ start: Int) -> Int? {
    guard var index = blanks(from: start, limit: start + 128) else { return nil }
    let first = index
    while isDigit(index) { index += 1 }
    guard 1...8 ~= index - first else { return nil }
    if isIn(index, ":|.)") { index += 1 }
    guard isBlank(index) else { return nil }
    return blanks(from: index, limit: start + 128)
  }

  private func quoted(_ start: Int) -> Int? {
    guard var index = blanks(from: start, limit: start + 128) else { return nil }
    let first = index
    while isIn(index, ">|") { index += 1 }
    return index > first ? blanks(from: index, limit: start + 128) : nil
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
    return index - start <= 128 ? index : nil
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

  private func readContent(at start: Int, isJoined: Bool, mayBeBlank: Bool) -> Line? {
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
      var base64 = run
      while base64 < run + 2, isIn(base64, "=") { base64 += 1 }
      let next = lineEnd(after: base64)
      if next != nil || isLong { return line(.base64, to: base64, next: next) }
    }
    guard let (end, next, length) = wholeLine(start) else { return nil }
    let text = bytes[start..<end]
    if text.isEmpty { return mayBeBlank ? line(.blank, to: end, next: next) : nil }
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
