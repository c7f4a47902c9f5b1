public import Scrubber

/// Makes one list of rules of several packs, of which later ones go before earlier ones.
///
/// A rule takes the place of an earlier one with the same id. A pack that names others in `extends`
/// stands after them; a pack that is named twice is there once, at its first place.
public struct PackComposer {
  /// The name that stands for all packs inside the program.
  public static let defaultName = "default"

  /// A rule and where it comes from.
  public struct Entry: Sendable, Equatable {
    /// The rule with all changes made to it.
    public var rule: Rule
    /// Its examples.
    public var examples: RuleExamples?
    /// Name of the pack.
    public var pack: String
    /// The file of the pack.
    public var fileName: String
  }

  /// What reads a pack by its path.
  public typealias Reader = (_ path: String) throws -> RulePack

  /// The rules in the order in which they came.
  public private(set) var entries: [Entry] = []
  /// Files that switch rules off or make them see less, in the order in which they were added.
  public private(set) var weakening: [String] = []
  private var places: [String: Int] = [:]
  private var added: Set<String> = []
  private let readDefaults: () throws -> [RulePack]
  private let read: Reader

  /// Creates a composer without rules.
  ///
  /// - Parameters:
  ///   - defaults: reads the packs inside the program.
  ///   - read: reads the pack at a path.
  public init(
    defaults: @escaping () throws -> [RulePack] = { try DefaultPacks.load() },
    read: @escaping Reader
  ) {
    readDefaults = defaults
    self.read = read
  }

  /// Adds the packs inside the program, unless they are there.
  public mutating func addDefaults() throws {
    guard added.insert(Self.defaultName).inserted else { return }
    for pack in try readDefaults() { try take(pack) }
  }

  /// Adds the pack at a path, after those that it extends.
  public mutating func add(path: String) throws {
    guard added.insert(path).inserted else { return }
    try add(try read(path))
  }

  /// Begins a group of packs: one that is added from here on counts again, though one before
  /// extends it. What was changed of its rules before is then undone.
  public mutating func beginGroup() { added.formIntersection([Self.defaultName]) }

  /// Whether the pack at a path is there.
  public func has(path: String) -> Bool { added.contains(path) }

  /// Adds a pack, after those that it extends.
  ///
  /// - Throws: `RulePackError` where it names a rule that is not there, and what reading throws.
  public mutating func add(_ pack: RulePack) throws {
    added.insert(pack.fileName)
    for name in pack.extends {
      if name == Self.defaultName {
        try addDefaults()
      } else {
        try add(path: Self.path(name, besides: pack.fileName))
      }
    }
    try take(pack)
  }

  /// The rules that are there.
  public var rules: [Rule] { entries.map(\.rule) }

  private mutating func take(_ pack: RulePack) throws(RulePackError) {
    var weakens = false
    for id in pack.disabled {
      let place = try place(of: id, pack, key: "disable", line: nil)
      entries[place].rule.isEnabled = false
      weakens = true
    }
    for change in pack.overrides {
      let place = try place(of: change.id, pack, key: "overrides", line: change.line)
      entries[place].rule = change.applied(to: entries[place].rule)
      weakens = true
    }
    for rule in pack.rules {
      let entry = Entry(
        rule: rule, examples: pack.examples[rule.id], pack: pack.name, fileName: pack.fileName)
      if let place = places[rule.id] {
        entries[place] = entry
        weakens = true
      } else {
        places[rule.id] = entries.count
        entries.append(entry)
      }
      // Where its text stands in the input, nothing is found.
      if rule.placeholder != nil { weakens = true }
    }
    if let common = pack.commonAllowlist, !common.isEmpty {
      weakens = true
      for index in entries.indices { entries[index].rule = common.applied(to: entries[index].rule) }
    }
    if weakens { weakening.append(pack.fileName) }
  }

  private func place(
    of id: String, _ pack: RulePack, key: String, line: Int?
  ) throws(RulePackError) -> Int {
    if let place = places[id] { return place }
    let nearest = Spelling.nearest(to: id, in: places.keys.sorted())
    throw RulePackError(
      kind: .invalidValue, file: pack.fileName, line: line, ruleID: id,
      reason: "`\(key)` names a rule that no pack before it has",
      advice: nearest.map { "did you mean `\($0)`?" }
        ?? "name a rule of a pack in `extends`; `scrub rules list` shows the ids")
  }

  /// A path that stands in a file, as seen from where the program runs.
  static func path(_ path: String, besides file: String) -> String {
    guard path.utf8.first != UInt8(ascii: "/"), let slash = file.utf8.lastIndex(of: 0x2F) else {
      return path
    }
    return String(Substring(file.utf8[...slash])) + path
  }
}
