/// Anchors of the default packs' rules, found beforehand: the search takes half of the start-up.
///
/// A rule is known by all its text that anchors depend on, so a rule that was changed is searched
/// anew. A test searches for all of them and compares.
enum KnownAnchors {
  /// The windows of a rule; `nil` if it is none of the default packs'.
  static func windows(of rule: Rule) -> [AnchorWindow]? {
    let key = key(of: rule)
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    guard low < keys.count, keys[low] == key else { return nil }
    let end = low + 1 < starts.count ? Int(starts[low + 1]) : windows.count
    return (Int(starts[low])..<end).map { number in
      var window = window(windows[number])
      window.neighbours = AnchorNeighbours(
        before: neighbours[2 * number], behind: neighbours[2 * number + 1])
      return window
    }
  }

  /// Four numbers of sets of twelve bits each, then the offsets of eight bits each.
  static func packed(_ window: AnchorWindow, sets: inout [ByteSet: Int]) -> UInt64 {
    var result = UInt64(window.lowestOffset) << 48 | UInt64(window.highestOffset) << 56
    for (position, set) in window.classes.enumerated() {
      let number = sets[set] ?? sets.count
      sets[set] = number
      result |= UInt64(number) << UInt64(12 * position)
    }
    return result
  }

  private static func window(_ packed: UInt64) -> AnchorWindow {
    let classes = (0..<AnchorWindow.width).map { position in
      let first = 4 * Int(packed >> UInt64(12 * position) & 0xFFF)
      var set = ByteSet()
      (set.word0, set.word1) = (sets[first], sets[first + 1])
      (set.word2, set.word3) = (sets[first + 2], sets[first + 3])
      return set
    }
    return AnchorWindow(
      classes: classes, lowestOffset: Int(packed >> 48 & 0xFF), highestOffset: Int(packed >> 56))
  }

  /// A hash of 64 bits of what the anchors of an expression depend on.
  static func key(of rule: Rule) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in [rule.before, rule.secret, rule.after] {
      // A text that is not there differs from an empty one, and texts from their parts.
      for byte in (text ?? "\u{1}").utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      hash = (hash ^ 0x100) &* 0x9E37_79B9_7F4A_7C15
    }
    return hash
  }
}
