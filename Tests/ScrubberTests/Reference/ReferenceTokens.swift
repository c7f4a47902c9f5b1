@testable import Scrubber

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
        !Self.followsHashName(bytes[..<index]),
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

  /// Whether the bytes end in the name of a hash function and a colon.
  private static func followsHashName(_ before: ArraySlice<UInt8>) -> Bool {
    let end = String(decoding: before.suffix(7), as: UTF8.self).lowercased()
    return ["1", "224", "256", "384", "512"].contains { end.hasSuffix("sha\($0):") }
  }

  private static func isMixed(_ token: [UInt8]) -> Bool {
    let classes: [(UInt8) -> Bool] = [
      ReferenceBytes.isLower, ReferenceBytes.isUpper, ReferenceBytes.isDigit,
    ]
    return classes.count { isMember in token.contains(where: isMember) } >= 2
  }
}
