internal import Scrubber

/// Base64 runs of the base view that decode to something that the rules match.
enum ReferenceBase64 {
  /// A stretch of text in a decoded run; index 0 and the last index are boundaries.
  struct Stretch {
    var view: ReferenceView
    /// Index in the base view of the quantum that each byte of `view` comes from.
    var quanta: [Int]
  }

  /// A maximal run of the base view, and its end with padding.
  struct Run {
    var range: Range<Int>
    var paddedEnd: Int
  }

  static func runs(in base: ReferenceView) -> [Run] {
    let bytes = base.bytes
    var runs: [Run] = []
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].prefix(while: ReferenceBytes.isToken).endIndex
      if end - index >= 24 {
        var padded = end
        while padded < bytes.count, padded < end + 2, bytes[padded] == UInt8(ascii: "=") {
          padded += 1
        }
        runs.append(Run(range: index..<end, paddedEnd: padded))
      }
      index = max(end, index + 1)
    }
    return runs
  }

  /// The stretches of text in `run`, at all four phases.
  static func stretches(of run: Run, in base: ReferenceView) -> [Stretch] {
    (0..<4).flatMap { phase in
      let (decoded, quanta) = decode(
        base.bytes, (run.range.lowerBound + phase)..<run.range.upperBound)
      var stretches: [Stretch] = []
      var index = 0
      while index < decoded.count {
        let end = decoded[index...].prefix(while: isText).endIndex
        if end - index >= 16 { stretches.append(stretch(index..<end, decoded, quanta, run, base)) }
        index = max(end, index + 1)
      }
      return stretches
    }
  }

  private static func isText(_ byte: UInt8) -> Bool {
    byte == 0x09 || byte == 0x0A || byte == 0x0D || 0x20...0x7E ~= byte
  }

  private static func stretch(
    _ range: Range<Int>, _ decoded: [UInt8], _ quanta: [Int], _ run: Run, _ base: ReferenceView
  ) -> Stretch {
    var view = ReferenceView(.base64)
    view.hasStreamEdges = false
    var sources: [Int] = []
    func add(_ byte: UInt8, _ quantum: Int) {
      let last = min(quantum + 4, run.range.upperBound) - 1
      view.append(byte, base.starts[quantum], base.ends[last])
      sources.append(quantum)
    }
    add(0, quanta[range.lowerBound])
    for index in range { add(decoded[index], quanta[index]) }
    add(0, quanta[range.upperBound - 1])
    return Stretch(view: view, quanta: sources)
  }

  /// The bytes that `range` decodes to, and where each one's quantum begins.
  private static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> ([UInt8], [Int]) {
    var decoded: [UInt8] = []
    var quanta: [Int] = []
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
      let letters = bytes[start..<min(start + 4, range.upperBound)]
      var value: UInt32 = 0
      for letter in letters { value = value << 6 | sextet(letter) }
      value <<= 6 * UInt32(4 - letters.count)
      for index in 0..<letters.count * 6 / 8 {
        decoded.append(UInt8(truncatingIfNeeded: value >> (16 - 8 * UInt32(index))))
        quanta.append(start)
      }
    }
    return (decoded, quanta)
  }

  private static func sextet(_ letter: UInt8) -> UInt32 {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 0x41
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 0x61 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    default: 63
    }
  }
}
