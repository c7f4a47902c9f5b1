/// Decides whether a token looks like a generated secret, from its bytes alone.
///
/// The exact algorithm, written so that it can be built a second time from the text, is in
/// docs/TOKEN-SHAPE.md; the names of the verdicts are those of its sections.
public enum TokenShape {
  /// Whether `token`, a maximal run of `[A-Za-z0-9+/_-]` without its base64 padding, looks like a
  /// generated key, password or base64 secret.
  ///
  /// Identifiers, paths, UUIDs, hexadecimal digests, times, host and resource names do not. Tokens
  /// outside of 24...256 bytes never do, nor does a token that holds another byte. A pure
  /// function, without allocation on the heap.
  public static func looksLikeSecret(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
    verdict(token) == .secret
  }

  /// What became of a token: a secret, or the first reason why not.
  enum Verdict: UInt8, Sendable, CaseIterable {
    case secret
    case length, classes, word
    case hexadecimal, digits, balance, changes, weight, alphabet, sequence, repeats, separators
    case identifier, prefix, text
  }

  /// Tokens with fewer bytes are left to rules that know their format: in logs, random tokens of
  /// 20 to 23 bytes are mostly 15 or 16 bytes in base64, identifiers of requests and objects.
  static let lengths = 24...256

  /// A piece of a token that is `e^(limit / 12)` times likelier in a word model than by chance is
  /// a word. At 256 bytes, at most 10 % of random tokens hold such a piece; at 64, 1 %.
  static let wordLimit = 94

  /// What is taken from each pair's weight in a token of one case: its characters are drawn from
  /// 36, not from 64 (12 * ln(64 / 36)).
  static let oneCaseBias = 7

  /// The verdict on `token`. Base64 of text is judged by the text if `decodesText`.
  static func verdict(
    _ token: UnsafeBufferPointer<UInt8>, decodesText: Bool = true
  ) -> Verdict {
    guard lengths.contains(token.count), let base = token.baseAddress else { return .length }
    let cases = Cases(base, count: token.count)
    guard cases.upper || cases.lower else { return .classes }
    let isMixed = cases.upper && cases.lower
    let bias = isMixed ? 0 : oneCaseBias

    // The heaviest piece of the token, as it grows; most tokens of a log end here after a few
    // bytes.
    let weights = RandomnessTable.encoded.utf8Start
    let zero = RandomnessTable.zero + bias
    let codes = TokenCode.encoded.utf8Start
    var row = Int(codes[Int(base[0])] &- TokenCode.zero)
    guard row < 64 else { return .classes }
    var piece = 0
    var total = 0
    for position in 1..<token.count {
      let column = Int(codes[Int(base[position])] &- TokenCode.zero)
      guard column < 64 else { return .classes }
      let weight = Int(weights[row << 6 | column]) &- zero
      total &+= weight
      piece &+= weight
      piece &= ~(piece >> 63)  // max(0, piece): its sign can't be predicted, so no branch
      if piece >= wordLimit { return .word }
      row = column
    }
    return verdictOnStructure(token, isMixed: isMixed, weight: total, decodesText: decodesText)
  }

  /// Which cases a token of at least 8 bytes holds, eight bytes at a time.
  private struct Cases {
    let upper: Bool
    let lower: Bool

    @inline(__always)
    init(_ base: UnsafePointer<UInt8>, count: Int) {
      let bytes = UnsafeRawPointer(base)
      var upper: UInt64 = 0
      var lower: UInt64 = 0
      var position = 0
      while true {
        let block = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        // Of the token bytes, those of 0x40 and more are the letters and `_`; 0x20 says lower.
        // `_` is told from the upper-case letters by its low five bits, which are above 26.
        let beyondZ = (block & 0x1F1F_1F1F_1F1F_1F1F) &+ 0x0505_0505_0505_0505
        lower |= block & block << 1
        upper |= block & ~(block << 1) & ~(beyondZ << 1)
        if position == count - 8 { break }
        position = min(position + 8, count - 8)
      }
      self.upper = upper & 0x4040_4040_4040_4040 != 0
      self.lower = lower & 0x4040_4040_4040_4040 != 0
    }
  }
}
