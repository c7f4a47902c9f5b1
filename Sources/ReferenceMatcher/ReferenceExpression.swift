internal import Scrubber

/// An expression rule, tried at every index.
struct ReferenceExpression {
  let rule: Rule
  /// View bytes that an attempt sees from its start on.
  let window: Int
  /// Most raw bytes of one attempt.
  private let rawBudget: Int
  private let pattern: ReferencePCRE
  private let must: [ReferencePCRE]
  private let mustNot: [ReferencePCRE]
  private let tailSet: ByteSet?
  private let matchLimit: UInt32

  /// Widest window of an expression rule.
  static let widestWindow = 1_280
  /// Widest match of a rule whose secret ends in an unbounded repeat, and that repeat's most.
  static let widestEater = 1_024
  static let mostRepeats = 192

  init(_ rule: Rule, limits: ReferenceLimits) throws {
    self.rule = rule
    matchLimit = limits.matchLimit
    let secret = try PatternNode(parsing: rule.secret)
    let before: PatternNode
    if let text = rule.before {
      before = try PatternNode(parsing: text)
    } else {
      let isWord = secret.firstSet.isSubset(of: .word)
      before = isWord ? .look(.behind, negative: true, .set(.word)) : .empty
    }
    let after = try rule.after.map { try PatternNode(parsing: $0) } ?? .empty
    let bounded = try Self.bounded(secret, between: before, in: rule)
    let whole = PatternNode.concatenation([before, bounded, after])
    guard let width = whole.maximumWidth else { throw ReferenceError("\(rule.id): unbounded") }
    window = width + max(1, whole.lookAhead)
    if window > Self.widestWindow { throw ReferenceError("\(rule.id): window \(window)") }
    rawBudget = ReferenceLimits.rawBudget(window: window)
    pattern = try ReferencePCRE(before.pcre + "(" + bounded.pcre + ")" + after.pcre)
    must = try rule.must.map { try ReferencePCRE(PatternNode(parsing: $0).pcre) }
    mustNot = try rule.mustNot.map { try ReferencePCRE(PatternNode(parsing: $0).pcre) }
    tailSet = rule.after == nil ? secret.tailSet : nil
  }

  /// The secret with the maximum for a trailing unbounded repeat that is allowed.
  private static func bounded(
    _ secret: PatternNode, between before: PatternNode, in rule: Rule
  ) throws -> PatternNode {
    guard let widest = secret.trailingUnboundedRepeat(boundedTo: mostRepeats) else { return secret }
    if rule.after != nil || rule.eater == .quoted {
      throw ReferenceError("\(rule.id): an unbounded repeat with another end")
    }
    let width = PatternNode.concatenation([before, widest.bounded]).maximumWidth ?? 0
    let count = max(0, mostRepeats - max(0, width - widestEater))
    return secret.trailingUnboundedRepeat(boundedTo: count)?.bounded ?? secret
  }

  /// All matches in `view`, and the raw ranges that may be `unscanned`.
  func matches(in view: ReferenceView) -> ReferenceFound {
    var found = ReferenceFound()
    let isSmall = (view.ends.last ?? 0) - (view.starts.first ?? 0) <= rawBudget
    view.bytes.withUnsafeBufferPointer { bytes in
      pattern.startBytes.withUnsafeBufferPointer { startBytes in
        var start = -1
        while start + 1 < bytes.count {
          start += 1
          var end = min(start + window, bytes.count)
          if !isSmall, view.ends[end - 1] - view.starts[start] > rawBudget {
            // Nothing behind a boundary can matter.
            end = bytes[start..<end].firstIndex(of: 0).map { $0 + 1 } ?? end
          }
          if !isSmall, view.ends[end - 1] - view.starts[start] > rawBudget {
            found.unscannedPossible.append(unscanned(at: start, in: view))
            continue
          }
          if !startBytes.isEmpty, !startBytes[Int(bytes[start])] { continue }
          switch attempt(at: start, to: end, of: bytes, in: view, found: &found) {
          case .noMatch, .failed: break
          case .match(let head):
            if let match = confirmed(head, in: view.bytes) { found.matches.append(match) }
          }
        }
      }
    }
    return found
  }

  /// The head of the secret of the match that begins at `start` and sees nothing from `end` on.
  private func attempt(
    at start: Int, to end: Int, of bytes: UnsafeBufferPointer<UInt8>, in view: ReferenceView,
    found: inout ReferenceFound
  ) -> ReferencePCRE.Outcome {
    var left = max(0, start - 128)
    while view.starts[left] < view.starts[start] - 2_048 { left += 1 }
    func result(limit: UInt32) -> ReferencePCRE.Outcome {
      pattern.match(
        UnsafeBufferPointer(rebasing: bytes[left..<end]), at: start - left,
        holdsStart: view.hasStreamEdges && left == 0 && view.starts[0] == 0,
        holdsEnd: view.hasStreamEdges && end == bytes.count && start + window > end, limit: limit)
    }
    // The interpreter counts in another way than compiled code: far below the limit is sure.
    var outcome = result(limit: 1_000)
    if outcome == .failed {
      found.unscannedPossible.append(unscanned(at: start, in: view))
      outcome = result(limit: matchLimit)
    }
    guard case .match(let head) = outcome else { return outcome }
    return .match(head.lowerBound + left..<head.upperBound + left)
  }

