/// Rejects starts at which a rule can't match, by an automaton that knows less than its expression.
///
/// An attempt that fails has often tried many ways; the automaton reads a few bytes, once. Plain data,
/// for one stream.
struct Prefilter {
  /// Attempts after which it is asked whether the automaton is worth its time.
  private static let period: Int32 = 64
  /// Rejections in a period that make it so.
  private static let fewest: Int32 = 16
  /// Attempts that it is not asked for where it was not.
  private static let pause: Int32 = 960

  /// `nil` if there is none.
  var cache: AutomatonPool.Reference?
  private var tries: Int32 = 0
  private var rejections: Int32 = 0

  /// Whether the rule may match; true if nothing is known.
  @inline(__always)
  mutating func passes(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> Bool {
    guard let cache else { return true }
    tries &+= 1
    if tries <= 0 { return true }
    if tries > Self.period {
      tries = rejections < Self.fewest ? -Self.pause : 0
      rejections = 0
      return true
    }
    guard cache.pointee.mayMatch(bytes, from: from, to: to) == false else { return true }
    rejections &+= 1
    return false
  }
}
