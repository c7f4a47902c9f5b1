internal import Scrubber

#if canImport(Glibc)
  internal import Glibc
#endif

/// One stream of the core, with the lines that wait for its output.
///
/// The scrubber keeps every LF, so the n-th LF that comes out ends the n-th line that went in. That
/// is the whole mapping: it needs no offsets, and it holds while a redaction is still open.
final class LineChannel {
  @exclusivity(unchecked) private var stream: ScrubStream
  @exclusivity(unchecked) private var sink: LineSink

  init(_ scrubber: SecretScrubber, part: LinePart, lines: PendingLines) {
    stream = ScrubStream(scrubber)
    sink = LineSink(part: part, lines: lines)
  }

  /// Whether everything that went in has come out: nothing is open that could reach into the next
  /// line. Asked after a `flush` it says whether the stream may be lent to another logger.
  var isIdle: Bool { sink.waiting.isEmpty }

  /// Announces lines; their text must follow in the same order, each ended by an LF.
  func expect(_ first: Int, count: Int) { sink.waiting.append(first, count: count) }

  func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
    // The sink throws nothing, so the stream doesn't either.
    try? stream.feed(UnsafeRawBufferPointer(bytes), into: &sink)
  }

  func feed(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { feed($0) } }

  /// Brings out what no continuation can change.
  func flush() {
    if !isIdle { try? stream.flush(into: &sink) }
  }

  /// Completes the lines that wait, as if nothing more came. What comes is still scrubbed as a
  /// continuation of them.
  func settle() {
    guard !isIdle else { return }
    var preview = sink
    preview.mode = .preview
    try? stream.preview(into: &preview)
    sink.settled = sink.waiting.last ?? sink.settled
  }

  /// Whether what went in so far, were it all, would end in something masked, as an open private key
  /// does.
  func endsInSecret() -> Bool {
    var trial = sink
    trial.mode = .trial
    try? stream.preview(into: &trial)
    return trial.endsMasked
  }

  /// Decides everything; no feeding after that.
  func finish() { try? stream.finish(into: &sink) }
}

/// Which part of a line a stream delivers.
enum LinePart {
  /// A line of `event`.
  case text
  /// The fields, or a line of `error_detail`.
  case side
}

private struct LineSink: ScrubSink {
  let part: LinePart
  let lines: PendingLines
  var waiting = LineRuns()
  enum Mode {
    case live
    /// What is written completes lines and will be written once more.
    case preview
    /// Nothing comes of what is written.
    case trial
  }

  var mode = Mode.live
  /// End of the last placeholder, and of the last byte that is not blank.
  private var maskedEnd = 0
  private var solidEnd = 0
  /// Whether nothing follows the last placeholder but blanks.
  var endsMasked: Bool { maskedEnd >= solidEnd }
  /// Last line that is complete already, whatever is still written of it.
  var settled = 0
  /// Placeholders that are about to be written, as offsets of the output.
  private var placeholders: [Range<Int>] = []
  private var written = 0

  init(part: LinePart, lines: PendingLines) {
    self.part = part
    self.lines = lines
  }

  mutating func write(_ bytes: borrowing Scrubbed) {
    let count = bytes.count
    if mode == .trial {
      let solid = bytes.withUnsafeBytes { $0.lastIndex { $0 > 0x20 } }
      if let solid { solidEnd = written + solid + 1 }
      written += count
      return
    }
    var at = 0
    while at < count {
      let end = bytes.withUnsafeBytes { raw -> Int in
        guard let base = raw.baseAddress, let found = memchr(base + at, 0x0A, count - at)
        else { return count }
        return base.distance(to: UnsafeRawPointer(found))
      }
      guard let number = waiting.first else { break }
      if end > at, number > settled {
        let base = written
        lines.add(bytes, at..<end, to: number, part) { cut in
          placeholders.first { $0.lowerBound - base < cut && cut < $0.upperBound - base }
            .map { $0.lowerBound - base } ?? cut
        }
      }
      if end < count {
        if number > settled { lines.complete(number, part) }
        waiting.removeFirst()
      }
      at = end + 1
    }
    written += count
    if !placeholders.isEmpty { placeholders.removeAll { $0.upperBound <= written } }
  }

  mutating func record(_ finding: Finding) {
    guard finding.isMasked else { return }
    placeholders.append(finding.output)
    maskedEnd = finding.output.upperBound
    if mode != .live { return }
    lines.redactions[finding.rule, default: 0] += 1
  }
}
