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
    let text = Pairs(bytes)
    let alphabet = Alphabet(text.kinds)
    let weight = text.weight - text.tokenPairs * alphabet.bias
    let pairs = Double(text.count)
    let mean = -Double(weight) / pairs / unitsPerNat
    let steep = 2 * mean
    let likelihood = 0.5 + 0.5 * steep / (1 + abs(steep))

    // A repeated or counted string is no secret, however odd its pairs are.
    let reachable = min(Entropy.bits(text.count + 1), alphabet.bits)
    let diversity = clamp((Entropy.shannon(bytes) / reachable - 0.4) / 0.4)
    let disorder = clamp(1.4 - 2 * Double(text.successors) / pairs)
    return likelihood * diversity * disorder
  }

  /// What the score needs of the pairs of neighbouring bytes, of which there is at least one.
  private struct Pairs {
    let count: Int
    /// What they weigh in the alphabet of 64 characters.
    let weight: Int
    /// Pairs of token bytes.
    let tokenPairs: Int
    /// Pairs of bytes one apart.
    let successors: Int
    /// Union of the kinds of all bytes.
    let kinds: UInt8

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      let codes = TokenCode.encoded.utf8Start
      let weights = RandomnessTable.encoded.utf8Start
      let kindOf = Alphabet.kinds.utf8Start
      var weight = 0
      var otherPairs = 0
      var successors = 0
      var previous = bytes[0]
      var row = codes[Int(previous)] &- TokenCode.zero
      var kinds = kindOf[Int(previous)]
      for index in 1..<bytes.count {
        let byte = bytes[index]
        kinds |= kindOf[Int(byte)]
        let column = codes[Int(byte)] &- TokenCode.zero
        if (row | column) & TokenCode.none == 0 {
          // In bounds: both codes are below 64 and the string has 4,096 characters.
          weight &+= Int(weights[Int(row) << 6 | Int(column)])
        } else {
          otherPairs &+= 1
          if (byte | previous) & 0x80 == 0 { weight &+= symbolWeight }
        }
        // 1 or -1, without a branch that could be mispredicted.
        successors &+= (Int(byte) &- Int(previous) &+ 1) & ~2 == 0 ? 1 : 0
        previous = byte
        row = column
      }
      count = bytes.count - 1
      tokenPairs = count - otherPairs
      self.weight = weight - tokenPairs * RandomnessTable.zero
      self.successors = successors
      self.kinds = kinds
    }
  }

  /// Units of the table per natural logarithm unit.
  private static let unitsPerNat = 12.0

  /// What a pair with a printable byte that is no token byte weighs: symbols speak for passwords.
  private static let symbolWeight = -6

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

    /// 256 characters, one for each byte: `@`, and added to it 1 for a digit, 2 for an upper-case
    /// letter, 4 for a lower-case one, and 8 for one above `F`.
    static let kinds: StaticString = #"""
      @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@AAAAAAAAAA@@@@@@\#
      @BBBBBBJJJJJJJJJJJJJJJJJJJJ@@@@@@DDDDDDLLLLLLLLLLLLLLLLLLLL@@@@@\#
      @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\#
      @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
      """#

    /// The alphabet of a string, from the union of its bytes' kinds.
    init(_ kinds: UInt8) {
      let digit = kinds & 1 != 0
      switch kinds & 6 {
      case 6: self = .mixed
      case 0: self = .digits
      default:
        let isHexadecimal = digit && kinds & 8 == 0
        self = isHexadecimal ? .hexadecimal : digit ? .oneCase : .oneCaseLetters
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
