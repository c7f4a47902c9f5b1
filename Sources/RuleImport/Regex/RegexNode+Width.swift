internal import Scrubber

extension RegexNode {
  /// Widths stop growing here, so that nested counts can't overflow.
  private static let widthLimit = 1 << 30
  /// Most bytes of a repeat without letters and digits that gets a limit.
  private static let longestGap = 64

  /// Least number of bytes that a match takes.
  var minimumWidth: Int {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: 0
    case .set: 1
    case .sequence(let parts): Swift.min(Self.widthLimit, parts.reduce(0) { $0 + $1.minimumWidth })
    case .alternation(let branches): branches.map(\.minimumWidth).min() ?? 0
    case .repeated(let body, let min, _, _): Swift.min(Self.widthLimit, body.minimumWidth * min)
    case .capture(_, let body): body.minimumWidth
    }
  }

  /// Greatest number of bytes that a match takes; `nil` if there is no limit.
  var maximumWidth: Int? {
    switch self {
    case .empty, .wordBoundary, .start, .end, .ahead: return 0
    case .set: return 1
    case .sequence(let parts):
      var sum = 0
      for part in parts {
        guard let width = part.maximumWidth else { return nil }
        sum = Swift.min(Self.widthLimit, sum + width)
      }
      return sum
    case .alternation(let branches):
      var highest = 0
      for branch in branches {
        guard let width = branch.maximumWidth else { return nil }
        highest = Swift.max(highest, width)
      }
      return highest
    case .repeated(let body, _, let max, _):
      guard let width = body.maximumWidth else { return nil }
      if width == 0 { return 0 }
      return max.map { Swift.min(Self.widthLimit, width * $0) }
    case .capture(_, let body): return body.maximumWidth
    }
  }

  /// The same with every repeat without a limit bounded.
  ///
  /// - Parameters:
  ///   - cap: bytes that a repeat may take; its own minimum wins.
  ///   - lowersLimits: whether limits above the cap are lowered, too.
  func bounded(to cap: Int, lowersLimits: Bool) -> RegexNode {
    switch self {
    case .sequence(let parts):
      return .concatenation(parts.map { $0.bounded(to: cap, lowersLimits: lowersLimits) })
    case .alternation(let branches):
      return .alternation(branches.map { $0.bounded(to: cap, lowersLimits: lowersLimits) })
    case .capture(let number, let body):
      return .capture(number, body.bounded(to: cap, lowersLimits: lowersLimits))
    case .repeated(let body, let min, let max, let isLazy):
      let body = body.bounded(to: cap, lowersLimits: lowersLimits)
      let width = Swift.max(1, body.maximumWidth ?? 1)
      // White space and the like need less room than values.
      let isGap = body.allBytes.isDisjoint(with: .alphanumerics)
      let own = isGap ? Swift.min(cap, Self.longestGap) : cap
      let most = Swift.max(min, 1, own / width)
      let limit = max.map { lowersLimits ? Swift.min($0, most) : $0 } ?? most
      return .repeated(body, min: min, max: limit, isLazy: isLazy)
    case .empty, .set, .wordBoundary, .start, .end, .ahead: return self
    }
  }

  /// Whether a repeat has no limit.
  var isUnbounded: Bool { maximumWidth == nil }
}
