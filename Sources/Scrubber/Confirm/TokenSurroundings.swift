/// What stands before a token that looks random and says that it is public: a digest, an identifier,
/// a picture. docs/SEMANTICS.md, section 5, defines it.
enum TokenSurroundings {
  /// Bytes before the token that are looked at, at most.
  static let longest = 64
  private static let longestName = 40
  private static let mostBackslashes = 7
  private static let mostBlanks = 2

  /// Texts that end right before a public token, in lower case.
  private static let marks: [StaticString] = [
    "sha1:", "sha224:", "sha256:", "sha384:", "sha512:", "h1:", "zh:", ";base64,",
  ]
  /// Parts of a name that make its value public.
  private static let publicParts: [StaticString] = [
    "hash", "digest", "checksum", "integrity", "fingerprint", "etag", "nonce", "revision", "commit",
    "shasum", "publickey", "public_key", "public-key", "cachekey", "cache_key", "websocket-accept",
    "websocket-key",
  ]
  /// Ends of a name that make its value public.
  private static let publicEnds: [StaticString] = [
    "_id", "-id", ".id", "id-2", "requestid", "traceid", "spanid", "insertid", "correlationid",
  ]
  /// Ends of the names of page and idempotency tokens, which open nothing.
  private static let pageTokens: [StaticString] = [
    "nexttoken", "next_token", "next-token", "pagetoken", "next_page_token", "next-page-token",
    "continuationtoken", "continuation_token", "continuation-token", "synctoken", "sync_token",
    "clienttoken", "idempotencytoken", "idempotency_token",
  ]
  /// Parts of a name that speak against it.
  private static let secretParts: [StaticString] = [
    "secret", "passw", "token", "auth", "cred", "session", "salt", "hmac", "hashicorp",
  ]

  /// Whether the bytes before `index`, from `first` on, make a token that begins there public.
  static func sayPublic(
    _ bytes: UnsafePointer<UInt8>, from first: Int, at index: Int
  ) -> Bool {
    let before = UnsafeBufferPointer(start: bytes + first, count: index - first)
    guard let last = before.last else { return false }
    switch last {
    case UInt8(ascii: ":"), UInt8(ascii: ","):
      return marks.contains { ends(before[...], with: $0) } || isNamed(before[...])
    case UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"),
      UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"):
      return isNamed(before[...])
    default: return false
    }
  }

  /// Whether the text ends in the name of something public and an operator.
  private static func isNamed(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var rest = text
    dropQuote(&rest)
    dropBlanks(&rest)
    if rest.last == UInt8(ascii: ">") {
      rest.removeLast()
      guard rest.last == UInt8(ascii: "=") else { return false }
    }
    guard rest.last == UInt8(ascii: ":") || rest.last == UInt8(ascii: "=") else { return false }
    rest.removeLast()
    dropBlanks(&rest)
    dropQuote(&rest)
    var start = rest.endIndex
    while start > rest.startIndex, isNameByte(rest[start - 1]) { start -= 1 }
    let name = rest[start...]
    guard !name.isEmpty, name.count <= longestName else { return false }
    if pageTokens.contains(where: { ends(name, with: $0) }) { return true }
    if secretParts.contains(where: { holds(name, $0) }) { return false }
    if publicParts.contains(where: { holds(name, $0) }) { return true }
    if publicEnds.contains(where: { ends(name, with: $0) }) { return true }
    // `id` alone, and names like `requestId` and `buildID`.
    guard ends(name, with: "id") else { return false }
    return name.count == 2 || name[name.endIndex - 2] == UInt8(ascii: "I")
  }

  private static func dropQuote(_ text: inout Slice<UnsafeBufferPointer<UInt8>>) {
    switch text.last {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): text.removeLast()
    default: return
    }
    var count = 0
    while count < mostBackslashes, text.last == UInt8(ascii: "\\") {
      text.removeLast()
      count += 1
    }
  }

  private static func dropBlanks(_ text: inout Slice<UnsafeBufferPointer<UInt8>>) {
    var count = 0
    while count < mostBlanks, let last = text.last, last == 0x20 || last == 0x09 {
      text.removeLast()
      count += 1
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// Whether the text ends in a word, without regard to case.
  private static func ends(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, with word: StaticString
  ) -> Bool {
    let count = word.utf8CodeUnitCount
    guard text.count >= count else { return false }
    let start = text.endIndex - count
    return (0..<count).allSatisfy { lower(text[start + $0]) == word.utf8Start[$0] }
  }

  /// Whether the text holds a word, without regard to case.
  private static func holds(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, _ word: StaticString
  ) -> Bool {
    var end = text.endIndex
    while end - text.startIndex >= word.utf8CodeUnitCount {
      if ends(text[..<end], with: word) { return true }
      end -= 1
    }
    return false
  }
}
