/// Reads a record that is longer than the cap, in parts, and never keeps more than a bounded piece.
///
/// The string of its first top-level `event` is decoded, cleaned and handed on as it comes. All else
/// is gathered as a record of its own, the *skeleton*, in which values that are too long are
/// replaced by a mark: nothing is cut before it is scrubbed. A record that is no object is all text.
struct OversizedRecord {
  /// Most bytes of one other value that is kept.
  static let longestValue = 16 * 1_024
  /// Most bytes of the skeleton.
  static let longestSkeleton = 64 * 1_024
  /// Raw bytes that are decoded at once.
  private static let piece = 16 * 1_024
  private static let mark = Array("\"(left out: too long)\"".utf8)
  private static let eventKey = Array("event".utf8)

  private enum Place {
    case start
    case structure
    case string
    /// In the string that is handed on.
    case event
    /// All of it is text.
    case text
  }

  /// The record without what was handed on and what was left out.
  private(set) var skeleton: [UInt8] = []
  /// Values that were left out.
  private(set) var omitted = 0
  /// Whether even the skeleton is too long; it is of no use then.
  private(set) var isOverflowing = false
  /// Whether text was handed on.
  private(set) var hasText = false

  private var place = Place.start
  private var depth = 0
  private var isEscaped = false
  private var isKeyNext = true
  private var keyStart = 0
  private var isEventKey = false
  /// Where the top-level value that is being read starts in the skeleton; -1 between values.
  private var valueStart = -1
  private var isLeavingOut = false
  /// Bytes of the event that are still encoded, and decoded ones that are not yet cleaned.
  private var raw: [UInt8] = []
  private var decoded: [UInt8] = []

  /// Takes the next bytes and adds cleaned text to `out`.
  mutating func take(
    _ part: UnsafeBufferPointer<UInt8>, _ counts: inout CleanedCounts, into out: inout [UInt8]
  ) {
    for byte in part {
      switch place {
      case .start: start(byte)
      case .structure: structure(byte)
      case .string: string(byte)
      case .event:
        if !isEscaped, byte == UInt8(ascii: "\"") {
          decode(isEnd: true, &counts, &out)
          place = .structure
          continue
        }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        raw.append(byte)
      case .text: raw.append(byte)
      }
      if raw.count >= Self.piece { decode(isEnd: false, &counts, &out) }
    }
  }

  /// The end of the record; what was still encoded is handed on.
  mutating func finish(_ counts: inout CleanedCounts, into out: inout [UInt8]) {
    if place == .event || place == .text { decode(isEnd: true, &counts, &out) }
  }

  private mutating func start(_ byte: UInt8) {
    if JSONText.isBlank(byte) { return }
    if byte == UInt8(ascii: "{") {
      place = .structure
      structure(byte)
    } else {
      place = .text
      hasText = true
      raw.append(byte)
    }
  }

  private mutating func structure(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""):
      isEscaped = false
      if depth == 1, !isKeyNext, isEventKey, !hasText, valueStart < 0 {
        hasText = true
        keep(byte)
        keep(byte)
        place = .event
        return
      }
      beginValue()
      keep(byte)
      keyStart = skeleton.count
      place = .string
      return
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if depth > 0 { beginValue() }
      depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth == 0 { endValue() }
    case UInt8(ascii: ","):
      if depth == 1 {
        endValue()
        isKeyNext = true
      }
    case UInt8(ascii: ":"): if depth == 1 { isKeyNext = false }
    case 0x20, 0x09, 0x0D: break
    default: beginValue()
    }
    keep(byte)
  }

  private mutating func string(_ byte: UInt8) {
    keep(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      if depth == 1, isKeyNext {
        isEventKey = skeleton.dropLast().dropFirst(keyStart).elementsEqual(Self.eventKey)
      }
      place = .structure
    }
  }

  private mutating func beginValue() {
    if depth == 1, !isKeyNext, valueStart < 0 { valueStart = skeleton.count }
  }

  private mutating func endValue() {
    valueStart = -1
    isLeavingOut = false
  }

  private mutating func keep(_ byte: UInt8) {
    if isLeavingOut { return }
    if valueStart >= 0, skeleton.count - valueStart >= Self.longestValue {
      skeleton.removeSubrange(valueStart...)
      skeleton.append(contentsOf: Self.mark)
      isLeavingOut = true
      omitted += 1
      return
    }
    if skeleton.count >= Self.longestSkeleton {
      isOverflowing = true
      return
    }
    skeleton.append(byte)
  }

  /// Decodes and cleans what is at hand, but for an end that more could change.
  private mutating func decode(
    isEnd: Bool, _ counts: inout CleanedCounts, _ out: inout [UInt8]
  ) {
    let used = raw.withUnsafeBufferPointer { bytes in
      place == .text ? plain(bytes) : unescape(bytes, isEnd: isEnd, &counts)
    }
    raw.removeFirst(used)
    let read = decoded.withUnsafeBufferPointer {
      TextCleaner.clean($0, isEnd: isEnd, into: &out, &counts)
    }
    decoded.removeFirst(read)
  }

  private mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    decoded.append(contentsOf: bytes)
    return bytes.count
  }

  private mutating func unescape(
    _ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool, _ counts: inout CleanedCounts
  ) -> Int {
    let limit = isEnd ? bytes.count : bytes.count - JSONEscape.longest
    var at = 0
    while at < bytes.count {
      if bytes[at] != UInt8(ascii: "\\") {
        decoded.append(bytes[at])
        at += 1
        continue
      }
      if at >= limit { break }
      let escape = JSONEscape.read(bytes, at, end: bytes.count)
      escape.write(to: &decoded)
      if escape.isInvalid { counts.invalid += 1 }
      at += escape.length
    }
    return at
  }
}
