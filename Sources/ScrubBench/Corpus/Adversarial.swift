/// The corpora that aren't made of log lines: encodings, and floods of half a match.
struct AdversarialGenerator {
  let kind: CorpusKind
  let seed: UInt64
  let byteLimit: Int

  func write(to output: any ByteSink) throws(BenchError) {
    switch kind {
    case .base64Columns: try writeLines(to: output, columns: 76)
    case .base64Lines: try writeLines(to: output, columns: 65536)
    case .hexDump: try writeHexDump(to: output)
    default: try writeFlood(to: output)
    }
  }

  private func writeFlood(to output: any ByteSink) throws(BenchError) {
    guard let (head, unit) = kind.flood else { return }
    var unitBytes = Array(unit.utf8)
    while unitBytes.count < CorpusGenerator.bufferCapacity / 2 { unitBytes += unitBytes }
    var left = byteLimit
    var piece = Array(head.utf8) + unitBytes
    while left > 0 {
      let count = min(left, piece.count)
      try output.write(piece[..<count])
      left -= count
      piece = unitBytes
    }
  }

  /// Base64 of random bytes; the last line may be shorter.
  private func writeLines(to output: any ByteSink, columns: Int) throws(BenchError) {
    var random = Random(seed: seed)
    let alphabets = AlphabetTables()
    let table = alphabets.table + Int(Alphabet.base64.rawValue) * 64
    var buffer = TextBuffer(capacity: CorpusGenerator.bufferCapacity)
    var left = byteLimit
    while left > 0 {
      // Characters come in tens, so a line may be nine too long before it is cut.
      if buffer.room < columns + 10 { try writeAway(&buffer, to: output) }
      let start = buffer.count
      let length = min(columns, left - 1)
      while buffer.count < start + length {
        var bits = random.next()
        for _ in 0..<10 {
          buffer.append(table[Int(bits & 63)])
          bits >>= 6
        }
      }
      buffer.truncate(to: start + length)
      buffer.append(UInt8(ascii: "\n"))
      left -= length + 1
    }
    try writeAway(&buffer, to: output)
    withExtendedLifetime(alphabets) {}
  }

  /// Sixteen bytes a line: offset, eight groups of hex, and the printable characters. One line in
  /// four holds text, the others random bytes.
  private func writeHexDump(to output: any ByteSink) throws(BenchError) {
    let digits = Array("0123456789abcdef".utf8)
    let lineSize = 68
    var random = Random(seed: seed)
    var buffer = TextBuffer(capacity: CorpusGenerator.bufferCapacity)
    for line in 0..<(byteLimit / lineSize) {
      if buffer.room < lineSize { try writeAway(&buffer, to: output) }
      for shift in stride(from: 28, through: 0, by: -4) {
        buffer.append(digits[line * 16 >> shift & 15])
      }
      buffer.append(UInt8(ascii: ":"))
      var words = (random.next(), random.next())
      if random.next() & 3 == 0 {
        words.0 = words.0 & 0x1F1F_1F1F_1F1F_1F1F | 0x6060_6060_6060_6060
        words.1 = words.1 & 0x1F1F_1F1F_1F1F_1F1F | 0x4040_4040_4040_4040
      }
      withUnsafeBytes(of: &words) { bytes in
        for (index, byte) in bytes.enumerated() {
          if index % 2 == 0 { buffer.append(UInt8(ascii: " ")) }
          buffer.append(digits[Int(byte >> 4)])
          buffer.append(digits[Int(byte & 15)])
        }
        buffer.append("  ")
        for byte in bytes {
          buffer.append(byte >= 32 && byte < 127 ? byte : UInt8(ascii: "."))
        }
      }
      buffer.append(UInt8(ascii: "\n"))
    }
    try writeAway(&buffer, to: output)
  }

  private func writeAway(
    _ buffer: inout TextBuffer, to output: any ByteSink
  ) throws(BenchError) {
    try output.write(buffer.bytes)
    buffer.truncate(to: 0)
  }
}
