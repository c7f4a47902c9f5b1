internal import Scrubber

extension RuleShaper {
  /// Limits of repeats, tried one after the other until all parts fit.
  private struct Caps {
    /// Of repeats beside the secret, and in it.
    var gap: Int
    var own: Int
    /// Whether limits above are lowered, too.
    var lowersLimits: Bool

    static let steps =
      [(100, 256), (64, 192), (48, 128), (32, 96), (24, 64)].map { Caps($0, $1, false) }
      + [
        (400, 256), (200, 256), (100, 256), (100, 192), (64, 192), (64, 128), (48, 128), (48, 96),
        (32, 64), (24, 48), (16, 32), (12, 16), (8, 12), (4, 8),
      ].map { Caps($0, $1, true) }

    init(_ gap: Int, _ own: Int, _ lowersLimits: Bool) {
      self.gap = gap
      self.own = own
      self.lowersLimits = lowersLimits
    }
  }

  /// Bounds all repeats, and makes the secret go on where its own limit cuts a run.
  ///
  /// - Parameter dropped: what followed the secret and was left out.
  mutating func bound(_ shape: inout Shape, dropped: RegexNode) {
    let original = shape
    let extends = shape.after == nil
    let overlaps = !dropped.firstSet.isDisjoint(with: shape.secret.tailSet)
    let isAmbiguous = dropped != .empty && (overlaps || shape.secret.isAmbiguous)
    if extends, !isAmbiguous, shape.secret.endsInRun(Self.leastRun) {
      shape.isRunEater = true
      note(.runEater, "The repeat at the end goes on as long as its own bytes do.")
    }
    // What is extended needs no long repeat: it is masked to its end anyway.
    let own = extends ? Self.longestRepeat : Self.longestValue
    var caps = Caps(Self.longestGap, own, false)
    limit(&shape, caps)
    for next in Caps.steps where shape.width > Self.longestMatch {
      shape.secret = original.secret
      shape.before = original.before
      shape.after = original.after
      caps = next
      limit(&shape, caps)
    }
    noteBounds(original, shape, caps)
    guard extends else { return }
    let body = shape.secret
    var ways = [body]
    if let rest = cutRest(original.secret, bounded: body) {
      ways = [.concatenation([body, rest])]
      note(.longRun, "The match goes on over all that may follow a repeat with a limit.")
    }
    // Without what followed, another match may come first: the tool's own one is tried before.
    if isAmbiguous {
      let condition: RegexNode = dropped.isCondition ? dropped : .ahead(dropped)
      ways.insert(.concatenation([body, condition]), at: 0)
    }
    let long = longRuns(original.secret, bounded: body)
    if !long.isEmpty {
      note(
        .longRun,
        "A run in the middle of the secret that is longer than its limit is masked to its end.")
    }
    shape.secret = .choice(ways + long)
    if shape.isRunEater, ways.count + long.count > 1 {
      // Only a repeat at the very end can be without a limit; the match is extended all the same.
      shape.isRunEater = false
      shape.secret = shape.secret.bounded(to: Self.longestRepeat, lowersLimits: false)
    }
  }

  private func limit(_ shape: inout Shape, _ caps: Caps) {
    shape.before = shape.before?.bounded(to: caps.gap, lowersLimits: caps.lowersLimits)
    shape.after = shape.after?.bounded(to: caps.gap, lowersLimits: caps.lowersLimits)
    if shape.isRunEater {
      shape.secret = shape.secret.boundedButLast(to: caps.own, lowersLimits: caps.lowersLimits)
    } else {
      let hasContext = (shape.before?.minimumWidth ?? 0) > 0
      let start = hasContext ? caps.own : Self.longestGap
      shape.secret = shape.secret.bounded(to: caps.own, firstTo: start, caps.lowersLimits)
    }
  }

