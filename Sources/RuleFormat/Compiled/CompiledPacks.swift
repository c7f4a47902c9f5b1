internal import Scrubber

/// The default packs without their examples in a form that is read at once.
///
/// To read them as TOML takes a third of the time that `scrub` needs to start. `scrub-bench place-anchors`
/// writes this form; it is used as long as the TOML texts beside it are those that it was made of,
/// and a test compares the two.
package enum CompiledPacks {
  /// Changes when the form does.
  private static let version: UInt64 = 1

  /// The packs inside the program in this form.
  ///
  /// - Throws: the first fault of a pack.
  package static func defaults() throws -> [UInt8] {
    let texts = DefaultPacks.texts()
    var writer = FieldWriter()
    writer.addFixed(digest(of: texts.map(\.bytes)))
    writer.add(UInt64(texts.count))
    for text in texts {
      let pack = try RulePackLoader.load(bytes: text.bytes, file: text.name)
      guard pack.overrides.isEmpty, pack.commonAllowlist == nil else {
        throw RulePackError(
          kind: .invalidValue, file: text.name, reason: "a default pack changes other rules",
          advice: "change these rules themselves")
      }
      writer.add(pack)
    }
    return writer.bytes
  }

  /// The packs of a compiled form; `nil` if it was made of other texts.
  static func packs(
    in bytes: UnsafeBufferPointer<UInt8>, of texts: [UnsafeBufferPointer<UInt8>]
  ) -> [RulePack]? {
    var reader = FieldReader(bytes)
    do {
      guard try reader.fixed() == digest(of: texts) else { return nil }
      var packs: [RulePack] = []
      for _ in 0..<(try reader.count()) { packs.append(try reader.pack()) }
      return reader.isAtEnd ? packs : nil
    } catch {
      return nil
    }
  }

  /// A hash of the texts and the version of the form. It tells versions of our own files apart and
  /// resists nobody.
  private static func digest(of texts: [UnsafeBufferPointer<UInt8>]) -> UInt64 {
    var value = version &* 0x9E37_79B9_7F4A_7C15
    func mix(_ word: UInt64) {
      value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
      value ^= value >> 29
    }
    for text in texts {
      let raw = UnsafeRawBufferPointer(text)
      var place = 0
      while place + 8 <= raw.count {
        mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place += 8
      }
      for byte in raw[place...] { mix(UInt64(byte)) }
      mix(UInt64(text.count))
    }
    return value
  }
}

extension FieldWriter {
  fileprivate mutating func add(_ pack: RulePack) {
    for text in [pack.name, pack.version, pack.description, pack.licence, pack.fileName] {
      add(text)
    }
    add(pack.minimumEngine?.description)
    add(pack.extends)
    add(pack.disabled)
    add(UInt64(pack.rules.count))
    for rule in pack.rules { add(rule) }
  }

  private mutating func add(_ rule: Rule) {
    add(rule.id)
    add(rule.description)
    add(rule.kind.rawValue)
    add(rule.confidence.rawValue)
    add(rule.action.rawValue)
    add(rule.before)
    add(rule.secret)
    add(rule.after)
    add(rule.eater?.rawValue)
    add(rule.validator?.rawValue)
    add(rule.placeholder)
    add(rule.minimumEntropy)
    add(rule.minimumRandomness)
    add(UInt64(rule.maximumBytes.map { $0 + 1 } ?? 0))
    for texts in [
      rule.must, rule.mustNot, rule.keywords, rule.allowedValues, rule.stopwords, rule.tags,
      rule.formats, rule.paths, rule.exceptPaths,
    ] {
      add(texts)
    }
    add(rule.isEnabled)
  }

  private mutating func add(_ number: Double?) {
    add(number != nil)
    if let number { addFixed(number.bitPattern) }
  }
}

extension FieldReader {
  fileprivate mutating func pack() throws(Malformed) -> RulePack {
    var pack = RulePack(
      name: try text(), version: try text(), description: try text(), licence: try text(),
      rules: [], fileName: try text())
    if let version = try optionalText() { pack.minimumEngine = EngineVersion(version) }
    pack.extends = try texts()
    pack.disabled = try texts()
    let count = try count()
    pack.rules.reserveCapacity(count)
    for _ in 0..<count { pack.rules.append(try rule()) }
    return pack
  }

  private mutating func rule() throws(Malformed) -> Rule {
    var rule = Rule(
      id: try text(), description: try text(), kind: try choice(Rule.Kind.self),
      confidence: try choice(Confidence.self))
    rule.action = try choice(Rule.Action.self)
    rule.before = try optionalText()
    rule.secret = try text()
    rule.after = try optionalText()
    if try flag() { rule.eater = try choice(Rule.Eater.self) }
    if try flag() { rule.validator = try choice(Validator.self) }
    rule.placeholder = try optionalText()
    rule.minimumEntropy = try optionalDouble()
    rule.minimumRandomness = try optionalDouble()
    let most = try number()
    if most > 0 { rule.maximumBytes = Int(truncatingIfNeeded: most - 1) }
    rule.must = try texts()
    rule.mustNot = try texts()
    rule.keywords = try texts()
    rule.allowedValues = try texts()
    rule.stopwords = try texts()
    rule.tags = try texts()
    rule.formats = try texts()
    rule.paths = try texts()
    rule.exceptPaths = try texts()
    rule.isEnabled = try flag()
    return rule
  }

  private mutating func optionalDouble() throws(Malformed) -> Double? {
    try flag() ? Double(bitPattern: try fixed()) : nil
  }
}
