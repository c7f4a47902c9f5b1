extension PatternNode {
  /// An equal pattern in which repeats that gain nothing from giving bytes back don't.
  ///
  /// PCRE2 can do this itself, but in 10.42 it goes wrong: `}*(?>a?|b)}` misses `}`. A missed match
  /// is a leak, so `Expression` turns that off and patterns are rewritten here instead.
  var possessified: PatternNode {
    possessified(before: .succeeds).node
  }

  /// The PCRE2 text of a whole rule, with the secret as capture 1 and repeats made possessive.
  static func pcre(before: PatternNode, secret: PatternNode, after: PatternNode) -> String {
    let (after, afterStart) = after.possessified(before: .succeeds)
    let (secret, secretStart) = secret.possessified(before: afterStart)
    let before = before.possessified(before: secretStart).node
    return before.pcre + "(" + secret.pcre + ")" + after.pcre
  }

  /// What is known of the rest of the pattern from some place on.
  private enum Rest {
    /// It matches whatever comes.
    case succeeds
    /// Where a byte comes that is not in the set, it fails.
    case starts(ByteSet)
    case unknown

    /// The bytes that it does not rule out.
    var possibleBytes: ByteSet {
      if case .starts(let set) = self { set } else { .all }
    }

    /// The same after a condition.
    var conditioned: Rest {
      if case .succeeds = self { .unknown } else { self }
    }

    /// The same after a part that starts with `first` or takes no byte.
    func after(optional first: ByteSet) -> Rest {
      if case .starts(let set) = self { .starts(set.union(first)) } else { self }
    }

    func merged(with other: Rest) -> Rest {
      switch (self, other) {
      case (.succeeds, .succeeds): .succeeds
      case (.starts(let a), .starts(let b)): .starts(a.union(b))
      default: .unknown
      }
    }
  }

  /// This pattern rewritten, given what comes after it; and what is known from its start on.
  private func possessified(before rest: Rest) -> (node: PatternNode, start: Rest) {
    switch self {
    case .empty: return (self, rest)
    case .set(let set): return (self, .starts(set))
    case .wordBoundary, .start, .look(.behind, _, _): return (self, rest.conditioned)
    case .end: return (self, .starts(ByteSet()))
    case .look(.ahead, let negative, let body):
      return (self, body.restriction(of: rest, negative: negative))
    case .sequence(let parts):
      var rest = rest
      var rewritten: [PatternNode] = []
      for part in parts.reversed() {
        let (node, start) = part.possessified(before: rest)
        rewritten.append(node)
        rest = start
      }
      return (.sequence(rewritten.reversed()), rest)
    case .alternation(let branches):
      let results = branches.map { $0.possessified(before: rest) }
      let start = results.dropFirst().reduce(results[0].start) { $0.merged(with: $1.start) }
      return (.alternation(results.map(\.node)), start)
    case .atomic(let body):
      // Once the body has matched, what comes after it can't make it match otherwise.
      return (.atomic(body.possessified(before: .succeeds).node), start(before: rest))
    case .repeated(.set(let set), let min, let max, let greed):
      let start: Rest = min > 0 ? .starts(set) : rest.after(optional: set)
      let isFinal = Self.isFinal(set, greed, before: rest)
      let newGreed: Greed = min != max && isFinal ? .possessive : greed
      return (.repeated(.set(set), min: min, max: max, greed: newGreed), start)
    case .repeated(let body, let min, let max, let greed):
      var inner = Rest.unknown
      if greed == .possessive, max == 1 {
        inner = .succeeds
      } else if greed != .possessive, case .starts(let set) = rest {
        inner = .starts(max == 1 ? set : set.union(body.firstSet))
      }
      let node = body.possessified(before: inner).node
      let start = min > 0 ? start(before: rest) : rest.after(optional: firstSet)
      return (.repeated(node, min: min, max: max, greed: greed), start)
    }
  }

  /// Whether a repeat of `set` never matches with another count than the highest.
  private static func isFinal(_ set: ByteSet, _ greed: Greed, before rest: Rest) -> Bool {
    switch rest {
    case .succeeds: greed == .greedy
    case .starts(let next): set.isDisjoint(with: next)
    case .unknown: false
    }
  }

  /// What is known from the start of this part on, by its first bytes alone.
  private func start(before rest: Rest) -> Rest {
    minimumWidth > 0 ? .starts(firstSet) : rest.conditioned.after(optional: firstSet)
  }

  /// What is known of `rest` where a look-ahead at this pattern stands before it.
  private func restriction(of rest: Rest, negative: Bool) -> Rest {
    if negative {
      let branches = if case .alternation(let branches) = self { branches } else { [self] }
      let excluded = branches.reduce(into: ByteSet()) { union, branch in
        if case .set(let set) = branch { union.formUnion(set) }
      }
      if excluded.isEmpty { return rest.conditioned }
      return .starts(rest.possibleBytes.subtracting(excluded))
    }
    guard minimumWidth > 0 else { return rest.conditioned }
    return .starts(rest.possibleBytes.intersection(firstSet))
  }
}