  private mutating func noteBounds(_ original: Shape, _ shape: Shape, _ caps: Caps) {
    if original.before != shape.before {
      note(
        .bounded,
        "Repeats before the secret take at most \(caps.gap) bytes: a wider match is not found.")
    }
    if original.after != shape.after {
      note(
        .bounded,
        "Repeats after the secret take at most \(caps.gap) bytes: a wider match is not found.")
    }
    guard original.secret != shape.secret else { return }
    let rest = shape.after == nil ? "the token is masked to its end" : "a longer one is not found"
    let first = min(caps.own, Self.longestGap)
    let most = first < caps.own ? "\(caps.own) bytes (the first, \(first))" : "\(first) bytes"
    note(.bounded, "Repeats in the secret take at most \(most): \(rest).")
  }

  /// Two more bytes that make the engine go on over all that may follow the first part in which a
  /// limit cuts more than a plain run; `nil` if none does, or if that could be several words.
  private func cutRest(_ original: RegexNode, bounded: RegexNode) -> RegexNode? {
    let old = original.parts
    let new = bounded.parts
    guard old.count == new.count else { return nil }
    let first = old.indices.first { index in
      if case .repeated(.set, _, _, _) = old[index] { false } else { old[index] != new[index] }
    }
    guard let first else { return nil }
    let rest = RegexNode.concatenation(Array(old[first...])).allBytes
    guard rest.isWithoutSpace, rest.isDisjoint(with: .valueEnds) else { return nil }
    return .repeated(.set(rest), min: 0, max: 2, isLazy: false)
  }

  /// For each run whose limit the tool does not have: what stands before it, as much of the run as
  /// is looked at, and two more bytes that make the engine go on over all that may follow.
  private func longRuns(_ original: RegexNode, bounded: RegexNode) -> [RegexNode] {
    let old = original.parts
    let new = bounded.parts
    guard old.count == new.count else { return [] }
    var ways: [RegexNode] = []
    for index in old.indices.dropLast() where old[index] != new[index] {
      guard case .repeated(.set(let set), _, _, _) = old[index],
        case .repeated(_, _, let max?, _) = new[index]
      else { continue }
      let rest = new[(index + 1)...].reduce(into: set) { $0.formUnion($1.allBytes) }
      guard rest.isTokenSet else { continue }
      let run = RegexNode.repeated(.set(set), min: max, max: max, isLazy: false)
      let goesOn = RegexNode.repeated(.set(rest), min: 0, max: 2, isLazy: false)
      ways.append(.concatenation(new[..<index] + [run, goesOn]))
    }
    return ways
  }
}

extension Shape {
  /// Most bytes that all parts match.
  fileprivate var width: Int {
    let own =
      isRunEater
      ? secret.bounded(to: RuleShaper.longestRepeat, lowersLimits: false).maximumWidth
      : secret.maximumWidth
    return (before?.maximumWidth ?? 0) + (own ?? 0) + (after?.maximumWidth ?? 0)
  }
}

extension RegexNode {
  /// Index of the last part that is no optional bounded set: what a run eater may end in.
  private var lastIndex: Int? {
    parts.lastIndex { part in
      if case .repeated(.set, 0, .some, _) = part { false } else { true }
    }
  }

  /// Whether it ends in a greedy repeat of a set without a limit, of at least `count`.
  func endsInRun(_ count: Int) -> Bool {
    guard let lastIndex, case .repeated(.set, let min, nil, false) = parts[lastIndex]
    else { return false }
    return min >= count
  }

  /// The same bounded, and its first repeat to less: without anything before the secret, the
  /// engine has to find a fixed text near the secret's start.
  fileprivate func bounded(to cap: Int, firstTo first: Int, _ lowersLimits: Bool) -> RegexNode {
    let index = parts.dropLast().firstIndex(where: \.isUnbounded)
    return .concatenation(
      parts.enumerated().map {
        $1.bounded(to: $0 == index ? min(first, cap) : cap, lowersLimits: lowersLimits)
      })
  }

  /// The same with all repeats bounded but the one that the run goes on with.
  fileprivate func boundedButLast(to cap: Int, lowersLimits: Bool) -> RegexNode {
    guard let lastIndex else { return self }
    return .concatenation(
      parts.enumerated().map { index, part in
        index == lastIndex ? part : part.bounded(to: cap, lowersLimits: lowersLimits)
      })
  }
}
