internal import CScanKernels

#if canImport(Glibc)
  internal import Glibc
#endif

/// Text that is hidden in base64; SEMANTICS.md section 7.
extension Detector {
  /// Shortest run of letters that is decoded.
  static let leastRun = 24
  /// Shortest stretch of text that is matched.
  static let leastStretch = 16
  /// Letters before a start in a long run that a look-behind can reach, in whole quanta.
  private static let lettersBehind = 192

  /// A run of base64 letters, as far as it can be seen.
  private struct LetterRun {
    var start: Int
    var end: Int
    /// Longer than what is masked whole.
    var isLong: Bool
  }

  /// Finds base64 with a match inside: short runs that start in [from, to), and in long ones the
  /// matches that do.
  func base64(_ text: ViewText, from: Int, to: Int, stop: Int) {
    let limit = plan.limits.base64Run
    let first = max(0, from - Self.lettersBehind)
    let last = min(text.count, to + limit + 2)
    base64Buffers.positions.reserve(last - first)
    let positions = base64Buffers.positions.positions
    let count = scan_base64_text(plan.isa, text.bytes, first, last, positions)
    var run = LetterRun(start: 0, end: 0, isLong: false)
    var isDecided = false
    // Index up to which each alignment has been looked at.
    var done = (0, 0, 0, 0)
    for number in 0..<count {
      let at = Int(positions[number])
      if at >= run.end {
        run = letterRun(text, at, limit: limit, last: last)
        done = (0, 0, 0, 0)
        isDecided =
          run.isLong
          ? run.start >= to || run.end <= from
          : run.start < from || run.start >= to || run.end - run.start < Self.leastRun
      }
      // In a long run only matches that start before `to` count, and what they can see.
      if isDecided || (run.isLong && at >= highest(of: run, to: to)) { continue }
      // The kernel asks for bytes below 0x80 only; a stretch has four whole quanta of text.
      if !Self.isText(text.bytes + at) { continue }
      let alignment = at & 3
      let seen =
        switch alignment {
        case 0: done.0
        case 1: done.1
        case 2: done.2
        default: done.3
        }
      if at < seen { continue }
      let end = quanta(text, around: at, run, from: from, to: to, stop: stop)
      switch alignment {
      case 0: done.0 = end
      case 1: done.1 = end
      case 2: done.2 = end
      default: done.3 = end
      }
    }
  }

  /// Whether the four quanta from here on are text.
  private static func isText(_ letters: UnsafePointer<UInt8>) -> Bool {
    let values = Base64Letters.values
    for quantum in 0..<4 {
      let at = letters + 4 * quantum
      let a = UInt32(values[Int(at[0])])
      let b = UInt32(values[Int(at[1])])
      let c = UInt32(values[Int(at[2])])
      let word = a << 18 | b << 12 | c << 6 | UInt32(values[Int(at[3])])
      for shift: UInt32 in [16, 8, 0]
      where !Base64Letters.isText(UInt8(truncatingIfNeeded: word >> shift)) {
        return false
      }
    }
    return true
  }

  /// End of the letters of a run that a match which starts before `to` can see.
  private func highest(of run: LetterRun, to: Int) -> Int {
    run.isLong ? min(run.end, to + 2 * plan.limits.window + 8) : run.end
  }

  /// The run around `at`, looked at no farther than needed to tell short from long.
  private func letterRun(_ text: ViewText, _ at: Int, limit: Int, last: Int) -> LetterRun {
    let bytes = text.bytes
    var start = at
    while start > 0, at - start <= limit, Base64Letters.isLetter(bytes[start - 1]) { start -= 1 }
    var end = at
    while end < text.count, end < last || end - start <= limit, Base64Letters.isLetter(bytes[end]) {
      end += 1
    }
    return LetterRun(start: start, end: end, isLong: end - start > limit)
  }

