#if canImport(Glibc)
  internal import Glibc
#endif

/// The part of the stream that is at hand.
///
///     base                                                     base + count
///      | context (decided, maybe released) | held, undecided | room |
///
/// Offsets are those of the stream; bytes before `base` are gone.
struct ByteWindow {
  private let buffer: PaddedBuffer
  private(set) var base = 0
  private(set) var count = 0

  init(capacity: Int) {
    buffer = PaddedBuffer(capacity: capacity)
  }

  /// The same bytes in memory of its own.
  init(copying other: ByteWindow) {
    buffer = PaddedBuffer(capacity: other.buffer.capacity)
    base = other.base
    append(UnsafeRawBufferPointer(start: other.buffer.start, count: other.count))
  }

  /// Stream offset after the last byte.
  var end: Int { base + count }

  /// Number of bytes that can be added.
  var room: Int { buffer.capacity - count }

  /// Drops what lies before the stream offset.
  mutating func drop(before offset: Int) {
    let gone = min(max(0, offset - base), count)
    guard gone > 0 else { return }
    memmove(buffer.start, buffer.start + gone, count - gone)
    base += gone
    count -= gone
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    memcpy(buffer.start + count, source, bytes.count)
    count += bytes.count
    buffer.seal(count: count)
  }

  /// Memory for `append(filled:)`.
  func unused(atMost limit: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: buffer.start + count, count: min(limit, room))
  }

  /// Takes over bytes that have been written into `unused`.
  mutating func append(filled: Int) {
    count += filled
    buffer.seal(count: count)
  }

  /// Makes the window hold at least `capacity` bytes.
  func grow(to capacity: Int) {
    buffer.grow(to: capacity, keeping: count)
  }

  /// Everything at hand.
  var held: HeldBytes { HeldBytes(bytes: UnsafePointer(buffer.start), base: base, end: end) }

  /// The bytes of [start, end) as a text.
  func text(from start: Int, to end: Int, endsStream: Bool) -> ViewText {
    ViewText(
      view: .base, bytes: UnsafePointer(buffer.start) + (start - base), count: end - start,
      startsStream: start == 0, endsStream: endsStream, map: nil, base: start)
  }
}
