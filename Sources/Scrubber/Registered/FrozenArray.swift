#if canImport(Glibc)
  internal import Glibc
#endif

/// An immutable array in memory of its own, for loops that cannot pay a bounds check.
///
/// Whoever reads through `base` keeps the array alive and stays below `count`. Large arrays are
/// laid out so that the system may use huge pages: they are read at random.
final class FrozenArray<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafePointer<Element>
  let count: Int

  convenience init(_ elements: [Element]) {
    self.init(count: elements.count) { memory in
      _ = memory.initialize(from: elements)
    }
  }

  /// Makes an array that `fill` initializes completely.
  init(count: Int, fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    let size = max(1, count) * MemoryLayout<Element>.stride
    let hugePage = 1 << 21
    let isLarge = size >= hugePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? hugePage : MemoryLayout<Element>.alignment)
    #if os(Linux)
      if isLarge { madvise(memory, size / hugePage * hugePage, Int32(MADV_HUGEPAGE)) }
    #endif
    let elements = memory.bindMemory(to: Element.self, capacity: max(1, count))
    fill(UnsafeMutableBufferPointer(start: elements, count: count))
    base = UnsafePointer(elements)
    self.count = count
  }

  deinit {
    base.deallocate()
  }
}
