internal import Scrubber

/// High-entropy tokens.
struct ReferenceTokens {
  let rule: Rule
  private let mustNot: [ReferencePCRE]

  init(_ rule: Rule) throws {
    self.rule = rule
    mustNot = try rule.mustNot.map { try ReferencePCRE(PatternNode(parsing: $0).pcre) }
  }

  func matches(in view: ReferenceView) -> [ReferenceMatch] {
    let bytes = view.bytes
    var matches: [ReferenceMatch] = []
    var index = 0
    while index < bytes.count {
      guard ReferenceBytes.isToken(bytes[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, ReferenceBytes.isToken(bytes[end]) { end += 1 }
      let token = Array(bytes[index..<end])
      if 20...256 ~= token.count, Self.isMixed(token), !rule.allows(token),
        !mustNot.contains(where: { $0.isFound(in: token) }),
        !Self.isPublic(after: seen(before: index, in: view)),
        view.raw(index..<end).count <= ReferenceLimits.rawBudget(window: 257),
        ReferenceTokenShape.looksLikeSecret(token)
      {
        var masked = end
        while masked < bytes.count, masked < end + 2, bytes[masked] == UInt8(ascii: "=") {
          masked += 1
        }
        matches.append(
          ReferenceMatch(rule: rule.id, confidence: rule.confidence, secret: index..<masked))
      }
      index = end
    }
    return matches
  }

  /// What a decision at an index sees of the bytes before it.
  private func seen(before index: Int, in view: ReferenceView) -> ArraySlice<UInt8> {
    let raw = view.starts[index]
    let first = (max(0, index - 64)..<index).first { raw - view.starts[$0] <= 2_048 } ?? index
    return view.bytes[first..<index]
  }

  /// Whether what stands before a token says that it is public.
  private static func isPublic(after before: ArraySlice<UInt8>) -> Bool {
    var text = Array(before.suffix(64))
    let end = String(decoding: text.suffix(8).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
    let marks = ["1", "224", "256", "384", "512"].map { "sha\($0):" } + ["h1:", "zh:", ";base64,"]
    if marks.contains(where: end.lowercased().hasSuffix) { return true }
    func drop(_ most: Int, _ bytes: String) -> Bool {
      var count = 0
      while count < most, let last = text.last, Array(bytes.utf8).contains(last) {
        text.removeLast()
        count += 1
      }
      return count > 0
    }
    if drop(1, "\"'`") { _ = drop(7, "\\") }
    _ = drop(2, " \t")
    if drop(1, ">") {
      guard drop(1, "=") else { return false }
    } else {
      guard drop(1, ":=") else { return false }
    }
    _ = drop(2, " \t")
    if drop(1, "\"'`") { _ = drop(7, "\\") }
    let reversed = text.reversed().prefix { byte in
      ReferenceBytes.isLower(byte) || ReferenceBytes.isUpper(byte) || ReferenceBytes.isDigit(byte)
        || Array("_.-".utf8).contains(byte)
    }
    let written = String(decoding: Array(reversed.reversed()), as: UTF8.self)
    let name = written.lowercased()
    guard (1...40).contains(name.count) else { return false }
    let pages = [
      "nexttoken", "next_token", "next-token", "pagetoken", "next_page_token", "next-page-token",
      "continuationtoken", "continuation_token", "continuation-token", "synctoken", "sync_token",
      "clienttoken", "idempotencytoken", "idempotency_token",
    ]
    if pages.contains(where: name.hasSuffix) { return true }
    guard
      ![
        "secret", "passw", "token", "auth", "cred", "session", "salt", "hmac", "hashicorp",
      ].contains(where: name.contains)
    else { return false }
    let parts = [
      "hash", "digest", "checksum", "integrity", "fingerprint", "etag", "nonce", "revision",
      "commit", "shasum", "publickey", "public_key", "public-key", "cachekey", "cache_key",
      "websocket-accept", "websocket-key",
    ]
    let ends = [
      "_id", "-id", ".id", "id-2", "requestid", "traceid", "spanid", "insertid", "correlationid",
    ]
    return parts.contains(where: name.contains) || ends.contains(where: name.hasSuffix)
      || name == "id" || written.hasSuffix("Id") || written.hasSuffix("ID")
  }

  private static func isMixed(_ token: [UInt8]) -> Bool {
    let classes: [(UInt8) -> Bool] = [
      ReferenceBytes.isLower, ReferenceBytes.isUpper, ReferenceBytes.isDigit,
    ]
    return classes.count { isMember in token.contains(where: isMember) } >= 2
  }
}
