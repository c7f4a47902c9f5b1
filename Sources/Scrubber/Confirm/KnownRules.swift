/// What is known beforehand of the default packs' rules: their anchors and the shape of their
/// matches. To find it out takes most of the start-up, and most rules never see a candidate.
///
/// A rule is known by all its text that this depends on, so a rule that was changed is looked at
/// anew. A test does so for all of them and compares.
enum KnownRules {
  /// A rule's entry.
  struct Entry: Equatable {
    var anchors: [AnchorWindow]
    var shape: RuleShape
  }

  /// What is known of a rule; `nil` if it is none of the default packs'.
  static func entry(of rule: Rule) -> Entry? {
    let key = key(of: rule)
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    guard low < keys.count, keys[low] == key else { return nil }
    let end = low + 1 < starts.count ? Int(starts[low + 1]) : windows.count
    let anchors = (Int(starts[low])..<end).map { number in
      var window = window(windows[number])
      window.neighbours = AnchorNeighbours(
        before: neighbours[2 * number], behind: neighbours[2 * number + 1])
      return window
    }
    let first = low * RuleShape.packedCount
    let packed = shapes[first..<(first + RuleShape.packedCount)]
    return Entry(anchors: anchors, shape: RuleShape(packed: Array(packed), set: set(_:)))
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

  /// The set with a number.
  private static func set(_ number: Int) -> ByteSet {
    var set = ByteSet()
    (set.word0, set.word1) = (sets[4 * number], sets[4 * number + 1])
    (set.word2, set.word3) = (sets[4 * number + 2], sets[4 * number + 3])
    return set
  }

  private static func window(_ packed: UInt64) -> AnchorWindow {
    AnchorWindow(
      classes: (0..<AnchorWindow.width).map { set(Int(packed >> UInt64(12 * $0) & 0xFFF)) },
      lowestOffset: Int(packed >> 48 & 0xFF), highestOffset: Int(packed >> 56))
  }

  /// A hash of 64 bits of all that decides whether the engine takes an expression, and how.
  static func key(of rule: Rule) -> UInt64 {
    var hash = Hash()
    for text in [rule.before, rule.secret, rule.after, rule.eater?.rawValue] { hash.add(text) }
    hash.add(rule.maximumBytes.map { String($0) })
    for text in rule.must { hash.add(text) }
    hash.add(nil)
    for text in rule.mustNot { hash.add(text) }
    return hash.value
  }

  private struct Hash {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// A text that is not there differs from an empty one, and texts from their parts.
    mutating func add(_ text: String?) {
      for byte in (text ?? "\u{1}").utf8 {
        value = (value ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 32
      }
      value = (value ^ 0x100) &* 0x9E37_79B9_7F4A_7C15
    }
  }
}
