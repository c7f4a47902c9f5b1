/// Decodes records of at most the splitter's cap.
///
/// Takes any bytes at all: what is no JSON object becomes a record whose text are these bytes, a
/// member of an odd type becomes a field, and of duplicate keys all but the first become fields.
struct RecordReader {
  var counts = CleanedCounts()

  /// Members of one record that were seen; the first of each counts.
  private struct Seen {
    var event = false
    var logger = false
    var level = false
    var timestamp = false
    var detail = false
  }

  /// What the SDK adds to say where the line comes from.
  private struct CallSite {
    var file: Range<Int>?
    var line: Range<Int>?
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, into record: inout DecodedRecord) {
    record.clear()
    let before = counts
    if members(JSONText(bytes: bytes), into: &record) { return }
    record.clear()
    counts = before
    record.isMalformed = true
    _ = TextCleaner.clean(bytes, isEnd: true, into: &record.event, &counts)
  }

  private mutating func members(_ text: JSONText, into record: inout DecodedRecord) -> Bool {
    let bytes = text.bytes
    var seen = Seen()
    var site = CallSite()
    var at = text.blankEnd(0)
    guard at < bytes.count, bytes[at] == UInt8(ascii: "{") else { return false }
    at = text.blankEnd(at + 1)
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      return text.blankEnd(at + 1) == bytes.count
    }
    while true {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let keyEnd = text.stringEnd(at)
      else { return false }
      let key = at + 1..<keyEnd
      at = text.blankEnd(keyEnd + 1)
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return false }
      at = text.blankEnd(at + 1)
      guard let end = text.valueEnd(at) else { return false }
      member(text, key, at..<end, &seen, &site, into: &record)
      at = text.blankEnd(end)
      guard at < bytes.count else { return false }
      if bytes[at] == UInt8(ascii: "}") { break }
      guard bytes[at] == UInt8(ascii: ",") else { return false }
      at = text.blankEnd(at + 1)
    }
    finish(site, text, &record)
    return text.blankEnd(at + 1) == bytes.count
  }

  private mutating func member(
    _ text: JSONText, _ key: Range<Int>, _ value: Range<Int>, _ seen: inout Seen,
    _ site: inout CallSite, into record: inout DecodedRecord
  ) {
    let bytes = text.bytes
    let isString = bytes[value.lowerBound] == UInt8(ascii: "\"")
    let content = isString ? value.lowerBound + 1..<value.upperBound - 1 : value
    switch RecordKey(UnsafeBufferPointer(rebasing: bytes[key])) {
    case .event where !seen.event:
      seen.event = true
      if isString {
        text.decode(content.lowerBound, content.upperBound, into: &record.event, &counts)
      } else {
        FieldText.value(text, value, into: &record.event, &counts)
      }
      return
    case .timestamp where !seen.timestamp:
      seen.timestamp = true
      if text.isNull(value) { return }
      record.timestamp =
        isString ? Timestamp(UnsafeBufferPointer(rebasing: bytes[content])) : nil
      if record.timestamp != nil { return }
    case .level where !seen.level:
      seen.level = true
      if isString, let level = Severity(name: UnsafeBufferPointer(rebasing: bytes[content])) {
        record.level = level
        record.isBare = false
        return
      }
    case .logger where !seen.logger && isString:
      seen.logger = true
      text.decode(content.lowerBound, content.upperBound, into: &record.logger, &counts)
      for index in record.logger.indices where record.logger[index] < 0x20 {
        record.logger[index] = 0x20
      }
      record.isBare = false
      return
    case .detail where !seen.detail:
      seen.detail = true
      record.isBare = false
      if ErrorDetail.write(text, value, into: &record.detail, &counts) { return }
      if text.isNull(value) { return }
    case .task:
      record.omitted += 1
      record.isBare = false
      return
    case .file where site.file == nil && isString && text.endsInPython(content):
      site.file = value
      record.isBare = false
      return
    case .line where site.line == nil && !isString:
      site.line = value
      record.isBare = false
      return
    default: break
    }
    record.isBare = false
    FieldText.member(text, key, value, into: &record.fields, &counts)
  }

  /// A file and a line together only say where the task called the logger: left out. One alone is a
  /// field like any other.
  private mutating func finish(
    _ site: CallSite, _ text: JSONText, _ record: inout DecodedRecord
  ) {
    switch (site.file, site.line) {
    case (.some, .some): record.omitted += 2
    case (.some(let file), nil):
      FieldText.member(
        name: "filename", text, file, into: &record.fields, &counts)
    case (nil, .some(let line)):
      FieldText.member(
        name: "lineno", text, line, into: &record.fields, &counts)
    case (nil, nil): break
    }
  }
}

extension JSONText {
  func isNull(_ range: Range<Int>) -> Bool {
    range.count == 4 && bytes[range.lowerBound] == UInt8(ascii: "n")
      && bytes[range.lowerBound + 1] == UInt8(ascii: "u")
  }

  fileprivate func endsInPython(_ range: Range<Int>) -> Bool {
    range.count > 3 && bytes[range.upperBound - 3] == UInt8(ascii: ".")
      && bytes[range.upperBound - 2] == UInt8(ascii: "p")
      && bytes[range.upperBound - 1] == UInt8(ascii: "y")
  }
}

/// Keys with a meaning.
enum RecordKey {
  case event
  case timestamp
  case level
  case logger
  case detail
  /// `ti_id dag_id task_id run_id map_index try_number`, which the reader of the log asked by.
  case task
  case file
  case line
  case other

  init(_ key: UnsafeBufferPointer<UInt8>) {
    for (name, meaning) in Self.names where name.utf8CodeUnitCount == key.count {
      let isSame = name.withUTF8Buffer { wanted in
        wanted.indices.allSatisfy { wanted[$0] == key[$0] }
      }
      if isSame {
        self = meaning
        return
      }
    }
    self = .other
  }

  private static let names: [(StaticString, RecordKey)] = [
    ("timestamp", .timestamp), ("event", .event), ("level", .level), ("logger", .logger),
    ("ti_id", .task), ("dag_id", .task), ("task_id", .task), ("run_id", .task),
    ("map_index", .task), ("try_number", .task), ("filename", .file), ("lineno", .line),
    ("error_detail", .detail),
  ]
}
