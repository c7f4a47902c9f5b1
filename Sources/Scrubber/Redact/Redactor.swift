internal import CScanKernels

/// Joins spans, writes placeholders in their place and everything else as it is.
struct Redactor {
  private let replacement: Policy.Replacement
  private let keepsLines: Bool
  /// Placeholders that rules bring themselves, by id.
  private var ownTexts: [String: [UInt8]]
  /// Texts that are the same for all masks with a label, by its number; empty where not known.
  private var placeholders: [[UInt8]] = []
  private let isa: scan_isa

  /// Spans that are not finished, by start.
  private var pending: [Span] = []
  /// Public identifiers that are to be reported.
  private var identifiers = IdentifierNotes()
  /// Stream offset up to which everything has left or has been masked.
  private(set) var released = 0
  /// End of the union that is being masked; at most `released` if there is none.
  private var maskedUntil = 0
  /// Where the last of its spans ends, unlike what it was widened to or has passed.
  private var spansEnd = 0
  private var label: Label?

  private var lexer = JSONLexer()
  /// Stream offset up to which the lexer has read.
  private(set) var lexed = 0

  /// The masked run whose placeholder is being written.
  private var run: (start: Int, line: Int, output: Int)?
  private var runEnd = 0

  private var line = 1
  private var counted = 0
  private(set) var bytesOut = 0
  private(set) var findingCount = 0

  /// Bytes on their way to the sink.
  private let staged = OutputStage(capacity: 32_768)
  /// Pieces of at least this size go to the sink without a copy.
  private static let directSize = 4_096

  init(_ policy: Policy, ownTexts: [String: [UInt8]], isa: scan_isa) {
    replacement = policy.replacement
    keepsLines = policy.keepsLines
    self.ownTexts = ownTexts
    self.isa = isa
  }

  /// Placeholders that the rules of a scrubber bring, in addition to those known.
  mutating func adopt(ownTexts: [String: [UInt8]]) {
    self.ownTexts.merge(ownTexts) { _, new in new }
    placeholders = []
  }

  /// Takes spans; those that start before what has been released count from there.
  mutating func add(_ spans: [Span], names: LabelNames) {
    guard !spans.isEmpty else { return }
    // Mostly they come in order; where two begin together, more than the start decides.
    var last = pending.last?.start ?? Int.min
    var isSorted = true
    for span in spans {
      if span.start <= last { isSorted = false }
      last = span.start
    }
    pending.append(contentsOf: spans)
    if isSorted { return }
    pending.sort { a, b in
      if a.start != b.start { return a.start < b.start }
      if a.label.precedes(b.label, names: names) { return true }
      if b.label.precedes(a.label, names: names) { return false }
      return a.end > b.end
    }
  }

  /// Takes public identifiers, which stay as they are.
  mutating func add(identifiers spans: [Span], names: LabelNames) {
    if !spans.isEmpty { identifiers.add(spans, names: names) }
  }

  /// Whether a piece of tag material may still be asked for.
  func needs(_ material: Int32) -> Bool {
    label?.material == material || pending.contains { $0.label.material == material }
  }

  // MARK: JSON

  /// The greatest offset up to `offset` at which no escape or literal is cut. Reads on in a copy.
  func wholeTokens(_ held: HeldBytes, before offset: Int) -> Int {
    var lexer = lexer
    var lexed = lexed
    return Self.lex(held, to: offset, &lexer, &lexed, isa) ?? offset
  }

  /// The greatest offset up to `offset` up to which JSON is read in the same way whatever comes after
  /// the held bytes.
  func settled(_ held: HeldBytes, before offset: Int) -> Int {
    var lexer = lexer
    var lexed = lexed
    return Self.lex(held, to: offset, &lexer, &lexed, isa, isOpen: true) ?? offset
  }

  /// Reads on to `offset`; returns the start of a token that lies across it.
  private mutating func lex(_ held: HeldBytes, to offset: Int) -> Int? {
    Self.lex(held, to: offset, &lexer, &lexed, isa)
  }

  private static func lex(
    _ held: HeldBytes, to offset: Int, _ lexer: inout JSONLexer, _ lexed: inout Int,
    _ isa: scan_isa, isOpen: Bool = false
  ) -> Int? {
    guard lexed < offset else { return nil }
    let bytes = held.pointer(lexed)
    let line = scan_after_last_byte(bytes, offset - lexed, 0x0A)
    if line > 0 {
      // Before the last line nothing matters any more.
      lexed += line
      lexer = JSONLexer()
    }
    lexed =
      held.base
      + lexer.skip(
        held.bytes, from: lexed - held.base, to: offset - held.base, end: held.end - held.base,
        isa: isa, isOpen: isOpen)
    return lexed < offset ? lexed : nil
  }

  // MARK: Release

