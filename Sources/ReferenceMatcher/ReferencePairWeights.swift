internal import Scrubber

/// Codes and weights of token bytes, as docs/TOKEN-SHAPE.md states them. Of the engine only the
/// numbers of the table are used.
enum ReferencePairWeights {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// For each byte its code.
  private static let codes: [Int?] = (UInt8.min...UInt8.max).map { byte in
    switch byte {
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: alphabet.firstIndex(of: byte)
    }
  }

  private static let weights: [Int] = RandomnessTable.encoded.description.utf8.map {
    Int($0) - 84
  }

  /// The base64 value of a byte; `nil` if it is no token byte.
  static func code(_ byte: UInt8) -> Int? { codes[Int(byte)] }

  /// How word-like two neighbours are; `nil` if one of them is no token byte.
  static func weight(_ first: UInt8, _ second: UInt8) -> Int? {
    guard let row = code(first), let column = code(second) else { return nil }
    return weights[row * 64 + column]
  }
}
