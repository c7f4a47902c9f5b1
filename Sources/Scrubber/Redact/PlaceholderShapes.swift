internal import CScanKernels

/// What placeholders look like: how they are written, and where one stands in the input.
struct PlaceholderShapes: Sendable {
  static let opening: [UInt8] = Array("[REDACTED:".utf8)
  private static let keyLength = 8
  private static let tagLength = 24
  /// Longest id of a rule.
  private static let longestID = 64
  /// A fixed text shorter than this is no placeholder when it stands in the input.
  static let leastFixed = 4

  private let ids: Set<[UInt8]>
  /// Fixed texts that are opaque, longest first.
  private let fixed: [[UInt8]]

  init(ids: some Sequence<String>, fixed: [String]) {
    self.ids = Set(ids.map { Array($0.utf8) })
    self.fixed = Set(fixed.map { Array($0.utf8) }).filter { $0.count >= Self.leastFixed }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
  }

  /// The text for an id, with or without a tag.
  static func text(id: String, tag: (key: String, bytes: [UInt8])?) -> [UInt8] {
    var text = opening + Array(id.utf8)
    if let tag {
      text.append(UInt8(ascii: "#"))
      text.append(contentsOf: tag.key.utf8)
      text.append(UInt8(ascii: "."))
      for byte in tag.bytes.prefix(tagLength / 2) {
        text.append(hexDigit(byte >> 4))
        text.append(hexDigit(byte & 15))
      }
    }
    text.append(UInt8(ascii: "]"))
    return text
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x57 + value
  }

  /// Index ranges of the placeholders in a text, from the left and apart.
  ///
  /// - Parameter openings: where a typed one may begin.
  func ranges(
    _ isa: scan_isa, _ text: ViewText, openings: [UInt32], _ buffers: ScanBuffers
  ) -> [Range<Int>] {
    guard text.count > 0, !openings.isEmpty || !fixed.isEmpty else { return [] }
    buffers.reserve(text.count)
    var positions = openings.map(Int.init)
    for literal in fixed {
      let count = scan_literal(
        isa, text.bytes, 0, text.count, literal, min(64, literal.count), buffers.positions)
      for index in 0..<count { positions.append(Int(buffers.positions[index])) }
    }
    guard !positions.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    for at in positions.sorted() where at >= ranges.last?.upperBound ?? 0 {
      if let length = length(text.bytes, text.count, at: at) { ranges.append(at..<(at + length)) }
    }
    return ranges
  }

  /// Whether the text ends with what may be the beginning of a fixed text at `at`.
  func mayBeginFixed(_ text: ViewText, at: Int) -> Bool {
    let left = text.count - at
    return fixed.contains { fixed in
      left < fixed.count && (0..<left).allSatisfy { text.bytes[at + $0] == fixed[$0] }
    }
  }

  /// Whether the text ends with what may be the beginning of a typed placeholder at `at`.
  static func mayBegin(_ text: ViewText, at: Int) -> Bool {
    let longest = opening.count + longestID + keyLength + tagLength + 3
    let left = text.count - at
    guard left < longest else { return false }
    for index in 0..<min(left, opening.count) where text.bytes[at + index] != opening[index] {
      return false
    }
    return true
  }

  /// Length of the placeholder at `at`; `nil` if there is none.
  private func length(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Int? {
    let typed = typed(bytes, count, at: at)
    let fixed = fixed.first { stands($0, bytes, count, at: at) }?.count
    guard let typed, let fixed else { return typed ?? fixed }
    return max(typed, fixed)
  }

  private func typed(_ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int) -> Int? {
    guard stands(Self.opening, bytes, count, at: at) else { return nil }
    let first = at + Self.opening.count
    var next = first
    while next < count, next - first <= Self.longestID, Self.isID(bytes[next]) { next += 1 }
    guard next < count, next - first <= Self.longestID,
      ids.contains(Array(UnsafeBufferPointer(start: bytes + first, count: next - first)))
    else { return nil }
    if bytes[next] == UInt8(ascii: "#") {
      next += 1
      guard let point = hexEnd(bytes, count, at: next, Self.keyLength), point < count,
        bytes[point] == UInt8(ascii: "."),
        let end = hexEnd(bytes, count, at: point + 1, Self.tagLength)
      else { return nil }
      next = end
    }
    guard next < count, bytes[next] == UInt8(ascii: "]") else { return nil }
    return next + 1 - at
  }

  private static func isID(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x2D: true
    default: false
    }
  }

  private func hexEnd(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int, _ digits: Int
  ) -> Int? {
    guard at + digits <= count else { return nil }
    for index in at..<(at + digits) {
      switch bytes[index] {
      case 0x30...0x39, 0x61...0x66: break
      default: return nil
      }
    }
    return at + digits
  }

  private func stands(
    _ text: [UInt8], _ bytes: UnsafePointer<UInt8>, _ count: Int, at: Int
  ) -> Bool {
    guard at + text.count <= count else { return false }
    for index in text.indices where bytes[at + index] != text[index] { return false }
    return true
  }
}
