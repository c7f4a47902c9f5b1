internal import RulePacks

/// The packs that travel inside the binary.
public enum DefaultPacks {
  /// Reads all default packs, in their fixed order.
  ///
  /// - Parameter withExamples: whether to read the rules' examples, too. Without them it takes two
  ///   thirds of the time, which a program's start is.
  /// - Throws: the first fault of a pack; the tests make sure that there is none.
  public static func load(withExamples: Bool = true) throws(RulePackError) -> [RulePack] {
    var packs: [RulePack] = []
    for text in texts() {
      packs.append(
        withExamples
          ? try RulePackLoader.load(bytes: text.bytes, file: text.name)
          : try RulePackLoader.load(bytes: withoutExamples(text.bytes), file: text.name))
    }
    return packs
  }

  /// The text of a pack with its lists of examples left out and their lines kept empty.
  ///
  /// Relies on the layout of our own packs, which the tests check: a list begins at the start of a
  /// line, and ends with that line or with a line that is a bracket.
  static func withoutExamples(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isInList = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if isInList {
        isInList = !line.elementsEqual("]".utf8)
      } else if line.starts(with: "examples = [".utf8)
        || line.starts(with: "counter_examples = [".utf8)
      {
        isInList = line.last != UInt8(ascii: "]")
      } else {
        result.append(contentsOf: line)
      }
      result.append(0x0A)
    }
    return result
  }

  /// The packs as they stand in their files. The bytes are constants of the binary.
  static func texts() -> [(name: String, bytes: UnsafeBufferPointer<UInt8>)] {
    (0..<rule_pack_count()).map { index in
      let pack = rule_pack(index)
      return (
        String(cString: pack.name), UnsafeBufferPointer(start: pack.text, count: pack.length)
      )
    }
  }
}
