internal import CScanKernels

#if canImport(Glibc)
  internal import Glibc
#endif

/// Memory with `SCAN_PAD` readable bytes before and after what may be used.
///
/// The kernels may read that far outside of a range; the padding is zero and never written.
final class PaddedBuffer {
  @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private(set) var capacity: Int

  static let padding = Int(SCAN_PAD)

  init(capacity: Int) {
    self.capacity = capacity
    base = Self.allocate(capacity)
  }

  deinit { base.deallocate() }

  /// First usable byte.
  var start: UnsafeMutablePointer<UInt8> { base + Self.padding }

  /// Makes room for at least `wanted` bytes and keeps the first `count`.
  func grow(to wanted: Int, keeping count: Int) {
    guard wanted > capacity else { return }
    let larger = max(wanted, capacity * 2)
    let moved = Self.allocate(larger)
    memcpy(moved + Self.padding, start, count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Zeroes the padding after the first `count` bytes, so that a read past the end sees no old data.
  func seal(count: Int) {
    memset(start + count, 0, Self.padding)
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let size = capacity + 2 * padding + 64
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    memset(memory, 0, size)
    return memory
  }
}
