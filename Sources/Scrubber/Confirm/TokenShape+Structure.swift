extension TokenShape {
  /// The tests that only tokens without a word-like piece come to: few, so that clarity wins.
  @inline(never)
  static func verdictOnStructure(
    _ token: UnsafeBufferPointer<UInt8>, isMixed: Bool, weight: Int, decodesText: Bool
  ) -> Verdict {
    let counts = TokenCounts(token, hexadecimalLimit: isMixed ? 8 : 11)
    let verdict = verdictOnCounts(counts, length: token.count, isMixed: isMixed, weight: weight)
    guard verdict == .secret else { return verdict }
    if isIdentifier(token, hasSlash: counts.hasSlash) { return .identifier }
    if hasKnownPrefix(token) { return .prefix }
    return decodesText ? verdictOnEncodedText(token) : .secret
  }

  private static func verdictOnCounts(
    _ counts: TokenCounts, length: Int, isMixed: Bool, weight: Int
  ) -> Verdict {
    if counts.hasHexadecimal { return .hexadecimal }
    if counts.hasLongNumber { return .digits }
    if isMixed {
      if counts.digits == 0, length < 32 { return .classes }
      if counts.lower * 7 < length || counts.upper * 7 < length { return .balance }
      if counts.digits * 2 > length { return .balance }
      if counts.changes * 8 < (length - 1) * 3 { return .changes }
      if counts.separators * 6 > length { return .separators }
    } else {
      if length < 28 { return .length }
      if counts.digits * 8 < length || counts.digits * 2 > length { return .balance }
      if counts.changes * 5 < length { return .changes }
      if counts.separators > 2 || counts.hasSlash || counts.hasPlus { return .separators }
    }
    if weight > -8 * (length - 1) { return .weight }
    if counts.distinct < min(length / 2, 20) { return .alphabet }
    if counts.steps * 3 > length { return .sequence }
    if counts.hasRepeat { return .repeats }
    return .secret
  }

  /// Whether the token has the shape of a well-known kind of public identifier.
  private static func isIdentifier(
    _ token: UnsafeBufferPointer<UInt8>, hasSlash: Bool
  ) -> Bool {
    // 16 bytes (a UUID) in base64, as a segment of a path.
    if hasSlash {
      var start = 0
      for end in 0...token.count where end == token.count || token[end] == UInt8(ascii: "/") {
        if end - start == 22, isLastOf16Bytes(token[end - 1]) { return true }
        start = end + 1
      }
    }
    // 27 letters and digits that start with a time: a KSUID of the years up to 2030.
    let first = token[0]
    if token.count == 27, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "3") {
      return token.allSatisfy { TokenCode.of($0) < 62 }
    }
    return false
  }

  /// Whether `byte` can be the last of 22 base64 characters that encode 16 bytes: the value's last
  /// four bits are 0.
  private static func isLastOf16Bytes(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+") && TokenCode.of(byte) & 15 == 0
  }

  /// Starts of tokens that say what they are, and that it is public.
  private static let knownPrefixes: [StaticString] = [
    // Digests, as in package locks and content policies.
    "sha1-", "sha224-", "sha256-", "sha384-", "sha512-",
    "sha1/", "sha224/", "sha256/", "sha384/", "sha512/",
    "sha1_", "sha224_", "sha256_", "sha384_", "sha512_",
    // Mangled symbols; names that start with two separators.
    "_Z", "_R", "_T", "__", "--", "//", "++",
    // Files in base64: DER, PNG, GIF, JPEG, gzip, zip, fonts.
    "MII", "iVBORw", "R0lGOD", "/9j/", "H4sI", "UEsDB", "d09G",
    // Public keys of SSH, nonces of content policies.
    "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "AAAAGnNrLX", "AAAAInNrLX", "nonce-",
    // Publishable keys and ids.
    "age1", "phc_", "sq0id",
    // Signatures of a search engine's links to its results, in referrers.
    "AFQjC", "AOvVaw", "ALkJrh",
  ]

  /// The codes of the first bytes of `knownPrefixes`, one bit each.
  private static let knownPrefixCodes = knownPrefixes.reduce(UInt64(0)) { codes, prefix in
    codes | 1 << UInt64(TokenCode.of(prefix.utf8Start[0]))
  }

  private static func hasKnownPrefix(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
    // Mangled Swift symbols, behind their `$`.
    if token[0] == UInt8(ascii: "s"), token[1] == UInt8(ascii: "S") || token[1] < 0x3A,
      token[1] >= 0x30
    {
      return true
    }
    guard knownPrefixCodes >> UInt64(TokenCode.of(token[0])) & 1 == 1 else { return false }
    return knownPrefixes.contains { prefix in
      let length = prefix.utf8CodeUnitCount
      return length <= token.count
        && (0..<length).allSatisfy { prefix.utf8Start[$0] == token[$0] }
    }
  }

  /// A token that is base64 of printable text is judged by the tokens in that text, one level
  /// deep.
  private static func verdictOnEncodedText(_ token: UnsafeBufferPointer<UInt8>) -> Verdict {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Base64.maximumDecoded(token.count)) {
      text in
      guard let count = Base64.decode(token, into: text, while: isText) else { return .secret }
      var start = 0
      for end in 0...count where end == count || TokenCode.of(text[end]) == TokenCode.none {
        let run = UnsafeBufferPointer(rebasing: text[start..<end])
        start = end + 1
        if verdict(run, decodesText: false) == .secret { return .secret }
      }
      return .text
    }
  }

  private static func isText(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
