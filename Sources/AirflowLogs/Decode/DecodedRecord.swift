/// One record, decoded and cleaned; its buffers are used again for the next.
struct DecodedRecord {
  /// The text, in lines.
  var event: [UInt8] = []
  /// Name of the logger; empty where there is none.
  var logger: [UInt8] = []
  var level = Severity.none
  var timestamp: Timestamp?
  /// What else there is, as `key=value` with spaces between, on one line.
  var fields: [UInt8] = []
  /// Exceptions, in lines that each end in LF.
  var detail: [UInt8] = []
  /// Whether the bytes were no JSON object; `event` is then all of them.
  var isMalformed = false
  /// Whether there was nothing but a timestamp and an event.
  var isBare = true
  /// Members that only repeat what the caller asked for.
  var omitted = 0

  var isError: Bool { level.isError || !detail.isEmpty }

  mutating func clear() {
    event.removeAll(keepingCapacity: true)
    logger.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    detail.removeAll(keepingCapacity: true)
    level = .none
    timestamp = nil
    isMalformed = false
    isBare = true
    omitted = 0
  }
}
