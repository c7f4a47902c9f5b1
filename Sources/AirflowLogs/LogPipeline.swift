internal import Scrubber

/// The order of things for one log: decode, number, scrub, keep.
struct LogPipeline: RecordTaker {
  private let lines: PendingLines
  var window: LineWindow
  private var loggers: LoggerTable
  private var reader = RecordReader()
  private var record = DecodedRecord()
  private var counts = LogCounts()
  private var details = SourceDetails()
  private let stopsEarly: Bool
  private let selection: LogSelection
  private var oversized: OpenRecord?
  private(set) var isSatisfied = false
  private static let mostErrorLines = 100
  /// Lines after which a log without end is given up.
  private static let mostLines = 1 << 31
  private static let leftOut = Array("(left out: too long)".utf8)
  /// Records by level, by its raw value.
  private var levels = [Int](repeating: 0, count: Severity.allCases.count)

  init(_ scrubber: SecretScrubber, _ selection: LogSelection, _ limits: LogLimits) {
    self.selection = selection
    stopsEarly = limits.stopsEarly ?? selection.isPage
    window = LineWindow(selection, limits)
    var pattern: [UInt8] = []
    if case .grep(let text, _) = selection { pattern = Array(text.utf8) }
    lines = PendingLines(
      kept: limits.lineBytes, wanted: selection.wanted(limits.lines), pattern: pattern)
    loggers = LoggerTable(scrubber, lines: lines)
  }

  var linesRead: Int { lines.next - 1 }

  // MARK: Records

  mutating func take(record bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.allSatisfy(JSONText.isBlank) {
      counts.blank += 1
      return
    }
    reader.read(bytes, into: &record)
    takeRecord()
  }

  private mutating func takeRecord() {
    if details.isPart(record) {
      counts.sourceDetails += 1
      return
    }
    GroupHeading.rewrite(&record.event)
    let first = lines.next
    note(first)
    add(entry(), textLines: nil)
    advance()
  }

  private mutating func note(_ first: Int) {
    counts.records += 1
    counts.omittedFields += record.omitted
    if record.isMalformed { counts.malformed += 1 }
    levels[Int(record.level.rawValue)] += 1
    guard record.isError else { return }
    counts.errors += 1
    counts.errorLines.append(first)
    if counts.errorLines.count > Self.mostErrorLines { counts.errorLines.removeFirst() }
  }

  private mutating func entry() -> Int {
    loggers.index(of: record.logger, names: &window.format.loggers)
  }

  private func line(_ entry: Int) -> PendingLine {
    var line = PendingLine()
    line.level = record.level
    line.timestamp = record.timestamp
    line.isError = record.isError
    line.logger = loggers.entries[entry].column
    return line
  }

  /// Numbers the lines of the record and sends their text through its logger's streams.
  ///
  /// - Parameter textLines: the lines of its text if that was sent already.
  private mutating func add(_ entry: Int, textLines: Range<Int>?) {
    if loggers.entries[entry].column < 0, !record.logger.isEmpty {
      FieldText.member(name: "logger", text: record.logger, into: &record.fields)
    }
    var line = line(entry)
    let hasFields = !record.fields.isEmpty
    let side = hasFields || !record.detail.isEmpty ? loggers.side(of: entry) : -1
    let lastText: Int
    if let textLines {
      lastText = textLines.upperBound - 1
      for number in textLines {
        lines.update(number) { $0.describe(line, isFirst: number == textLines.lowerBound) }
      }
      lines.update(lastText) {
        $0.waitsForSide = hasFields
        $0.sideChannel = side
      }
    } else {
      record.event.append(0x0A)
      let first = lines.next
      let count = record.event.count { $0 == 0x0A }
      line.textChannel = loggers.entries[entry].text
      line.waitsForText = true
      lastText = first + count - 1
      for number in first...lastText {
        line.isFirst = number == first
        line.waitsForSide = number == lastText && hasFields
        line.sideChannel = line.waitsForSide ? side : -1
        lines.append(line)
      }
      let channel = loggers.channel(line.textChannel)
      channel?.expect(first, count: count)
      channel?.feed(record.event)
      lines.position += record.event.count
    }
    if side >= 0 { addSide(side, line, fieldsOf: hasFields ? lastText : nil) }
  }

  private mutating func addSide(_ side: Int32, _ line: PendingLine, fieldsOf last: Int?) {
    let channel = loggers.channel(side)
    if let last {
      record.fields.append(0x0A)
      channel?.expect(last, count: 1)
      channel?.feed(record.fields)
    }
    lines.position += record.fields.count + record.detail.count
    let count = record.detail.count { $0 == 0x0A }
    guard count > 0 else { return }
    var line = line
    line.isFirst = false
    line.waitsForText = false
    line.waitsForSide = true
    line.sideChannel = side
    channel?.expect(lines.next, count: count)
    for _ in 0..<count { lines.append(line) }
    channel?.feed(record.detail)
  }

