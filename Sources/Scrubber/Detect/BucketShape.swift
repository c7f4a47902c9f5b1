internal import CScanKernels

/// How the prefilter of a path sees a byte: what one position of a bucket can tell apart.
struct BucketShape {
  enum Kind {
    /// The product of low and high nibbles (AVX2, NEON).
    case nibbles
    /// The byte without its case, in six bits (AVX-512BW; what other paths do is at least as exact).
    case folded
  }

  let kind: Kind
  /// Share of each byte of log text, by high and low nibble.
  private let rows: [SIMD16<Float>]
  /// Share of each folded byte.
  private let folded: [Float]

  init(_ isa: scan_isa, _ model: ByteModel) {
    self.init(isa == scan_isa_avx2 || isa == scan_isa_neon ? .nibbles : .folded, model)
  }

  init(_ kind: Kind, _ model: ByteModel) {
    self.kind = kind
    var rows = [SIMD16<Float>](repeating: .zero, count: 16)
    var folded = [Float](repeating: 0, count: 64)
    for byte in 0..<256 {
      let share = Float(model.frequencies[byte])
      rows[byte >> 4][byte & 15] = share
      folded[Int(scan_anchor_fold(UInt32(byte)))] += share
    }
    self.rows = rows
    self.folded = folded
  }

  /// What the window admits at its four positions.
  func sets(of window: AnchorWindow) -> SIMD4<UInt64> {
    var result = SIMD4<UInt64>.zero
    for position in 0..<4 { result[position] = set(of: window.classes[position]) }
    return result
  }

  /// Nibbles: the low ones in bits 0 to 15, the high ones in bits 16 to 31.
  private func set(of bytes: ByteSet) -> UInt64 {
    let words = [bytes.word0, bytes.word1, bytes.word2, bytes.word3]
    switch kind {
    case .folded:
      // Words 0 and 2 are digits and signs, words 1 and 3 letters; case is bit 5 of a byte.
      let signs = bytes.word0 | bytes.word2
      let letters = bytes.word1 | bytes.word3
      let low: UInt64 = 0xFFFF_FFFF
      return ((signs | signs >> 32) & low) | (letters | letters >> 32) << 32
    case .nibbles:
      var low: UInt64 = 0
      var high: UInt64 = 0
      for row in 0..<16 {
        let lows = words[row / 4] >> UInt64(16 * (row % 4)) & 0xFFFF
        low |= lows
        if lows != 0 { high |= 1 << UInt64(row) }
      }
      return low | high << 16
    }
  }

  /// Share of bytes that are in such a set.
  func share(_ set: UInt64) -> Float {
    var total: Float = 0
    switch kind {
    case .folded:
      var rest = set
      while rest != 0 {
        total += folded[rest.trailingZeroBitCount]
        rest &= rest - 1
      }
    case .nibbles:
      var sum = SIMD16<Float>()
      var high = set >> 16
      while high != 0 {
        sum += rows[high.trailingZeroBitCount]
        high &= high - 1
      }
      var low = set & 0xFFFF
      while low != 0 {
        total += sum[low.trailingZeroBitCount]
        low &= low - 1
      }
    }
    return total
  }
}
