#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A byte buffer of fixed capacity that is filled from the front and then written away.
///
/// The appending calls don't check for room in release builds, as they run for every field of every
/// line: a caller first makes sure that `room` covers the largest thing it is about to append.
struct TextBuffer: ~Copyable {
  private let base: UnsafeMutablePointer<UInt8>
  let capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit {
    base.deallocate()
  }

  /// How many bytes may still be appended.
  var room: Int { capacity - count }

  /// The bytes appended so far, valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    assert(count < capacity)
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ source: UnsafePointer<UInt8>, count length: Int) {
    assert(length <= room)
    memcpy(base + count, source, length)
    count &+= length
  }

  mutating func append(_ text: StaticString) {
    append(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func append(_ text: String) {
    for byte in text.utf8 {
      append(byte)
    }
  }

  /// Two decimal digits of a number below 100.
  @inline(__always)
  mutating func append(twoDigits value: Int) {
    append(UInt8(truncatingIfNeeded: 48 &+ value / 10))
    append(UInt8(truncatingIfNeeded: 48 &+ value % 10))
  }

  /// A number below 10^19 in decimal, with leading zeros up to `width` digits.
  @inline(__always)
  mutating func append(decimal value: UInt64, width: Int = 1) {
    var digits = 1
    var bound: UInt64 = 10
    while digits < 19, value >= bound {
      digits &+= 1
      bound &*= 10
    }
    digits = max(digits, width)
    assert(digits <= room)
    var rest = value
    var index = count &+ digits
    while index > count {
      index &-= 1
      base[index] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
      rest /= 10
    }
    count &+= digits
  }

  /// The byte at `index`, which lies below `count`.
  subscript(index: Int) -> UInt8 {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  /// Forgets the bytes from `newCount` on.
  mutating func truncate(to newCount: Int) {
    assert(newCount <= count)
    count = newCount
  }
}