  /// Lets lines go and looks after those that wait.
  private mutating func advance() {
    lines.drain(to: &window)
    let isUrgent = stopsEarly && lines.next > window.lastWanted
    while let remedy = lines.remedy(isUrgent: isUrgent) {
      for number in [remedy.text, remedy.side] { loggers.channel(number)?.flush() }
      if remedy.isLast {
        for number in [remedy.text, remedy.side] { loggers.channel(number)?.settle() }
      }
      lines.drain(to: &window)
    }
    if stopsEarly, window.isComplete { isSatisfied = true }
    if lines.next > Self.mostLines { isSatisfied = true }
  }

  // MARK: Oversized records

  mutating func take(part: UnsafeBufferPointer<UInt8>) {
    var open = oversized ?? OpenRecord()
    oversized = nil
    for start in stride(from: 0, to: part.count, by: OpenText.piece) {
      let piece = part[start..<min(start + OpenText.piece, part.count)]
      open.record.take(UnsafeBufferPointer(rebasing: piece), &reader.counts, into: &open.clean)
      addText(&open, isEnd: false)
    }
    oversized = open
  }

  mutating func endParts() {
    guard var open = oversized else { return }
    oversized = nil
    open.record.finish(&reader.counts, into: &open.clean)
    if open.record.hasText { addText(&open, isEnd: true) }
    counts.oversized += 1
    counts.omittedLong += open.record.omitted
    if open.record.isOverflowing {
      record.clear()
      record.isMalformed = true
    } else if open.record.skeleton.isEmpty {
      record.clear()
      record.isMalformed = open.record.hasText
    } else {
      open.record.skeleton.withUnsafeBufferPointer { reader.read($0, into: &record) }
    }
    guard let text = open.text else {
      if open.record.isOverflowing {
        counts.omittedLong += 1
        record.event = Self.leftOut
      }
      takeRecord()
      return
    }
    // Of what could not be read nothing but the text is shown.
    record.event.removeAll()
    endText(text, isUnsure: open.record.isOverflowing)
  }

  /// Sends what is clean in pieces of one size, so that nothing depends on the chunks.
  private mutating func addText(_ open: inout OpenRecord, isEnd: Bool) {
    while open.clean.count >= OpenText.piece || isEnd {
      var piece = Array(open.clean.prefix(OpenText.piece))
      open.clean.removeFirst(piece.count)
      var text = open.text ?? begin()
      text.limitLines(&piece)
      let breaks = piece.count { $0 == 0x0A }
      let channel = loggers.channel(text.channel)
      if breaks > 0 {
        channel?.expect(lines.next, count: breaks)
        for _ in 0..<breaks { lines.append(text.line) }
      }
      channel?.feed(piece)
      lines.position += piece.count
      open.text = text
      if open.clean.isEmpty { break }
    }
  }

  private mutating func begin() -> OpenText {
    let open = OpenText(first: lines.next, channel: loggers.borrow())
    lines.openFrom = open.first
    lines.openRoom = OpenText.room
    loggers.channel(open.channel)?.expect(open.first, count: 1)
    lines.append(open.line)
    return open
  }

  /// The text has ended, and its logger is known now.
  private mutating func endText(_ text: OpenText, isUnsure: Bool) {
    loggers.channel(text.channel)?.feed([0x0A])
    lines.openRoom = .max
    let numbers = text.first..<lines.next
    note(text.first)
    let isHidden = details.isPart(record)
    let entry = entry()
    if isUnsure || isHidden || !loggers.give(text.channel, to: entry) {
      loggers.retire(text.channel)
      lines.mask(numbers)
    }
    add(entry, textLines: numbers)
    lines.openFrom = .max
    advance()
  }

  // MARK: Result

  mutating func finish() -> LogWindow {
    let isPartial = isSatisfied
    if !isPartial {
      loggers.finish()
      lines.drain(to: &window)
    }
    counts.withheld = lines.withheld
    for level in Severity.allCases where levels[Int(level.rawValue)] > 0 {
      counts.levels[level] = levels[Int(level.rawValue)]
    }
    counts.redactions = lines.redactions
    counts.cleaned = reader.counts
    counts.matches = window.matches
    let format = window.format
    let shown = window.lines.map { kept in
      LogLine(
        number: kept.number, level: kept.line.level, isError: kept.line.isError,
        text: format.shown(kept.line), anchor: AnchorText.of(kept.line, format))
    }
    let total = isPartial ? nil : linesRead
    let boundary = selection.boundary.flatMap { number in window.boundary.map { (number, $0) } }
    return LogWindow(
      lines: shown, totalLines: total, hasMoreBefore: (shown.first?.number ?? 1) > 1,
      hasMoreAfter: total.map { (shown.last?.number ?? 0) < $0 } ?? true,
      isTruncated: window.isCutBefore || window.isCutAfter, counts: counts, isPartial: isPartial,
      boundary: boundary)
  }
}