  /// Decodes the quanta around `at` as far as they are text, and matches the stretches of it.
  ///
  /// Returns the index up to which this alignment has been looked at.
  private func quanta(
    _ text: ViewText, around at: Int, _ run: LetterRun, from: Int, to: Int,
    stop: Int
  ) -> Int {
    let bytes = text.bytes
    let values = Base64Letters.values
    let lowest = run.isLong ? max(run.start, from - Self.lettersBehind) : run.start
    let highest = highest(of: run, to: to)
    func isASCII(_ quantum: Int) -> Bool {
      values[Int(bytes[quantum])] < 32 && values[Int(bytes[quantum + 1])] & 8 == 0
        && values[Int(bytes[quantum + 2])] & 2 == 0
    }
    // One quantum more on either side: some of its bytes may be text.
    var first = at
    while first - 4 >= lowest {
      first -= 4
      if !isASCII(first) { break }
    }
    var next = at
    while next + 4 <= highest {
      next += 4
      if !isASCII(next - 4) { break }
    }
    base64Buffers.decoded.grow(to: (next - first) / 4 * 3 + 8, keeping: 0)
    let out = base64Buffers.decoded.start
    var size = 0
    var index = first
    while index < next {
      let a = UInt32(values[Int(bytes[index])])
      let b = UInt32(values[Int(bytes[index + 1])])
      let c = UInt32(values[Int(bytes[index + 2])])
      let d = UInt32(values[Int(bytes[index + 3])])
      let word = a << 18 | b << 12 | c << 6 | d
      out[size] = UInt8(truncatingIfNeeded: word >> 16)
      out[size + 1] = UInt8(truncatingIfNeeded: word >> 8)
      out[size + 2] = UInt8(truncatingIfNeeded: word)
      size += 3
      index += 4
    }
    // The last partial quantum of the run.
    let rest = highest - next
    if rest >= 2, rest < 4, highest == run.end {
      let a = UInt32(values[Int(bytes[next])])
      let b = UInt32(values[Int(bytes[next + 1])])
      let c = rest == 3 ? UInt32(values[Int(bytes[next + 2])]) : 0
      let word = a << 18 | b << 12 | c << 6
      out[size] = UInt8(truncatingIfNeeded: word >> 16)
      size += 1
      if rest == 3 {
        out[size] = UInt8(truncatingIfNeeded: word >> 8)
        size += 1
      }
    }
    var start = 0
    while start < size {
      var end = start
      while end < size, Base64Letters.isText(out[end]) { end += 1 }
      if end - start >= Self.leastStretch {
        match(text, run, quantum: first, stretch: start..<end, from: from, to: to, stop: stop)
      }
      start = end + 1
    }
    return next
  }

  /// Matches one stretch of decoded text and masks the run, or what of it follows the match.
  private func match(
    _ text: ViewText, _ run: LetterRun, quantum: Int, stretch: Range<Int>, from: Int, to: Int,
    stop: Int
  ) {
    let length = stretch.count
    let buffer = base64Buffers.stretch
    buffer.grow(to: length + 8, keeping: 0)
    buffer.start[0] = 0
    memcpy(buffer.start + 1, base64Buffers.decoded.start + stretch.lowerBound, length)
    buffer.start[length + 1] = 0
    buffer.seal(count: length + 2)
    // The zeros on both sides take the place of the stream's ends.
    let decoded = ViewText(
      view: .base64, bytes: UnsafePointer(buffer.start), count: length + 2, startsStream: true,
      endsStream: true, map: nil, base: 0)
    /// The quantum in which a decoded byte begins.
    func letters(_ index: Int) -> Int { quantum + (stretch.lowerBound + index - 1) / 3 * 4 }
    var lower = 1
    var upper = length + 1
    if run.isLong {
      while lower < upper, letters(lower) < from { lower += 1 }
      while upper > lower, letters(upper - 1) >= to { upper -= 1 }
    }
    candidates.forEach(decoded, from: lower, to: upper) { number, start in
      let hit: Confirmer.Hit
      let label: Label
      switch self.decide(number, decoded, at: start) {
      case .none: return
      case .unscanned:
        hit = Confirmer.Hit(start: start, end: start + 1, confidence: .structure)
        label = self.unscannedLabel(.base64)
      case .hit(let found):
        hit = found
        let text = decoded.shortened(by: 1)
        let tail = self.tailKind(self.plan.rules[number], decoded, hit)
        if case .quoted(let quote, let depth) = tail {
          let end = TailAdvance.quoted(
            text, quote: quote, backslashes: depth, from: hit.start, to: text.count)
          if end.index == hit.start { return }
        }
        label = self.label(number, hit.confidence, .base64) { self.material(text, hit, tail) }
      }
      let first = run.isLong ? letters(hit.start) : run.start
      self.maskRun(text, from: first, run, stop: stop, label)
    }
  }

  /// Whether any rule matches at the index, without what comes after its head.
  private func decide(_ number: Int, _ text: ViewText, at: Int) -> Confirmer.Answer {
    let rule = plan.rules[number].rule
    if rule.action == .inform { return .none }
    guard rule.kind == .pem else { return confirmer.attempt(number, text, at: at) }
    let reader = PEMReader(bytes: text.bytes, end: text.count)
    guard let end = reader.marker(at: at) else { return .none }
    return .hit(Confirmer.Hit(start: at, end: end, confidence: rule.confidence))
  }

  private func maskRun(
    _ text: ViewText, from first: Int, _ run: LetterRun, stop: Int, _ label: Label
  ) {
    let start = text.rawStart(first)
    guard run.isLong else {
      var end = run.end
      while end < text.count, end - run.end < 2, text.bytes[end] == UInt8(ascii: "=") { end += 1 }
      found.add(start, text.rawEnd(end - 1), label)
      return
    }
    walker.advance(
      Tail(
        kind: .run(row: plan.base64Row), plan: plan, view: .base, position: start, label: label,
        apart: .all),
      text, from: first, stop: stop)
  }
}
