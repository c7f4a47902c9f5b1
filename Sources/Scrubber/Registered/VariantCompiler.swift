/// Makes the variants of a registered value; `docs/VARIANTS.md` defines them.
///
/// Equal variants may be added more than once: the index keeps one of them.
enum VariantCompiler {
  /// Variants that stand for encoded values, and lines by themselves, have at least this length.
  static let shortestDerived = 8

  /// Adds all variants of `value` to the table.
  static func compile(_ value: [UInt8], secret: Int32, into table: inout VariantTable) {
    table.add(value, of: secret, isValue: true)
    addEncodings(of: value[...], secret: secret, into: &table)
    // Most values are one plain token: no other form of it differs from the value.
    guard !value.allSatisfy(isPlain) else { return }

    let core = trimmed(value[...])
    if core.count < value.count {
      table.add(core, of: secret)
      addEncodings(of: core, secret: secret, into: &table)
    }
    for line in separateLines(of: value[...]).kept { table.add(line, of: secret) }
    for form in core.count < value.count ? [value[...], core] : [value[...]] {
      for lineEnd in lineEnds { table.add(joined(form, lineEnd: lineEnd), of: secret) }
      for escape in escapes { table.add(escape(form), of: secret) }
    }
  }

  /// A byte that every escape of `escapes` and every form of line ends leaves as it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == 0x2D || byte == 0x2E || byte == 0x2F || byte == 0x3A
      || byte == 0x2B || byte == 0x40
  }

  /// `[A-Za-z0-9_]`.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}

// MARK: - Lines

extension VariantCompiler {
  private static let lineEnds: [[UInt8]] = [
    Array("\n".utf8), Array("\r\n".utf8), Array(#"\n"#.utf8), Array(#"\r\n"#.utf8),
  ]

  /// Without leading and trailing spaces, tabs, carriage returns and line feeds.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return bytes[first...last]
  }

  /// The lines, which end at LF, CR LF or CR, without these line ends.
  static func lines(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var at = start
    while at < bytes.endIndex {
      let byte = bytes[at]
      guard byte == 0x0A || byte == 0x0D else {
        at += 1
        continue
      }
      lines.append(bytes[start..<at])
      at += byte == 0x0D && at + 1 < bytes.endIndex && bytes[at + 1] == 0x0A ? 2 : 1
      start = at
    }
    lines.append(bytes[start...])
    return lines
  }

  /// The value with all its line ends written as `lineEnd`; empty if it has none.
  private static func joined(_ bytes: ArraySlice<UInt8>, lineEnd: [UInt8]) -> [UInt8] {
    let parts = lines(of: bytes)
    return parts.count < 2 ? [] : Array(parts.joined(separator: lineEnd))
  }

  /// Lines of a multi-line value that are masked by themselves, as they are and trimmed, and how
  /// many lines that are not blank are not.
  static func separateLines(
    of bytes: ArraySlice<UInt8>
  ) -> (kept: [ArraySlice<UInt8>], skipped: Int) {
    let lines = lines(of: bytes)
    guard lines.count > 1 else { return ([], 0) }
    var kept: [ArraySlice<UInt8>] = []
    var skipped = 0
    for line in lines {
      let core = trimmed(line)
      if core.isEmpty { continue }
      if core.count < shortestDerived || CommonWords.contains(core) || isMarker(core) {
        skipped += 1
        continue
      }
      kept.append(line)
      if core.count < line.count { kept.append(core) }
    }
    return (kept, skipped)
  }

  /// `-----BEGIN ...-----` and the like: the same in every key, so no secret.
  private static func isMarker(_ line: ArraySlice<UInt8>) -> Bool {
    let dashes = repeatElement(0x2D as UInt8, count: 5)
    return line.starts(with: dashes) && line.reversed().starts(with: dashes)
  }
}
