internal import Scrubber

/// A line on its way: what is known of it, and the scrubbed text that has come so far.
struct PendingLine {
  var level = Severity.none
  var timestamp: Timestamp?
  /// Index of the logger's scrubbed name; -1 for none.
  var logger: Int32 = -1
  /// Whether it is the first line of its record, which shows time, level and logger.
  var isFirst = false
  /// Whether its record is an error.
  var isError = false
  /// Whether the searched text was found in what was cut off.
  var isHitInRest = false
  /// Parts that are still to come.
  var waitsForText = false
  var waitsForSide = false
  /// Channels that deliver them.
  var textChannel: Int32 = -1
  var sideChannel: Int32 = -1
  /// Cleaned bytes that had come before it.
  var position = 0
  /// Start of the scrubbed text, and its whole length.
  var text = ScrubbedBytes()
  var textLength = 0
  /// Start of the scrubbed fields, and their whole length.
  var side = ScrubbedBytes()
  var sideLength = 0

  var isComplete: Bool { !waitsForText && !waitsForSide }

  /// Takes over what is known of the record.
  mutating func describe(_ record: PendingLine, isFirst: Bool) {
    level = record.level
    timestamp = record.timestamp
    logger = record.logger
    isError = record.isError
    self.isFirst = isFirst
  }
}

/// Writes a line as it is shown: `timestamp LEVEL logger text key=value`.
struct LineFormat {
  /// Most bytes of a line's text that are shown.
  let longest: Int
  /// Scrubbed names of the loggers.
  var loggers: [ScrubbedBytes]

  init(longest: Int, loggers: [ScrubbedBytes] = []) {
    self.longest = longest
    self.loggers = loggers
  }

  /// The line; what is longer than the limit ends in a mark that says how much is missing.
  func shown(_ line: PendingLine) -> ScrubbedBytes {
    var out = prefix(line)
    var room = longest
    var cut = part(line.text, line.textLength, &room, into: &out)
    if line.sideLength > 0 {
      if line.textLength > 0 { out.append(literal: " ") }
      cut += part(line.side, line.sideLength, &room, into: &out)
    }
    if cut > 0 {
      out.append(literal: " ...[")
      out.append(number: cut)
      out.append(literal: " more bytes]")
    }
    return out
  }

  private func part(
    _ text: ScrubbedBytes, _ length: Int, _ room: inout Int, into out: inout ScrubbedBytes
  ) -> Int {
    var end = text.count
    if end > room { end = CutPlace.before(room, in: text.storage) }
    if end < length { end = CutPlace.before(end, in: text.storage) }
    out.append(text, first: end)
    room = end < length ? 0 : room - end
    return length - end
  }

  private func prefix(_ line: PendingLine) -> ScrubbedBytes {
    var out = ScrubbedBytes()
    guard line.isFirst else { return out }
    if let timestamp = line.timestamp {
      timestamp.write(to: &out)
      out.append(literal: " ")
    }
    if line.level != .none {
      out.append(literal: line.level.label)
      out.append(literal: " ")
    }
    if loggers.indices.contains(Int(line.logger)) {
      out.append(loggers[Int(line.logger)])
      out.append(literal: " ")
    }
    return out
  }

  /// Bytes that `shown` has, at most.
  func size(_ line: PendingLine) -> Int {
    var size = min(longest, line.textLength + line.sideLength + 1)
    if line.textLength + line.sideLength >= longest { size += 40 }
    guard line.isFirst else { return size }
    if let timestamp = line.timestamp { size += timestamp.width + 1 }
    if line.level != .none { size += 9 }
    if loggers.indices.contains(Int(line.logger)) { size += loggers[Int(line.logger)].count + 1 }
    return size
  }
}

/// Where scrubbed text may be cut.
enum CutPlace {
  /// Longest placeholder of the typed and keyed forms that is looked for.
  private static let longestPlaceholder = 256
  private static let opening = Array("[REDACTED:".utf8)

  /// Greatest index up to `limit` that is in no placeholder and no UTF-8 character.
  ///
  /// Placeholders that the log itself holds count, too; those of the scrubber with a text of their
  /// own are kept whole where the text is taken in.
  static func before(_ limit: Int, in bytes: [UInt8]) -> Int {
    let at = UTF8Shape.boundary(bytes, atMost: limit)
    var start = at
    while start > 0, at - start < longestPlaceholder {
      start -= 1
      if bytes[start] == UInt8(ascii: "]") { return at }
      if bytes[start] == opening[0], opens(bytes, start, at) { return start }
    }
    return at
  }

  private static func opens(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let count = min(opening.count, end - start)
    return bytes[start..<start + count].elementsEqual(opening[..<count])
  }
}
