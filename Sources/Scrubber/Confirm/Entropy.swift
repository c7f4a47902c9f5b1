/// Shannon entropy of short byte strings.
public enum Entropy {
  /// The Shannon entropy of `bytes` in bits per byte, 0...8; 0 for an empty string.
  ///
  /// Byte strings of up to 256 bytes take no logarithm per byte value: `c * log2(c)` comes from a
  /// table. The result is the same on every machine up to the rounding of one division.
  public static func shannon(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    guard bytes.count > 1 else { return 0 }
    if bytes.count <= ByteCounts.longestText {
      return ByteCounts.with { counts in
        counts.add(bytes)
        return counts.entropy(total: bytes.count)
      }
    }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { counts in
      counts.initialize(repeating: 0)
      for byte in bytes { counts[Int(byte)] &+= 1 }
      var weighted = 0.0
      for count in counts where count > 1 { weighted += weightedLogarithm(Int(count)) }
      return max(0, (weightedLogarithm(bytes.count) - weighted) / Double(bytes.count))
    }
  }

  /// log2 of `n` >= 2: the most bits per byte that `n` bytes can have.
  static func bits(_ n: Int) -> Double {
    weightedLogarithm(n) / Double(n)
  }

  /// `n * log2(n)` for n in 0...256.
  private static let weightedLogarithms = (0...256).map(computeWeightedLogarithm)

  static func weightedLogarithm(_ n: Int) -> Double {
    let table = weightedLogarithms
    return n < table.count ? table[n] : computeWeightedLogarithm(n)
  }

  private static func computeWeightedLogarithm(_ n: Int) -> Double {
    n < 2 ? 0 : Double(n) * log2(Double(n))
  }

  /// The binary logarithm of `value` >= 1, to about 1e-15, without the C library's.
  ///
  /// log2(m) for the significand m in 1..<2 is 2/ln(2) * artanh((m - 1) / (m + 1)), by its series.
  private static func log2(_ value: Double) -> Double {
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = 0.0
    for term in 0..<18 {
      sum += power / Double(2 * term + 1)
      power *= square
    }
    return Double(value.exponent) + sum * 2 / 0.693_147_180_559_945_3
  }
}
