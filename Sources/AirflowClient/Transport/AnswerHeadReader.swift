/// Reads the header lines of an answer as libcurl hands them over, one line at a time.
///
/// Only three headers are kept; the others are counted and forgotten.
struct AnswerHeadReader {
  enum Event: Sendable, Hashable {
    /// More lines follow.
    case proceed
    /// The empty line of the head was read.
    case complete
    /// A limit was reached.
    case tooLarge
    /// Two different values of a header that can have one only.
    case contradictory
  }

  private let maximumLength: Int
  private let maximumCount: Int
  private var length = 0
  private var count = 0
  private var isComplete = false

  /// Media type in lower case, without parameters.
  private(set) var contentType: String?
  /// In lower case.
  private(set) var contentEncoding: String?
  /// Whether there is a `Content-Length` or chunked transfer encoding.
  private(set) var isDelimited = false

  init(maximumLength: Int, maximumCount: Int) {
    self.maximumLength = maximumLength
    self.maximumCount = maximumCount
  }

  mutating func read(_ line: UnsafeRawBufferPointer) -> Event {
    length += line.count
    count += 1
    // The status line is not a header, so one more line is allowed.
    guard length <= maximumLength, count <= maximumCount + 1 else { return .tooLarge }
    // Trailers come after the head; nothing in them is of interest.
    guard !isComplete else { return .proceed }
    let text = Self.trimmed(line)
    if text.isEmpty {
      // The empty line's own count doesn't matter; an interim answer's head is followed by another.
      count -= 1
      return .complete
    }
    if text.starts(with: "HTTP/".utf8) { return start() }
    return header(text)
  }

  /// To be called after `.complete` unless the answer was an interim one (1xx).
  mutating func close() { isComplete = true }

  /// A new status line: what an interim answer said is forgotten, its size is not.
  private mutating func start() -> Event {
    contentType = nil
    contentEncoding = nil
    isDelimited = false
    return .proceed
  }

  private mutating func header(_ text: Slice<UnsafeRawBufferPointer>) -> Event {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return .proceed }
    let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
    let value = String(decoding: Self.trimmed(text[(colon + 1)...]), as: UTF8.self).lowercased()
    switch name {
    case "content-type":
      let type = String(value.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" })
      guard contentType == nil || contentType == type else { return .contradictory }
      contentType = type
    case "content-encoding":
      guard contentEncoding == nil else { return .contradictory }
      contentEncoding = value
    case "content-length", "transfer-encoding": isDelimited = true
    default: break
    }
    return .proceed
  }

  private static func trimmed(_ line: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    trimmed(line[line.startIndex...])
  }

  private static func trimmed(
    _ text: Slice<UnsafeRawBufferPointer>
  ) -> Slice<UnsafeRawBufferPointer> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 13 || byte == 10 }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    return text
  }
}
