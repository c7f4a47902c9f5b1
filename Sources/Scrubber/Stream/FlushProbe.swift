internal import CScanKernels

/// Finds how much of the undecided end of a stream can be emitted all the same, because no match can
/// start there whatever comes. Changes no decision.
final class FlushProbe {
  private let plan: ScanPlan
  private let views: StepViews
  private let detector: Detector
  private let buffers = ScanBuffers()

  init(_ plan: ScanPlan, views: StepViews, detector: Detector) {
    self.plan = plan
    self.views = views
    self.detector = detector
  }

  /// The first stream offset that a match may mask which is not decided: one that starts at or
  /// after `from`. Never too far right, and left of `from` where such a match can be widened there.
  ///
  /// The views are those of the whole stream up to where an item may be open, for all items before
  /// that have been read whole. They are cut only after decoding: a text that was cut first would
  /// show what is inside of an item that lies across the cut.
  ///
  /// - Parameter raw: the stream's bytes, to the end of what is known.
  func firstLive(_ raw: ViewText, from: Int) -> Int {
    let cut = openItem(raw)
    // The ESC or C1 control at the cut is kept: it ends what comes before it.
    let isEscape = cut < raw.count && raw.bytes[cut] == EscapeSequence.escape
    let kept = isEscape ? 1 : EscapeSequence.isControl(raw.bytes, raw.count, at: cut) ? 2 : 0
    views.build(raw.shortened(by: raw.count - cut - kept))
    var end = raw.base + cut
    // Of decoded text nothing is promised, nor of plain text that together with decoded text may
    // become an item: `%6` before `%35`, or the rest of one that began before `from`.
    for active in views.active { active.text.complete() }
    for view in [View.unescaped, .percent] {
      if let first = views.firstItem(of: view, atOrAfter: from) { end = min(end, first) }
      let text = views.text(for: view)
      end = min(end, text.rawStart(Self.openNested(text)))
    }
    var live = min(end, firstLive(in: Self.known(views.base, to: end), from: from))
    for active in views.active {
      live = min(live, firstLive(in: Self.known(active.text, to: end), from: from))
    }
    return live
  }

  private static func known(_ text: ViewText, to offset: Int) -> ViewText {
    text.shortened(by: text.count - text.firstIndex(atOrAfter: offset))
  }

  private func firstLive(in text: ViewText, from offset: Int) -> Int {
    // An item that lies across the end of what is known may lie across the offset, too.
    let from = min(text.firstIndex(atOrAfter: offset), text.count)
    var live = text.count
    detector.candidates.forEach(text, from: from, to: text.count) { number, start in
      if start < live, !self.isDecidable(number, text, at: start) { live = start }
    }
    live = min(live, beginning(text, from: from))
    live = min(live, token(text, from: from))
    live = min(live, registered(text, from: from))
    return text.rawStart(live)
  }

  /// Whether all that the rule looks at is known, and it does not match.
  private func isDecidable(_ number: Int, _ text: ViewText, at: Int) -> Bool {
    let rule = plan.rules[number]
    guard rule.rule.kind == .expression, at + rule.window <= text.count else { return false }
    if case .none = detector.confirmer.attempt(number, text, at: at) { return true }
    return false
  }

  /// First start in the last bytes whose anchor may not have come yet.
  private func beginning(_ text: ViewText, from: Int) -> Int {
    var at = max(from, text.count - (plan.reaches.max() ?? 0))
    let classes = UnsafePointer(plan.classes.rows)
    while at < text.count {
      for number in plan.rules.indices where at + plan.reaches[number] > text.count {
        if RuleGuard.mayBegin(
          plan.guards + number, classes, text.bytes, at: at, end: text.count),
          !isDecidable(number, text, at: at)
        {
          return at
        }
      }
      at += 1
    }
    return text.count
  }

