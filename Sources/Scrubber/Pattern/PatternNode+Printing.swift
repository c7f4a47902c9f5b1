extension PatternNode {
  /// The pattern as PCRE2 text in ASCII, with every set spelled out and no flags.
  ///
  /// An alternation is always in a group, so that printed patterns can be put one after the other.
  package var pcre: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func append(to text: inout [UInt8]) {
    switch self {
    case .empty: break
    case .set(let set): Self.append(set, to: &text)
    case .sequence(let parts):
      for part in parts { part.append(to: &text) }
    case .alternation: appendGroup("(?:", to: &text)
    case .repeated(let body, let min, let max, let greed):
      body.appendRepeatable(to: &text)
      Self.appendCount(min: min, max: max, to: &text)
      appendGreed(of: body, min: min, max: max, greed: greed, to: &text)
    case .atomic(let body): body.appendGroup("(?>", to: &text)
    case .look(.ahead, let negative, let body):
      body.appendGroup(negative ? "(?!" : "(?=", to: &text)
    case .look(.behind, let negative, let body):
      body.appendGroup(negative ? "(?<!" : "(?<=", to: &text)
    case .wordBoundary(let negated): text.append(contentsOf: (negated ? "\\B" : "\\b").utf8)
    case .start: text.append(UInt8(ascii: "^"))
    case .end: text.append(UInt8(ascii: "$"))
    }
  }

  /// A group is printed with its alternatives bare, which look-behinds need.
  private func appendGroup(_ opening: String, to text: inout [UInt8]) {
    text.append(contentsOf: opening.utf8)
    if case .alternation(let branches) = self {
      for (index, branch) in branches.enumerated() {
        if index > 0 { text.append(UInt8(ascii: "|")) }
        branch.append(to: &text)
      }
    } else {
      append(to: &text)
    }
    text.append(UInt8(ascii: ")"))
  }

  private func appendRepeatable(to text: inout [UInt8]) {
    if case .set = self {
      append(to: &text)
    } else {
      appendGroup("(?:", to: &text)
    }
  }

  private static func appendCount(min: Int, max: Int?, to text: inout [UInt8]) {
    let count =
      switch (min, max) {
      case (0, 1): "?"
      case (0, nil): "*"
      case (1, nil): "+"
      case (_, nil): "{\(min),}"
      case (_, let max?) where max == min: "{\(min)}"
      case (_, let max?): "{\(min),\(max)}"
      }
    text.append(contentsOf: count.utf8)
  }

  /// An exact count of one byte has only one way to match: the suffix would say nothing.
  private func appendGreed(
    of body: PatternNode, min: Int, max: Int?, greed: Greed, to text: inout [UInt8]
  ) {
    if case .set = body, min == max { return }
    switch greed {
    case .greedy: break
    case .lazy: text.append(UInt8(ascii: "?"))
    case .possessive: text.append(UInt8(ascii: "+"))
    }
  }

  private static func append(_ set: ByteSet, to text: inout [UInt8]) {
    if let byte = set.onlyMember {
      append(byte, to: &text)
      return
    }
    text.append(UInt8(ascii: "["))
    for range in set.ranges {
      append(range.lowerBound, to: &text)
      guard range.count > 1 else { continue }
      if range.count > 2 { text.append(UInt8(ascii: "-")) }
      append(range.upperBound, to: &text)
    }
    text.append(UInt8(ascii: "]"))
  }

  private static func append(_ byte: UInt8, to text: inout [UInt8]) {
    if ByteSet.word.contains(byte) {
      text.append(byte)
    } else {
      let digits = Array("0123456789abcdef".utf8)
      text.append(contentsOf: "\\x".utf8)
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
}
