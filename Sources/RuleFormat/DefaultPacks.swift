internal import RulePacks

/// The packs that travel inside the binary.
public enum DefaultPacks {
  /// Reads all default packs, in their fixed order.
  ///
  /// - Throws: the first fault of a pack; the tests make sure that there is none.
  public static func load() throws(RulePackError) -> [RulePack] {
    var packs: [RulePack] = []
    for text in texts() {
      packs.append(try RulePackLoader.load(bytes: text.bytes, file: text.name))
    }
    return packs
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