  /// Emits everything before `limit`; all spans that start before it must have been added.
  ///
  /// - Parameter isFinal: whether the stream ends at `limit`. Otherwise a token that lies across it
  ///   waits, since what is masked of it may not be known yet.
  mutating func release<Sink: ScrubSink>(
    to offset: Int, isFinal: Bool, _ held: HeldBytes, opaque: [Range<Int>], names: LabelNames,
    material: [Int32: TagMaterial], into sink: inout Sink
  ) throws {
    var used = 0
    var passed = 0
    var limit = offset
    if !isFinal, isMaskedNear(limit) { limit = max(released, wholeTokens(held, before: limit)) }
    while released < limit {
      // What a widened mask has covered already.
      while used < pending.count, pending[used].end <= released { used += 1 }
      if released < maskedUntil || touches(used) {
        while used < pending.count, pending[used].start <= max(maskedUntil, released) {
          maskedUntil = max(maskedUntil, pending[used].end)
          spansEnd = max(spansEnd, pending[used].end)
          if label == nil { label = pending[used].label }
          used += 1
        }
        try mask(
          to: min(maskedUntil, limit), held, opaque, names, material, &passed, into: &sink)
        continue
      }
      let begins = used < pending.count && pending[used].start < limit
      let start = begins ? max(pending[used].start, released) : limit
      let end = max(lex(held, to: start) ?? start, released)
      if !begins, !isFinal { limit = end }
      if end > released || run == nil {
        try close(held, names, material, into: &sink)
        label = nil
      }
      if begins {
        // A span that is widened to the end of the last one continues it.
        label = label ?? pending[used].label
        maskedUntil = max(end, pending[used].end)
        spansEnd = pending[used].end
        used += 1
      }
      try keep(to: end, held, names, into: &sink)
    }
    pending.removeFirst(used)
    _ = lex(held, to: released)
    count(to: released, held)
    try flush(into: &sink)
  }

  /// Whether a span may touch a token that lies across the offset.
  private func isMaskedNear(_ offset: Int) -> Bool {
    let first = offset - JSONLexer.longestToken
    return maskedUntil > first || pending.contains { $0.start < offset && $0.end > first }
  }

  /// Ends the stream.
  mutating func finish<Sink: ScrubSink>(
    _ held: HeldBytes, names: LabelNames, material: [Int32: TagMaterial], into sink: inout Sink
  ) throws {
    try close(held, names, material, into: &sink)
    try flush(into: &sink)
  }

  /// Whether the next span continues the union that has just ended.
  private func touches(_ used: Int) -> Bool {
    // A masked run that is open was widened; behind a placeholder or a literal nothing goes on.
    label != nil && used < pending.count && pending[used].end > released
      && pending[used].start <= (run == nil ? spansEnd : released)
  }

  /// Masks [released, end), but for what must stay. Of the placeholders `passed` have gone by.
  private mutating func mask<Sink: ScrubSink>(
    to end: Int, _ held: HeldBytes, _ opaque: [Range<Int>], _ names: LabelNames,
    _ material: [Int32: TagMaterial], _ passed: inout Int, into sink: inout Sink
  ) throws {
    if let start = lex(held, to: released), start < released {
      // In the middle of a token of which a part has left already: the rest of it is masked.
      // A token holds no LF, so this one advances.
      let stop = keepsLines ? max(held.lineEnd(released, end), released + 1) : end
      try maskText(to: stop, held, names, material, into: &sink)
      return
    }
    while released < end {
      while passed < opaque.count, opaque[passed].upperBound <= released { passed += 1 }
      let next = passed < opaque.count ? opaque[passed] : nil
      if let next, next.lowerBound <= released {
        try close(held, names, material, into: &sink)
        try keep(to: next.upperBound, held, names, into: &sink)
        _ = lex(held, to: released)
        continue
      }
      let stop = min(end, next?.lowerBound ?? end)
      let (token, tokenEnd) = lexer.next(
        held.bytes, at: released - held.base, stop: stop - held.base, end: held.end - held.base)
      lexed = tokenEnd + held.base
      switch token {
      case .structure, .quote:
        try close(held, names, material, into: &sink)
        try keep(to: lexed, held, names, into: &sink)
      case .text where keepsLines && held.pointer(released).pointee == 0x0A:
        try close(held, names, material, into: &sink)
        try keep(to: lexed, held, names, into: &sink)
      case .text, .escape:
        open(held, names, into: &sink)
        released = lexed
        runEnd = lexed
      case .literal:
        try close(held, names, material, into: &sink)
        try literal(to: lexed, held, names, material, into: &sink)
      }
    }
    maskedUntil = max(maskedUntil, released)
  }

  private mutating func maskText<Sink: ScrubSink>(
    to end: Int, _ held: HeldBytes, _ names: LabelNames, _ material: [Int32: TagMaterial],
    into sink: inout Sink
  ) throws {
    open(held, names, into: &sink)
    released = end
    runEnd = end
    _ = lex(held, to: end)
  }

