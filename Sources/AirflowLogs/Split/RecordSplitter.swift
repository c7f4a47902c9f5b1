#if canImport(Glibc)
  internal import Glibc
#endif

/// What a splitter hands on.
protocol RecordTaker {
  /// Whether no more is wanted: what follows is not looked at.
  var isSatisfied: Bool { get }
  /// A record without its line end, of at most the cap; valid during the call.
  mutating func take(record: UnsafeBufferPointer<UInt8>)
  /// The next piece of a record that is longer than the cap.
  mutating func take(part: UnsafeBufferPointer<UInt8>)
  /// The end of a record that is longer than the cap.
  mutating func endParts()
}

/// Cuts a byte stream into records at LF, and nowhere else.
///
/// A record longer than the cap passes in parts: at most the cap is ever kept. Whether a record goes
/// one way or the other depends on its length alone, never on the chunks.
struct RecordSplitter {
  /// Most bytes of a record that is handed on whole, 64 KiB by default.
  let cap: Int
  private var carry: [UInt8] = []
  private var isInParts = false

  init(cap: Int = 64 * 1_024) { self.cap = cap }

  mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>, to taker: inout some RecordTaker) {
    var at = 0
    while at < chunk.count, !taker.isSatisfied {
      guard let end = Self.lineEnd(chunk, from: at) else {
        keep(UnsafeBufferPointer(rebasing: chunk[at...]), to: &taker)
        return
      }
      let piece = UnsafeBufferPointer(rebasing: chunk[at..<end])
      at = end + 1
      if !isInParts, carry.isEmpty, piece.count <= cap {
        taker.take(record: piece)
        continue
      }
      keep(piece, to: &taker)
      endRecord(&taker)
    }
  }

  /// The last record may have no line end.
  mutating func finish(to taker: inout some RecordTaker) {
    if !taker.isSatisfied, isInParts || !carry.isEmpty { endRecord(&taker) }
  }

  private mutating func keep(
    _ piece: UnsafeBufferPointer<UInt8>, to taker: inout some RecordTaker
  ) {
    if !isInParts, carry.count + piece.count <= cap {
      carry.append(contentsOf: piece)
      return
    }
    if !isInParts {
      isInParts = true
      carry.withUnsafeBufferPointer { taker.take(part: $0) }
      carry.removeAll(keepingCapacity: true)
    }
    taker.take(part: piece)
  }

  private mutating func endRecord(_ taker: inout some RecordTaker) {
    if isInParts {
      isInParts = false
      taker.endParts()
    } else {
      carry.withUnsafeBufferPointer { taker.take(record: $0) }
      carry.removeAll(keepingCapacity: true)
    }
  }

  static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, 0x0A, bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: found)
  }
}