  /// Start of the first token that is open, or that may count as random or as base64.
  private func token(_ text: ViewText, from: Int) -> Int {
    guard plan.entropyRule >= 0 || plan.decodesBase64 else { return text.count }
    var start = from
    while start > 0, from - start <= plan.limits.base64Run,
      Base64Letters.isLetter(text.bytes[start - 1])
    {
      start -= 1
    }
    var live = text.count
    buffers.reserve(text.count - start)
    if plan.entropyRule >= 0 {
      let count = scan_token_runs(
        plan.isa, text.bytes, start, text.count, 20, buffers.runs)
      for index in 0..<count {
        let run = buffers.runs[index]
        let length = Int(run.end - run.start)
        let token = UnsafeBufferPointer(start: text.bytes + Int(run.start), count: length)
        if length <= 256, TokenShape.looksLikeSecret(token) {
          live = min(live, Int(run.start))
          break
        }
      }
    }
    if plan.decodesBase64 {
      let count = scan_base64_text(plan.isa, text.bytes, start, text.count, buffers.positions)
      if count > 0 {
        var first = Int(buffers.positions[0])
        while first > start, Base64Letters.isLetter(text.bytes[first - 1]) { first -= 1 }
        live = min(live, first)
      }
    }
    // The run that the next byte may continue; padding may be its end.
    var end = text.count
    while end > start, text.count - end < 2, text.bytes[end - 1] == UInt8(ascii: "=") { end -= 1 }
    while end > start, Base64Letters.isLetter(text.bytes[end - 1]) { end -= 1 }
    return max(from, min(live, end))
  }

  /// First start of a registered value that is there or may yet come.
  private func registered(_ text: ViewText, from: Int) -> Int {
    guard let index = plan.registered else { return text.count }
    var live = detector.firstRegistered(text, from: from) ?? text.count
    var at = max(from, text.count - index.longestWindow)
    while at < live {
      if index.canBegin(with: text.bytes + at, count: text.count - at) { live = at }
      at += 1
    }
    // A match, also one that begins with the next byte, may be widened to the left: into what is
    // decided, too, for the step that decided it has held that back.
    return text.widened(live)
  }

  /// Index from which on the text may be the beginning of an item; its end if there is none.
  private func openItem(_ text: ViewText) -> Int {
    var open = text.count
    var at = text.count
    let lowest = max(0, text.count - 320)
    while at > lowest {
      at -= 1
      let left = text.count - at
      switch text.bytes[at] {
      case EscapeSequence.escape: if left < EscapeSequence.longest { open = at }
      case UInt8(ascii: "\\"): if left < 80 { open = at }
      case UInt8(ascii: "&"): if left < 11 { open = at }
      case UInt8(ascii: "%"): if left < 7 { open = at }
      case UInt8(ascii: "["): if PlaceholderShapes.mayBegin(text, at: at) { open = at }
      case EscapeSequence.control
      where EscapeSequence.isControl(text.bytes, text.count, at: at):
        if left < EscapeSequence.longest { open = at }
      case 0xC2...0xF4: if left < 4 { open = at }
      default: break
      }
      // A text of one's own may begin with any of these, too.
      if plan.placeholders.mayBeginFixed(text, at: at) { open = at }
    }
    return Self.wholeCommand(text, before: Self.wholeEscapes(text, before: open))
  }

  /// Index from which on a decoded text may be the beginning of an item of what is decoded from it.
  private static func openNested(_ text: ViewText) -> Int {
    var open = text.count
    for left in 1..<80 where left <= text.count {
      switch text.bytes[text.count - left] {
      case UInt8(ascii: "\\"): open = text.count - left
      case UInt8(ascii: "&"): if left < 10 { open = text.count - left }
      case UInt8(ascii: "%"): if left < 3 { open = text.count - left }
      default: break
      }
    }
    return wholeEscapes(text, before: open)
  }

  /// Moves a cut out of a control string, which `stripped` removes with all its text.
  private static func wholeCommand(_ text: ViewText, before cut: Int) -> Int {
    var at = cut
    while at > 0, cut - at < EscapeSequence.longest {
      at -= 1
      let isControl = EscapeSequence.isControl(text.bytes, text.count, at: at)
      guard isControl || text.bytes[at] == EscapeSequence.escape else { continue }
      let length = EscapeSequence.boundary(text.bytes, text.count, at: at, strings: true)
      return at + length > cut ? at : cut
    }
    return cut
  }

  /// Moves a cut back to where neither a run of backslashes nor a surrogate pair is divided.
  private static func wholeEscapes(_ text: ViewText, before cut: Int) -> Int {
    var open = cut
    let backslash = UInt8(ascii: "\\")
    while open < text.count, open > 0, text.bytes[open] == backslash {
      if text.bytes[open - 1] == backslash {
        open -= 1
      } else if open >= 6, text.bytes[open - 6] == backslash,
        text.bytes[open - 5] == UInt8(ascii: "u")
      {
        open -= 6
      } else {
        break
      }
    }
    return open
  }
}
