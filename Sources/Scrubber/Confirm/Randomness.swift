/// How random a byte string looks, by the likelihood of its neighbouring pairs of characters.
///
/// The model and its numbers are described in docs/TOKEN-SHAPE.md.
public enum Randomness {
  /// How random `bytes` look: from 0 (words, one character, sequences) to 1 (uniformly random).
  ///
  /// Meaningful from 8 bytes on; for a rule's `minimumRandomness`, 0.5 parts words from generated
  /// passwords, and 0.6 asks for keys made by a machine. The characters are judged within the
  /// smallest alphabet that holds them (digits, hexadecimal, one case, both cases), so a random
  /// hexadecimal key scores high too. Fewer than 2 bytes score 0.
  public static func score(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    guard bytes.count > 1 else { return 0 }
    let alphabet = Alphabet(bytes)
    var weight = 0
    var successors = 0
    var previous = bytes[0]
    for byte in bytes.dropFirst() {
      weight += pairWeight(previous, byte, bias: alphabet.bias)
      if Int(byte) - Int(previous) == 1 || Int(previous) - Int(byte) == 1 { successors += 1 }
      previous = byte
    }
    let pairs = Double(bytes.count - 1)
    let mean = -Double(weight) / pairs / unitsPerNat
    let steep = 2 * mean
    let likelihood = 0.5 + 0.5 * steep / (1 + abs(steep))

    // A repeated or counted string is no secret, however odd its pairs are.
    let reachable = min(Entropy.bits(bytes.count), alphabet.bits)
    let diversity = clamp((Entropy.shannon(bytes) / reachable - 0.4) / 0.4)
    let disorder = clamp(1.4 - 2 * Double(successors) / pairs)
    return likelihood * diversity * disorder
  }

  /// Units of the table per natural logarithm unit.
  private static let unitsPerNat = 12.0

  /// What a pair with a printable byte that is no token byte weighs: symbols speak for passwords.
  private static let symbolWeight = -6

  @inline(__always)
  private static func pairWeight(_ first: UInt8, _ second: UInt8, bias: Int) -> Int {
    let row = TokenCode.of(first)
    let column = TokenCode.of(second)
    guard row != TokenCode.none, column != TokenCode.none else {
      return first > 0x7F || second > 0x7F ? 0 : symbolWeight
    }
    return weight(row, column) - bias
  }

  /// The weight of a pair of codes, both below `TokenCode.none`.
  @inline(__always)
  static func weight(_ first: UInt8, _ second: UInt8) -> Int {
    // In bounds: both codes are below 64 and the string has 4,096 characters.
    Int(RandomnessTable.encoded.utf8Start[Int(first) << 6 | Int(second)]) &- RandomnessTable.zero
  }

  private static func clamp(_ value: Double) -> Double {
    min(1, max(0, value))
  }
}

extension Randomness {
  /// The smallest usual alphabet that holds all letters and digits of a string.
  enum Alphabet {
    case digits, hexadecimal, oneCaseLetters, oneCase, mixed

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      var upper = false
      var lower = false
      var digit = false
      var hexadecimal = true
      for byte in bytes {
        switch byte {
        case 0x30...0x39: digit = true
        case 0x41...0x5A:
          upper = true
          if byte > 0x46 { hexadecimal = false }
        case 0x61...0x7A:
          lower = true
          if byte > 0x66 { hexadecimal = false }
        default: break
        }
      }
      if upper, lower {
        self = .mixed
      } else if !upper, !lower {
        self = .digits
      } else if hexadecimal, digit {
        self = .hexadecimal
      } else {
        self = digit ? .oneCase : .oneCaseLetters
      }
    }

    /// 12 * ln(64 / size of the alphabet): the table is made for 64 characters.
    var bias: Int {
      switch self {
      case .digits: 22
      case .hexadecimal: 17
      case .oneCaseLetters: 11
      case .oneCase: 7
      case .mixed: 0
      }
    }

    /// log2 of the size of the alphabet.
    var bits: Double {
      switch self {
      case .digits: 3.32
      case .hexadecimal: 4
      case .oneCaseLetters: 4.7
      case .oneCase: 5.17
      case .mixed: 5.95
      }
    }
  }
}
