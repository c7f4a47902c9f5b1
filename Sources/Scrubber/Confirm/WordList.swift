/// Words that are looked up without regard to ASCII case and without allocating.
final class WordList: Sendable {
  private let words: [[UInt8]]
  /// Word numbers + 1 by hash, 0 for none; the length is a power of two.
  private let slots: [UInt32]
  /// Bit n: there is a word of n bytes; the highest bit stands for all that are longer.
  private let lengths: UInt64

  /// Keeps the words in lower case.
  init(_ list: [String]) {
    words = list.map { $0.utf8.map(Self.lowered) }
    var slots = [UInt32](repeating: 0, count: Self.slotCount(words.count))
    var lengths: UInt64 = 0
    for (number, word) in words.enumerated() {
      lengths |= Self.bit(word.count)
      var slot = Self.hash(word) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
    self.slots = slots
    self.lengths = lengths
  }

  /// Twice the number of words at least.
  private static func slotCount(_ words: Int) -> Int {
    var count = 2
    while count < 2 * words { count *= 2 }
    return count
  }

  /// The list without words.
  static let none = WordList([])

  var isEmpty: Bool { words.isEmpty }

  /// Whether the text is one of the words.
  func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lengths & Self.bit(text.count) != 0 else { return false }
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      let word = words[Int(slots[slot]) - 1]
      if word.count == text.count, Self.isEqual(word, text, at: 0) { return true }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }

  /// Whether one of the words stands in the text; the empty word stands in none.
  func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    words.contains { word in
      guard let first = word.first, word.count <= text.count else { return false }
      return (0...(text.count - word.count)).contains {
        Self.lowered(text[$0]) == first && Self.isEqual(word, text, at: $0)
      }
    }
  }

  private static func isEqual(
    _ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    for index in word.indices where word[index] != lowered(text[start + index]) { return false }
    return true
  }

  private static func hash(_ bytes: some Collection<UInt8>) -> Int {
    var hash = UInt64(bytes.count)
    for byte in bytes { hash = (hash ^ UInt64(lowered(byte))) &* 0x9E37_79B9_7F4A_7C15 }
    return Int(truncatingIfNeeded: hash >> 40)
  }

  private static func bit(_ length: Int) -> UInt64 {
    1 << UInt64(min(length, 63))
  }

  @inline(__always)
  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
