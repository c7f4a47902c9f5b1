internal import CScanKernels

/// High-entropy tokens.
extension Detector {
  /// High-entropy tokens that start in [from, to).
  func tokens(_ text: ViewText, from: Int, to: Int) {
    let last = min(text.count, to + Self.longestToken + 2)
    buffers.reserve(last - from)
    let count = scan_token_runs(
      plan.isa, text.bytes, from, last, UInt32(TokenShape.lengths.lowerBound), buffers.runs)
    // The run that stands across `from` began before it.
    let isCut = from > 0 && Base64Letters.isLetter(text.bytes[from - 1])
    for number in 0..<count {
      let run = buffers.runs[number]
      let start = Int(run.start)
      if start >= to { break }
      let end = Int(run.end)
      if end - start > Self.longestToken || (isCut && start == from) { continue }
      if text.map == nil || text.differs(start - TokenSurroundings.longest - 1, end + 1) {
        token(text, start, end)
      }
    }
  }

  private func token(_ text: ViewText, _ start: Int, _ end: Int) {
    let raw = text.rawStart(start)
    let budget = ViewLimits.rawBudget(window: plan.rules[plan.entropyRule].window)
    if text.map != nil, text.rawEnd(end - 1) - raw > budget { return }
    let token = UnsafeBufferPointer(start: text.bytes + start, count: end - start)
    guard TokenShape.looksLikeSecret(token), !isPublic(text, at: start),
      confirmer.acceptsToken(plan.entropyRule, token)
    else { return }
    var padded = end
    while padded < text.count, padded - end < 2, text.bytes[padded] == UInt8(ascii: "=") {
      padded += 1
    }
    let number = plan.entropyRule
    let label = self.label(number, plan.rules[number].rule.confidence, text.view) {
      Self.material(text, start, padded)
    }
    found.add(raw, text.rawEnd(padded - 1), label)
  }

  /// Whether what stands before a token says that it is public.
  private func isPublic(_ text: ViewText, at start: Int) -> Bool {
    var first = max(0, start - TokenSurroundings.longest)
    if text.map != nil {
      // As far as what every decision may see, wherever the step began.
      let raw = text.rawStart(start)
      while first < start, raw - text.rawStart(first) > ViewLimits.lookBehindRaw { first += 1 }
    }
    return TokenSurroundings.sayPublic(text.bytes, from: first, at: start)
  }

  /// Longest token that is judged by its entropy.
  private static let longestToken = 256
}
