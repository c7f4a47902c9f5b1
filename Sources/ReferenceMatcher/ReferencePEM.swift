internal import Scrubber

/// Private key blocks in one view.
struct ReferencePEM {
  private let rule: Rule
  private let view: ReferenceView
  private let bytes: [UInt8]

  init(rule: Rule, view: ReferenceView) {
    self.rule = rule
    self.view = view
    bytes = view.bytes
  }

  /// All blocks; one match for every stretch that is masked in one piece.
  func matches() -> [ReferenceMatch] {
    var matches: [ReferenceMatch] = []
    var reached = 0
    for start in bytes.indices where start >= reached {
      guard let markerEnd = Self.markerEnd(at: start, in: bytes), markerEnd <= budget(from: start)
      else { continue }
      var stretches = [start..<markerEnd]
      if view.kind != .base64, let first = firstLine(after: markerEnd, within: budget(from: start))
      {
        var lines = ReferencePEMLines(
          bytes: bytes, isFlat: first.isFlat, shape: shape(ofLineBefore: start))
        lines.end = min(budget(from: start), markerEnd + 1_024)
        if Self.isReal(lines, from: first.start) {
          stretches = self.stretches(lines, from: first.start, block: start, markerEnd: markerEnd)
          reached = stretches.last?.upperBound ?? markerEnd
        }
      }
      let value = tagValue(stretches, markerEnd: markerEnd)
      matches += stretches.map {
        ReferenceMatch(
          rule: rule.id, confidence: rule.confidence, secret: $0,
          tagValue: bytes[start..<markerEnd] + value)
      }
    }
    return matches
  }

  /// The index up to which a decision that begins at `start` looks.
  private func budget(from start: Int) -> Int {
    let last = view.starts[start] + ReferenceLimits.rawBudget(window: 1_280)
    var end = start
    while end < bytes.count, view.ends[end] <= last { end += 1 }
    return end
  }

  /// The base64 bytes of what is masked near the marker.
  private func tagValue(_ stretches: [Range<Int>], markerEnd: Int) -> [UInt8] {
    stretches.flatMap { $0.clamped(to: markerEnd..<markerEnd + 4_096) }.map { bytes[$0] }
      .filter(ReferenceBytes.isBase64)
  }

  // MARK: Marker

  /// End of the marker that stands at `index`.
  static func markerEnd(at index: Int, in bytes: [UInt8]) -> Int? {
    guard bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "P") else { return nil }
    let rest = bytes[index...]
    if rest.starts(with: "-----BEGIN ".utf8) {
      let label = rest.dropFirst(11).prefix(41).prefix { isLabel($0) }
      let close = label.endIndex
      guard label.count <= 40, bytes[close...].starts(with: "-----".utf8),
        ReferenceBytes.firstIndex(of: Array("PRIVATE KEY".utf8), in: Array(label)) != nil
      else { return nil }
      return close + 5
    }
    let ssh2 = "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
    if rest.starts(with: ssh2.utf8) { return index + ssh2.utf8.count }
    let putty = Array("PuTTY-User-Key-File-".utf8)
    let colon = index + putty.count + 1
    guard rest.starts(with: putty), colon < bytes.count, ReferenceBytes.isDigit(bytes[colon - 1]),
      bytes[colon] == UInt8(ascii: ":")
    else { return nil }
    return bytes[(colon + 1)...].prefix(64).prefix { $0 != 0x0A && $0 != 0x0D }.endIndex
  }

  /// `[A-Z0-9 ]`
  static func isLabel(_ byte: UInt8) -> Bool {
    ReferenceBytes.isUpper(byte) || ReferenceBytes.isDigit(byte) || byte == 0x20
  }

  /// Shape of what stands before the marker at `start` on its line.
  private func shape(ofLineBefore start: Int) -> [ReferencePEMLines.ShapeItem] {
    let line = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let prefix = bytes[line..<start]
    if prefix.count > 128 || prefix.allSatisfy(ReferenceBytes.isBlank) { return [] }
    var shape: [ReferencePEMLines.ShapeItem] = []
    for byte in prefix {
      let item: ReferencePEMLines.ShapeItem =
        ReferenceBytes.isDigit(byte)
        ? .digits : ReferenceBytes.isBlank(byte) ? .blanks : .byte(byte)
      if case .byte = item {
        shape.append(item)
      } else if shape.last != item {
        shape.append(item)
      }
    }
    return shape
  }

  /// Where the first line after the marker starts; `nil` if nothing but the marker is masked.
  private func firstLine(
    after markerEnd: Int, within limit: Int
  ) -> (start: Int, isFlat: Bool)? {
    let bytes = bytes[..<limit]
    let flat = bytes[markerEnd...].prefix(128).prefix(while: ReferenceBytes.isBlank).endIndex
    if bytes[flat...].prefix(16).count(where: ReferenceBytes.isBase64) == 16 { return (flat, true) }
    let rest = bytes[markerEnd...].prefix(8).prefix(while: ReferencePEMLines.isTrailing)
    guard rest.endIndex < limit, bytes[rest.endIndex] == 0x0A else { return nil }
    return (rest.endIndex + 1, false)
  }

  // MARK: Body

  /// Whether blank and header lines lead to a base64 line before the lines' end.
  private static func isReal(_ lines: ReferencePEMLines, from start: Int) -> Bool {
    var position: Int? = start
    for _ in 0..<8 {
      guard let here = position, here < lines.end, let line = lines.line(at: here) else {
        return false
      }
      switch line.content {
      case .blank, .header: position = line.next
      case .base64: return line.range.count >= 16
      case .nested, .end: return false
      }
    }
    return false
  }

  /// What is masked of a real block.
  private func stretches(
    _ lines: ReferencePEMLines, from start: Int, block: Int, markerEnd: Int
  ) -> [Range<Int>] {
    var lines = lines
    var stretches: [Range<Int>] = []
    var open = block
    var masked = markerEnd
    var position: Int? = start
    while let here = position, here < bytes.count {
      lines.end = budget(from: here)
      guard let line = lines.line(at: here) else { break }
      if !line.isJoined {
        if masked > open { stretches.append(open..<masked) }
        open = line.range.lowerBound
      }
      masked = line.range.upperBound
      position = line.next
      let isCut = line.range.upperBound <= lines.end && lines.end < bytes.count
      if isCut, let next = line.next, next > lines.end { position = nil }
    }
    if masked > open { stretches.append(open..<masked) }
    return stretches
  }
}
