internal import CScanKernels

/// What the structure tests of `TokenShape` count in a token.
///
/// No branch depends on the bytes: those of random tokens can't be predicted.
struct TokenCounts {
  private(set) var upper = 0
  private(set) var lower = 0
  private(set) var digits = 0
  private(set) var separators = 0
  private(set) var hasSlash = false
  private(set) var hasPlus = false
  /// Pairs of neighbouring bytes of different kinds (upper, lower, digit, separator).
  private(set) var changes = 0
  /// Bytes one more or one less than the byte before, or than the byte before that.
  private(set) var steps = 0
  /// Different codes.
  private(set) var distinct = 0
  /// Whether `hexadecimalLimit` hexadecimal digits of one case stand in a row; hyphens between
  /// them neither count nor interrupt.
  private(set) var hasHexadecimal = false
  /// Whether `digitLimit` digits stand in a row.
  private(set) var hasLongNumber = false
  /// Whether one byte stands four times in a row.
  private(set) var hasRepeat = false

  static let digitLimit = 7

  /// The path of this CPU.
  private static let best = scan_best_isa()

  /// Counts `token`, which holds token bytes only, 8...256 of them.
  ///
  /// - Parameter isa: the path to take, for tests.
  init(_ token: UnsafeBufferPointer<UInt8>, hexadecimalLimit: Int, isa: scan_isa? = nil) {
    guard let base = token.baseAddress, (8...256).contains(token.count) else { return }
    var counts = scan_token_counts()
    let isCounted = scan_count_token(
      isa ?? Self.best, base, token.count, UInt32(hexadecimalLimit), UInt32(Self.digitLimit),
      &counts)
    if isCounted != 0 {
      take(counts)
    } else {
      countKinds(UnsafeRawPointer(base), count: token.count)
      countRuns(token, hexadecimalLimit: hexadecimalLimit)
    }
  }

  /// Takes over what the kernel counted.
  private mutating func take(_ counts: scan_token_counts) {
    upper = Int(counts.upper)
    lower = Int(counts.lower)
    digits = Int(counts.digits)
    separators = Int(counts.separators)
    changes = Int(counts.changes)
    steps = Int(counts.steps)
    distinct = Int(counts.distinct)
    hasSlash = counts.has_slash != 0
    hasPlus = counts.has_plus != 0
    hasHexadecimal = counts.has_hexadecimal != 0
    hasLongNumber = counts.has_long_number != 0
    hasRepeat = counts.has_repeat != 0
  }

  /// Eight bytes at a time; all are below 0x80, so each has its bit 7 free for answers.
  @inline(__always)
  private mutating func countKinds(_ base: UnsafeRawPointer, count: Int) {
    var upperLanes = Lanes()
    var lowerLanes = Lanes()
    var digitLanes = Lanes()
    var changeLanes = Lanes()
    var stepLanes = Lanes()
    var slashes: UInt64 = 0
    var pluses: UInt64 = 0
    var before: UInt64 = 0
    var kindsBefore = (upper: UInt64(0), lower: UInt64(0), digit: UInt64(0))
    var position = 0
    while position < count {
      // The last block is loaded from the token's end and shifted; the rest of it is zeros.
      let missing = max(0, position &+ 8 &- count)
      let loaded = base.loadUnaligned(fromByteOffset: position &- missing, as: UInt64.self)
      let block = UInt64(littleEndian: loaded) &>> UInt64(missing &* 8)
      let valid = ~UInt64(0) &>> UInt64(missing &* 8)

      let upper = block.bytes(from: 0x41, through: 0x5A)
      let lower = block.bytes(from: 0x61, through: 0x7A)
      let digit = block.bytes(from: 0x30, through: 0x39)
      if position == 0 {
        // The first byte follows its like.
        kindsBefore = (upper << 56, lower << 56, digit << 56)
      }
      let upperBefore = upper << 8 | kindsBefore.upper >> 56
      let lowerBefore = lower << 8 | kindsBefore.lower >> 56
      let digitBefore = digit << 8 | kindsBefore.digit >> 56
      let changed = (upper ^ upperBefore) | (lower ^ lowerBefore) | (digit ^ digitBefore)
      upperLanes.add(upper)
      lowerLanes.add(lower)
      digitLanes.add(digit)
      changeLanes.add(changed & valid)

      let oneBefore = block << 8 | before >> 56
      let twoBefore = block << 16 | before >> 48
      stepLanes.add(block.bytesOneApart(from: oneBefore) | block.bytesOneApart(from: twoBefore))
      slashes |= block.bytes(equalTo: 0x2F)
      pluses |= block.bytes(equalTo: 0x2B)

      before = block
      kindsBefore = (upper, lower, digit)
      position &+= 8
    }
    self.upper = upperLanes.sum
    self.lower = lowerLanes.sum
    digits = digitLanes.sum
    separators = count - self.upper - self.lower - digits
    changes = changeLanes.sum
    steps = stepLanes.sum
    hasSlash = slashes != 0
    hasPlus = pluses != 0
  }

