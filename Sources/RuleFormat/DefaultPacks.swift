internal import RulePacks

/// The packs that travel inside the binary.
public enum DefaultPacks {
  /// Reads all default packs, in their fixed order.
  ///
  /// - Parameter withExamples: whether to read the rules' examples, too. Without them it takes a
  ///   small part of the time, which a program's start is.
  /// - Throws: the first fault of a pack; the tests make sure that there is none.
  public static func load(withExamples: Bool = true) throws(RulePackError) -> [RulePack] {
    if !withExamples, let packs = compiled() { return packs }
    var packs: [RulePack] = []
    for text in texts() {
      packs.append(try RulePackLoader.load(bytes: text.bytes, file: text.name))
    }
    return packs
  }

  /// The packs without examples, if their texts are those that were compiled beforehand.
  static func compiled() -> [RulePack]? {
    let compiled = rule_packs_compiled()
    return CompiledPacks.packs(
      in: UnsafeBufferPointer(start: compiled.text, count: compiled.length),
      of: texts().map(\.bytes))
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