  /// Replaces a whole literal by a quoted placeholder.
  private mutating func literal<Sink: ScrubSink>(
    to end: Int, _ held: HeldBytes, _ names: LabelNames, _ material: [Int32: TagMaterial],
    into sink: inout Sink
  ) throws {
    identifiers.mask()
    count(to: released, held)
    run = (released, line, bytesOut)
    runEnd = end
    stage(UInt8(ascii: "\""))
    stagePlaceholder(names, material)
    stage(UInt8(ascii: "\""))
    released = end
    record(names, into: &sink)
  }

  // MARK: Runs

  private mutating func open<Sink: ScrubSink>(
    _ held: HeldBytes, _ names: LabelNames, into sink: inout Sink
  ) {
    guard run == nil else { return }
    identifiers.mask()
    count(to: released, held)
    run = (released, line, bytesOut)
  }

  /// Writes the placeholder of the masked run, if there is one.
  private mutating func close<Sink: ScrubSink>(
    _ held: HeldBytes, _ names: LabelNames, _ material: [Int32: TagMaterial],
    into sink: inout Sink
  ) throws {
    guard run != nil else { return }
    stagePlaceholder(names, material)
    record(names, into: &sink)
  }

  private mutating func record<Sink: ScrubSink>(_ names: LabelNames, into sink: inout Sink) {
    guard let run, let label else { return }
    findingCount += 1
    sink.record(
      Finding(
        rule: names[label.name], confidence: label.confidence, input: run.start..<runEnd,
        output: run.output..<bytesOut, line: run.line))
    self.run = nil
  }

  /// Stages the placeholder of the label.
  private mutating func stagePlaceholder(_ names: LabelNames, _ material: [Int32: TagMaterial]) {
    guard let label else { return }
    let number = Int(label.name)
    if number < placeholders.count, !placeholders[number].isEmpty {
      stage(placeholders[number])
      return
    }
    let id = names[label.name]
    var text = ownTexts[id]
    switch replacement {
    case .typed: text = text ?? PlaceholderShapes.text(id: id, tag: nil)
    case .fixed(let fixed): text = text ?? Array(fixed.utf8)
    case .keyed(let function):
      if text != nil { break }
      let secret = material[label.material] ?? TagMaterial(bytes: [], isLonger: false)
      let message =
        Array("scrubber/tag/1".utf8) + [0] + Array(id.utf8) + [0] + [secret.isLonger ? 1 : 0]
        + secret.bytes
      stage(PlaceholderShapes.text(id: id, tag: (function.keyID, function.tag(message))))
      return
    }
    guard let text else { return }
    while placeholders.count <= number { placeholders.append([]) }
    placeholders[number] = text
    stage(text)
  }

  // MARK: Output

  private mutating func keep<Sink: ScrubSink>(
    to end: Int, _ held: HeldBytes, _ names: LabelNames, into sink: inout Sink
  ) throws {
    guard end > released else { return }
    if !identifiers.isEmpty { note(to: end, held, names, into: &sink) }
    let size = end - released
    if size >= Self.directSize {
      try flush(into: &sink)
      try sink.write(
        Scrubbed(lending: UnsafeRawBufferPointer(start: held.pointer(released), count: size)))
    } else {
      staged.append(held.pointer(released), count: size)
    }
    bytesOut += size
    released = end
  }

  /// Reports the identifiers that end in what is kept.
  private mutating func note<Sink: ScrubSink>(
    to end: Int, _ held: HeldBytes, _ names: LabelNames, into sink: inout Sink
  ) {
    var identifiers = identifiers
    identifiers.keep(
      released, end, output: bytesOut,
      line: { offset in
        count(to: offset, held)
        return line
      },
      report: { span, line, output in
        sink.record(
          Finding(
            rule: names[span.label.name], confidence: span.label.confidence,
            input: span.start..<span.end, output: output..<output + (span.end - span.start),
            line: line, isMasked: false))
      })
    self.identifiers = identifiers
  }

  private mutating func stage(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { if let base = $0.baseAddress { staged.append(base, count: $0.count) } }
    bytesOut += bytes.count
  }

  private mutating func stage(_ byte: UInt8) {
    staged.append(byte)
    bytesOut += 1
  }

  private mutating func flush<Sink: ScrubSink>(into sink: inout Sink) throws {
    guard staged.count > 0 else { return }
    try sink.write(Scrubbed(lending: staged.bytes))
    staged.clear()
  }

  private mutating func count(to offset: Int, _ held: HeldBytes) {
    guard counted < offset else { return }
    line += scan_lines(isa, held.bytes, counted - held.base, offset - held.base)
    counted = offset
  }
}
