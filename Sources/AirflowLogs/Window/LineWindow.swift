internal import Scrubber

/// Keeps those of the passing lines that are wanted, within bounds of lines and bytes.
struct LineWindow {
  struct Kept {
    var number: Int
    var line: PendingLine
    var size: Int
  }

  private let selection: LogSelection
  private let limits: LogLimits
  private let wanted: ClosedRange<Int>
  private let pattern: [UInt8]
  private let context: Int
  var format: LineFormat

  private var kept: [Kept] = []
  private var head = 0
  private(set) var bytes = 0
  /// Lines that may become the context of the next match.
  private var recent: [Kept] = []
  private var follows = 0
  /// Lines that matched.
  private(set) var matches = 0
  /// Whether lines that were wanted have been left out for lack of room.
  private(set) var isCutBefore = false
  private(set) var isCutAfter = false
  /// The line that a cursor stands on, as its anchor reads it.
  private(set) var boundary: ScrubbedBytes?
  /// The last line that passed.
  private(set) var last = 0

  init(_ selection: LogSelection, _ limits: LogLimits) {
    self.selection = selection
    self.limits = limits
    wanted = selection.wanted(limits.lines)
    // Room for what stands around the text, so that a line alone is within the bound.
    format = LineFormat(longest: min(limits.lineBytes, limits.bytes - 512))
    switch selection {
    case .errors(let lines):
      context = LogSelection.clamp(context: lines)
      pattern = []
    case .grep(let text, let lines):
      context = LogSelection.clamp(context: lines)
      pattern = Array(text.utf8)
    default:
      context = 0
      pattern = []
    }
  }

  /// Whether all wanted lines have passed.
  var isComplete: Bool { isCutAfter || last >= wanted.upperBound }

  /// Last line that is wanted.
  var lastWanted: Int { wanted.upperBound }

  var lines: ArraySlice<Kept> { kept[head...] }

  mutating func take(_ line: PendingLine, number: Int) {
    last = number
    if number == selection.boundary { boundary = AnchorText.of(line, format) }
    switch selection {
    case .tail: keepLast(entry(line, number))
    case .head, .after: keepFirst(line, number)
    case .before: keepBefore(line, number)
    case .around(let center): keepAround(line, number, center)
    case .errors: match(entry(line, number), isMatch: line.isError)
    case .grep: match(entry(line, number), isMatch: holdsPattern(line))
    }
  }

  private func entry(_ line: PendingLine, _ number: Int) -> Kept {
    Kept(number: number, line: line, size: format.size(line))
  }

  private mutating func append(_ entry: Kept) {
    kept.append(entry)
    bytes += entry.size
  }

  private mutating func dropFirst() {
    guard head < kept.count else { return }
    bytes -= kept[head].size
    kept[head].line = PendingLine()
    head += 1
    isCutBefore = true
    if head >= 256, head * 2 >= kept.count {
      kept.removeFirst(head)
      head = 0
    }
  }

  private mutating func keepLast(_ entry: Kept, atMost most: Int? = nil) {
    append(entry)
    while kept.count - head > 1,
      kept.count - head > limits.lines || bytes > most ?? limits.bytes
    {
      dropFirst()
    }
  }

  private mutating func keepFirst(_ line: PendingLine, _ number: Int) {
    guard wanted.contains(number), number != selection.boundary, !isCutAfter else { return }
    let entry = entry(line, number)
    if head < kept.count, bytes + entry.size > limits.bytes {
      isCutAfter = true
    } else {
      append(entry)
    }
  }

  private mutating func keepBefore(_ line: PendingLine, _ number: Int) {
    if wanted.contains(number), number != selection.boundary { keepLast(entry(line, number)) }
  }

  /// Half of the room is for what comes before; the line itself always fits.
  private mutating func keepAround(_ line: PendingLine, _ number: Int, _ center: Int) {
    guard wanted.contains(number), !isCutAfter else { return }
    let entry = entry(line, number)
    if number < center {
      keepLast(entry, atMost: limits.bytes / 2)
    } else if number == max(1, center) {
      keepLast(entry)
    } else if bytes + entry.size > limits.bytes {
      isCutAfter = true
    } else {
      append(entry)
    }
  }

  private func holdsPattern(_ line: PendingLine) -> Bool {
    if line.isHitInRest { return true }
    let format = LineFormat(longest: .max, loggers: format.loggers)
    return LiteralSearch.contains(pattern, in: format.shown(line).storage)
  }

  private mutating func match(_ entry: Kept, isMatch: Bool) {
    if isMatch {
      matches += 1
      for line in recent { keepLast(line) }
      recent.removeAll(keepingCapacity: true)
      keepLast(entry)
      follows = context
    } else if follows > 0 {
      follows -= 1
      keepLast(entry)
    } else if context > 0 {
      recent.append(entry)
      if recent.count > context { recent.removeFirst() }
    }
  }
}

/// What of a line its anchor is made of: the same whatever the limits of a reading are.
enum AnchorText {
  private static let longest = 256

  static func of(_ line: PendingLine, _ format: LineFormat) -> ScrubbedBytes {
    LineFormat(longest: longest, loggers: format.loggers).shown(line)
  }
}