  /// The most that can be masked if the attempt at `start` fails.
  private func unscanned(at start: Int, in view: ReferenceView) -> Range<Int> {
    let stops = Array(" \t\n\r\u{0B}\u{0C}\"'`".utf8)
    var end = min(start + window, view.bytes.count)
    while end < view.bytes.count, !stops.contains(view.bytes[end]) { end += 1 }
    return view.raw(start..<end)
  }

  private func confirmed(_ head: Range<Int>, in bytes: [UInt8]) -> ReferenceMatch? {
    let secret = Array(bytes[head])
    if isRejected(secret) { return nil }
    let end = secretEnd(of: head, in: bytes)
    guard end > head.lowerBound else { return nil }
    var confidence = rule.confidence
    if let validator = rule.validator {
      confidence =
        ReferenceValidator.accepts(secret, validator) ? .checksum : min(confidence, .structure)
    }
    return ReferenceMatch(
      rule: rule.id, confidence: confidence, secret: head.lowerBound..<end, tagValue: nil)
  }

  /// Where the secret whose head is `head` ends.
  private func secretEnd(of head: Range<Int>, in bytes: [UInt8]) -> Int {
    if rule.eater == .quoted, head.lowerBound > 0,
      Array("\"'`".utf8).contains(bytes[head.lowerBound - 1])
    {
      return Self.quotedEnd(from: head.lowerBound, in: bytes)
    }
    var end = head.upperBound
    guard let tailSet else { return end }
    while end < bytes.count, tailSet.contains(bytes[end]) { end += 1 }
    return end
  }

  /// Where the quoted value ends that begins at `start`, right after its quote.
  static func quotedEnd(from start: Int, in bytes: [UInt8]) -> Int {
    let quote = bytes[start - 1]
    func backslashes(before index: Int) -> Int {
      var count = 0
      while count < 64, index - count > 0, bytes[index - count - 1] == UInt8(ascii: "\\") {
        count += 1
      }
      return count
    }
    let depth = backslashes(before: start - 1)
    for index in start..<bytes.count {
      if bytes[index] == 0x0A || bytes[index] == 0x0D { return index }
      guard bytes[index] == quote else { continue }
      let count = backslashes(before: index)
      if count < depth || count % (2 * (depth + 1)) == depth { return index - min(count, depth) }
    }
    return bytes.count
  }

  private func isRejected(_ secret: [UInt8]) -> Bool {
    if secret.isEmpty { return true }
    if rule.id != "registered-secret", Self.isTemplate(secret) { return true }
    if !must.allSatisfy({ $0.isFound(in: secret) }) { return true }
    if mustNot.contains(where: { $0.isFound(in: secret) }) { return true }
    if let least = rule.minimumEntropy,
      ReferenceEntropy.shannon(secret) < least - Self.tolerance
    {
      return true
    }
    if let least = rule.minimumRandomness,
      ReferenceRandomness.score(secret) < least - Self.tolerance
    {
      return true
    }
    return rule.allows(secret)
  }

  /// What comes this near to the least has reached it.
  private static let tolerance = 1e-9

  /// Whether the whole secret is one repeated byte or a place for a value.
  static func isTemplate(_ secret: [UInt8]) -> Bool {
    if secret.count >= 3, secret.allSatisfy({ $0 == secret[0] }) { return true }
    for (opening, closing, bracket) in [
      ("${", "}", "}"), ("{{", "}}", "}"), ("<", ">", ">"), ("%(", ")s", ")"),
    ] {
      guard secret.starts(with: opening.utf8), secret.count >= opening.count + closing.count,
        secret.suffix(closing.count).elementsEqual(closing.utf8)
      else { continue }
      let inner = secret.dropFirst(opening.count).dropLast(closing.count)
      if !inner.contains(Array(bracket.utf8)[0]) { return true }
    }
    return false
  }
}

extension Rule {
  /// Whether the rule's lists leave `secret` alone.
  func allows(_ secret: [UInt8]) -> Bool {
    let lowered = ReferenceBytes.lowered(secret)
    if allowedValues.contains(where: { ReferenceBytes.lowered(Array($0.utf8)) == lowered }) {
      return true
    }
    return stopwords.contains { word in
      let word = ReferenceBytes.lowered(Array(word.utf8))
      return !word.isEmpty && ReferenceBytes.firstIndex(of: word, in: lowered) != nil
    }
  }
}

/// What one rule found in one view.
struct ReferenceFound {
  var matches: [ReferenceMatch] = []
  /// Raw ranges in which `unscanned` is allowed.
  var unscannedPossible: [Range<Int>] = []
}
