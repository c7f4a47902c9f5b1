/// Advances a private key block line by line.
struct PEMTail {
  /// What one advance found.
  struct Progress {
    /// Masked index ranges of the text, ascending.
    var masked: [Range<Int>] = []
    /// Where to go on, `nil` if the block has ended.
    var open: (index: Int, state: PEMState)?
    /// Index that the block reaches.
    var reached: Int
  }

  /// Reads lines that start before `stop`, from the content that ends at `content`.
  ///
  /// - Parameter look: the end of what may be looked at from an index on.
  static func advance(
    _ text: ViewText, from content: Int, to stop: Int, _ initial: PEMState,
    look: (Int) -> Int
  ) -> Progress {
    var state = initial
    var progress = Progress(reached: content)
    var masked = content
    while true {
      if state.isInsideRun {
        var next = masked
        while next < stop, PEMReader.isBase64(text.bytes[next]) { next += 1 }
        if next > masked { add(masked..<next, to: &progress) }
        masked = next
        progress.reached = next
        if next >= stop {
          progress.open = (next, state)
          return progress
        }
        state.isInsideRun = false
        // Padding belongs to the run.
        var padding = next
        while padding < text.count, padding - next < 2, text.bytes[padding] == UInt8(ascii: "=") {
          padding += 1
        }
        if padding > next { add(next..<padding, to: &progress) }
        masked = padding
        progress.reached = padding
      }
      if masked >= stop {
        progress.open = (masked, state)
        return progress
      }
      let reader = PEMReader(bytes: text.bytes, end: look(masked))
      guard let start = reader.lineStart(after: masked, state) else {
        // At the end of the look-ahead only if the stream ends there: the block ends with it.
        return progress
      }
      if start >= stop, stop < text.count || !text.endsStream {
        progress.open = (masked, state)
        return progress
      }
      // A line begins only where a byte stands.
      if start >= text.count { return progress }
      guard let line = reader.line(at: start, state) else { return progress }
      state.isAtMarker = false
      if line.end > line.start || !line.keepsPrefix {
        add((line.keepsPrefix ? line.start : masked)..<line.end, to: &progress)
      }
      masked = line.end
      progress.reached = line.end
      switch line.kind {
      case .last: return progress
      case .longRun: state.isInsideRun = true
      default: break
      }
    }
  }

  private static func add(_ range: Range<Int>, to progress: inout Progress) {
    guard !range.isEmpty else { return }
    if let last = progress.masked.last, last.upperBound == range.lowerBound {
      progress.masked[progress.masked.count - 1] = last.lowerBound..<range.upperBound
    } else {
      progress.masked.append(range)
    }
  }
}
