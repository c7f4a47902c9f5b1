#if canImport(Glibc)
  internal import Glibc
#endif

/// Bytes on their way to the sink, in memory that is kept.
final class OutputStage {
  @exclusivity(unchecked) private var start: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// What has been added since the last `clear`.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  func clear() { count = 0 }

  @inline(__always)
  func append(_ source: UnsafeRawPointer, count size: Int) {
    if capacity - count < size { grow(by: size) }
    memcpy(start + count, source, size)
    count += size
  }

  func append(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { if let base = $0.baseAddress { append(base, count: 1) } }
  }

  private func grow(by size: Int) {
    let larger = max(count + size, 2 * capacity)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(moved, start, count)
    start.deallocate()
    start = moved
    capacity = larger
  }
}
