import Glibc

/// The time limits of a running transfer, in nanoseconds of the monotonic clock.
///
/// The limit for connecting is libcurl's own.
struct TransferClock {
  private let limits: Limits
  private let start: UInt64
  private var last: UInt64?

  private struct Limits {
    var firstByte: UInt64
    var idle: UInt64
    var total: UInt64
  }

  init(_ limits: ClientConfiguration.TimeLimits, now: UInt64 = Self.now()) {
    self.limits = Limits(
      firstByte: Self.nanoseconds(limits.firstByte), idle: Self.nanoseconds(limits.idle),
      total: Self.nanoseconds(limits.total))
    start = now
  }

  /// To be called after each piece of the body, when its consumer is done with it.
  mutating func progress(now: UInt64 = Self.now()) { last = now }

  /// When the next limit is reached, and which.
  var deadline: (time: UInt64, phase: UpstreamFailure.Phase) {
    let whole = start &+ limits.total
    let (next, phase): (UInt64, UpstreamFailure.Phase) =
      if let last { (last &+ limits.idle, .idle) } else { (start &+ limits.firstByte, .firstByte) }
    return next < whole ? (next, phase) : (whole, .total)
  }

  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// At least 0 and at most 10 years, so that sums can't overflow.
  private static func nanoseconds(_ duration: Duration) -> UInt64 {
    let clamped = min(max(duration, .zero), .seconds(315_360_000))
    let (seconds, attoseconds) = clamped.components
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}