  /// Runs are counted in four lanes of 16 bits: lower-case hexadecimal, upper-case hexadecimal,
  /// digits, repeats. A lane goes back to 0 where its run ends.
  @inline(__always)
  private mutating func countRuns(_ token: UnsafeBufferPointer<UInt8>, hexadecimalLimit: Int) {
    var runs: UInt64 = 0
    var reached: UInt64 = 0
    var seen: UInt64 = 0
    var before: UInt8 = 0
    // Added to a lane, this sets its highest bit when the lane has come to its limit.
    let limit = UInt64(0x8000 - hexadecimalLimit)
    let distance =
      limit | limit << 16 | UInt64(0x8000 - Self.digitLimit) << 32 | UInt64(0x8000 - 3) << 48
    for byte in token {
      seen |= 1 &<< UInt64(TokenCode.of(byte))
      let traits = TokenCode.traits(byte)
      let grows = traits.lanes | (byte == before ? 1 << 48 : 0)
      runs = (runs &+ grows) & (grows &* 0xFFFF | traits.keptLanes)
      reached |= runs &+ distance
      before = byte
    }
    distinct = seen.nonzeroBitCount
    hasHexadecimal = reached & 0x8000_8000 != 0
    hasLongNumber = reached & 0x8000_0000_0000 != 0
    hasRepeat = reached & 0x8000_0000_0000_0000 != 0
  }
}

/// Eight counters of one byte each; none may come to 256.
private struct Lanes {
  private var lanes: UInt64 = 0

  /// Counts the bytes of `mask` whose bit 7 is set; the other bits are 0.
  @inline(__always)
  mutating func add(_ mask: UInt64) {
    lanes &+= mask >> 7
  }

  @inline(__always)
  var sum: Int {
    let pairs = (lanes & 0x00FF_00FF_00FF_00FF) + (lanes >> 8 & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
  }
}

extension UInt64 {
  /// Bit 7 of each of the eight bytes: whether it lies in `first...last`. All are below 0x80.
  @inline(__always)
  fileprivate func bytes(from first: UInt64, through last: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let atLeastFirst = self &+ (0x80 - first) &* ones
    let aboveLast = self &+ (0x7F - last) &* ones
    return atLeastFirst & ~aboveLast & 0x8080_8080_8080_8080
  }

  /// Bit 7 of each of the eight bytes: whether it is `byte`. All are below 0x80.
  @inline(__always)
  fileprivate func bytes(equalTo byte: UInt64) -> UInt64 {
    let difference = self ^ byte &* 0x0101_0101_0101_0101
    return (0x8080_8080_8080_8080 &- difference) & 0x8080_8080_8080_8080
  }

  /// Bit 7 of each of the eight bytes: whether it is one more or one less than that of `other`.
  /// All are below 0x7B.
  @inline(__always)
  fileprivate func bytesOneApart(from other: UInt64) -> UInt64 {
    // 0x81 plus the difference, which stays within its byte: 0x80 or 0x82 is what we look for.
    let difference = (self | 0x8080_8080_8080_8080) &- other &+ 0x0101_0101_0101_0101
    let rest = (difference ^ 0x8080_8080_8080_8080) & 0xFDFD_FDFD_FDFD_FDFD
    let isNotZero = ((rest & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | rest
    return ~isNotZero & 0x8080_8080_8080_8080
  }
}
