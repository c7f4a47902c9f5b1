public import Scrubber

extension BearerToken {
  /// Shortest piece of a token that is recognised, in bytes.
  private static let piece = 16
  /// A piece begins at every so many bytes, so that of a longer one less than that stays.
  private static let stride = 4
  /// Shorter tokens are recognised only whole: a piece of one could be a word.
  private static let shortestDivided = 40
  /// Bytes of a token that are divided into pieces.
  private static let longestDivided = 4 << 10

  /// The token as values to mask: whole, its parts between dots, and pieces of it, for an error may
  /// quote it cut short. The first part of a JSON Web Token is the same in all tokens of an issuer,
  /// and no secret.
  public var secrets: [RegisteredSecret] {
    withBytes { bytes in
      let name = "the caller's bearer"
      var values: [ArraySlice<UInt8>] = [bytes[...]]
      guard bytes.count >= Self.shortestDivided else {
        return values.map { RegisteredSecret(value: Array($0), name: name) }
      }
      let dots = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }
      var first = 0
      if dots.count == 2 {
        first = dots[0] + 1
        values += [
          bytes[..<dots[1]], bytes[first...], bytes[first..<dots[1]], bytes[(dots[1] + 1)...],
        ].filter { $0.count >= Self.piece }
      }
      let end = min(bytes.count, first + Self.longestDivided)
      for start in Swift.stride(from: first, through: end - Self.piece, by: Self.stride) {
        values.append(bytes[start..<start + Self.piece])
      }
      return values.map { RegisteredSecret(value: Array($0), name: name) }
    }
  }
}
