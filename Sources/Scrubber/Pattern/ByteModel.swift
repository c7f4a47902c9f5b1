/// How often each byte stands in log text: a rough guess that ranks anchors.
///
/// Any numbers give a correct engine; good ones give few false candidates.
struct ByteModel: Sendable {
  /// Share of each byte; the sum is 1.
  let frequencies: [Double]
  /// What is known of four bytes in a row.
  private let grams: CommonGrams
  /// Shares of the sixteen sets of each four bytes in a row, the lowest four bytes first.
  private let quads: [Double]

  /// Creates a model from relative weights, one for each byte value.
  init(weights: [Double], grams: CommonGrams = CommonGrams(packed: [])) {
    self.grams = grams
    let sum = weights.reduce(0, +)
    let shares = weights.map { $0 / sum }
    frequencies = shares
    var quads = [Double](repeating: 0, count: 1_024)
    for index in quads.indices {
      for bit in 0..<4 where (index >> bit) & 1 != 0 {
        quads[index] += shares[(index >> 4) * 4 + bit]
      }
    }
    self.quads = quads
  }

  /// Share of the bytes that are in `set`, 0 to 1.
  func probability(of set: ByteSet) -> Double {
    // Wide sets are summed by what they lack; they hold all bytes that are not ASCII.
    let isWide = set.word2 & set.word3 == .max
    let summed = isWide ? set.inverted : set
    var sum = 0.0
    if summed.word0 != 0 { sum += probability(of: summed.word0, at: 0) }
    if summed.word1 != 0 { sum += probability(of: summed.word1, at: 256) }
    if summed.word2 != 0 { sum += probability(of: summed.word2, at: 512) }
    if summed.word3 != 0 { sum += probability(of: summed.word3, at: 768) }
    return isWide ? max(0, 1 - sum) : sum
  }

  /// Share of the positions at which four bytes of the sets stand.
  func probability(of sets: AnchorSearch.Sets) -> Double {
    let apart =
      probability(of: sets.first) * probability(of: sets.second) * probability(of: sets.third)
      * probability(of: sets.fourth)
    return max(apart, grams.share(of: sets))
  }

  /// Share of the bytes of one word of a set.
  private func probability(of word: UInt64, at row: Int) -> Double {
    var sum = 0.0
    var rest = word
    var index = row
    while rest != 0 {
      let skipped = rest.trailingZeroBitCount & ~3
      rest >>= UInt64(skipped)
      index += 4 * skipped
      sum += quads[index + Int(rest & 15)]
      rest >>= 4
      index += 16
    }
    return sum
  }

  /// Text of typical services: English words, numbers, times, paths, JSON and key=value.
  static let logText = ByteModel(weights: logWeights(), grams: .logText)

  private static func logWeights() -> [Double] {
    // Weights are per ten thousand bytes.
    var weights = [Double](repeating: 0.02, count: 256)
    for byte in 0x80...0xFF { weights[byte] = 0.05 }
    for byte in 0..<0x20 { weights[byte] = 0.01 }
    func set(_ text: StaticString, _ values: [Double]) {
      text.withUTF8Buffer { for (byte, value) in zip($0, values) { weights[Int(byte)] = value } }
    }
    set(
      "etaoinsrhldcumpfgybwvkxjqz",
      [
        700, 560, 480, 430, 430, 420, 420, 420, 150, 280, 300, 300, 190, 200, 200, 140, 140, 100,
        120, 80, 80, 80, 50, 20, 15, 15,
      ])
    set(
      "ETAOINSRHLDCUMPFGYBWVKXJQZ",
      [
        60, 55, 50, 45, 65, 50, 50, 45, 18, 30, 45, 40, 20, 30, 35, 35, 18, 12, 25, 20, 12, 12, 10,
        10, 5, 12,
      ])
    set("0123456789", [400, 360, 300, 200, 190, 200, 180, 170, 180, 160])
    set(
      " .-/:,\"=_[]()'",
      [
        1_000, 250, 200, 180, 260, 120, 200, 90, 110, 60, 60, 35, 35, 35,
      ])
    set(
      "{}<>;|&?%#@+*$\\!~^`",
      [
        30, 30, 12, 15, 12, 12, 8, 5, 8, 8, 6, 5, 8, 4, 8, 3, 2, 1, 2,
      ])
    set("\n\t\r\u{1B}", [90, 10, 3, 3])
    return weights
  }
}
