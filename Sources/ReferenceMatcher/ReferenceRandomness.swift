#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `Randomness.score`, written from docs/TOKEN-SHAPE.md.
enum ReferenceRandomness {
  /// What the score knows of the characters that a text is made of.
  private struct Alphabet {
    var bias: Int
    var bits: Double

    init(of bytes: [UInt8]) {
      let letters = bytes.filter { ReferenceBytes.isUpper($0) || ReferenceBytes.isLower($0) }
      let hasDigit = bytes.contains(where: ReferenceBytes.isDigit)
      let isMixed =
        letters.contains(where: ReferenceBytes.isUpper)
        && letters.contains(where: ReferenceBytes.isLower)
      let isHexadecimal = letters.allSatisfy("abcdefABCDEF".utf8.contains)
      if letters.isEmpty {
        (bias, bits) = (22, 3.32)
      } else if isMixed {
        (bias, bits) = (0, 5.95)
      } else if isHexadecimal, hasDigit {
        (bias, bits) = (17, 4)
      } else if hasDigit {
        (bias, bits) = (7, 5.17)
      } else {
        (bias, bits) = (11, 4.7)
      }
    }
  }

  static func score(_ bytes: [UInt8]) -> Double {
    if bytes.count < 2 { return 0 }
    let alphabet = Alphabet(of: bytes)
    let pairs = Array(zip(bytes, bytes.dropFirst()))
    var sum = 0
    for (first, second) in pairs {
      if let weight = ReferencePairWeights.weight(first, second) {
        sum += weight - alphabet.bias
      } else if first < 0x80, second < 0x80 {
        sum -= 6
      }
    }
    let x = -Double(sum) / Double(12 * pairs.count)
    let likelihood = 0.5 + x / (1 + abs(2 * x))
    let most = min(log2(Double(bytes.count)), alphabet.bits)
    let diversity = clamped((ReferenceEntropy.shannon(bytes) / most - 0.4) / 0.4)
    let steps = pairs.count { abs(Int($0) - Int($1)) == 1 }
    let disorder = clamped(1.4 - 2 * Double(steps) / Double(pairs.count))
    return likelihood * diversity * disorder
  }

  private static func clamped(_ value: Double) -> Double { min(1, max(0, value)) }
}
