internal import Scrubber

/// Builds the native rules of a file.
struct RuleBuilder {
  private static let longestID = 64

  /// A rule that the engine was not asked about yet.
  private struct Candidate {
    var rule: Rule
    var shape: Shape
  }

  let importer: RuleImporter
  let shared: SharedConditions
  private(set) var rules: [Rule] = []
  private var ids: Set<String> = []
  private var hasPrivateKeys = false

  init(importer: RuleImporter, shared: SharedConditions) {
    self.importer = importer
    self.shared = shared
  }

  /// Builds what the rules become, in their order; returns the report's entries.
  mutating func build(_ foreign: [ForeignRule]) -> [ImportReport.Entry] {
    var entries: [ImportReport.Entry] = []
    var candidates: [[Candidate]] = []
    for rule in foreign {
      var entry = ImportReport.Entry(id: rule.id, nativeIDs: [], changes: [], refusal: nil)
      candidates.append(self.candidates(of: rule, &entry))
      entries.append(entry)
    }
    let errors = RuleCheck.errors(of: candidates.joined().map(\.rule)[...])
    var number = 0
    for index in entries.indices {
      let own = candidates[index].map { candidate in
        defer { number += 1 }
        return (candidate, errors[number])
      }
      finish(own, &entries[index])
    }
    return entries
  }

  // MARK: First pass

  private mutating func candidates(
    of foreign: ForeignRule, _ entry: inout ImportReport.Entry
  ) -> [Candidate] {
    guard let regex = foreign.regex, !regex.isEmpty else {
      let hasPath = foreign.path != nil
      entry.refuse(
        hasPath ? "it finds files by their names and no text" : "it has neither `regex` nor `path`",
        hasPath
          ? "keep such files out of the input" : "import the file that it changes a rule of")
      return []
    }
    let expression: RegexParser.Result
    do {
      expression = try RegexParser.parse(regex)
    } catch {
      entry.refuse(error.sentence, "write the expression in the syntax of RE2")
      return []
    }
    if foreign.secretGroup > expression.captureCount || foreign.secretGroup < 0 {
      entry.refuse(
        "`secretGroup` is \(foreign.secretGroup), and the expression has "
          + "\(expression.captureCount) groups", "correct the number")
      return []
    }
    if expression.node.isPrivateKey(regex) { return privateKeys(foreign, &entry) }
    var shaper = RuleShaper()
    let shapes = shaper.shapes(of: expression, group: foreign.secretGroup)
    entry.changes += shaper.changes
    let gating = Gating(of: foreign, expression, into: &entry)
    return shapes.map { shape in
      Candidate(rule: rule(of: foreign, shape, gating, into: &entry), shape: shape)
    }
  }

  private mutating func privateKeys(
    _ foreign: ForeignRule, _ entry: inout ImportReport.Entry
  ) -> [Candidate] {
    entry.note(
      .privateKey,
      "The engine's own reader of private keys finds these blocks, also cut, indented and without "
        + "an end; a set of rules has it once.")
    guard importer.takesPrivateKeys, !hasPrivateKeys else { return [] }
    hasPrivateKeys = true
    var rule = Rule(id: "", description: foreign.description, kind: .pem)
    rule.tags = foreign.tags
    return [Candidate(rule: rule, shape: Shape(secret: .empty))]
  }

  private func rule(
    of foreign: ForeignRule, _ shape: Shape, _ gating: Gating,
    into entry: inout ImportReport.Entry
  ) -> Rule {
    var rule = Rule(
      id: "", description: foreign.description, before: shape.beforeText, secret: shape.secretText,
      after: shape.afterText, eater: shape.isRunEater ? .run : nil)
    rule.tags = foreign.tags
    rule.confidence = gating.isOnlyContext || !shape.hasOwnText ? .context : .structure
    if gating.isIdentifier { rule.action = .inform }
    if let path = foreign.path {
      if let text = SearchPattern(path)?.text {
        rule.paths = [text]
        entry.note(
          .paths, "The rule is for files whose names fit its path, and where no name is known.")
      } else {
        entry.note(.paths, "The pattern of its path is left out: the rule is for all files.")
      }
    }
    var taker = ConditionTaker(shape)
    taker.take(foreign.conditions, into: &rule)
    for change in taker.changes { entry.note(change.kind, change.sentence) }
    shared.add(to: &rule, of: shape)
    return rule
  }

  // MARK: Second pass

  /// Adds the rules that the engine takes; of one that it refuses, the alternatives that it takes.
  private mutating func finish(
    _ candidates: [(Candidate, ScrubberError?)], _ entry: inout ImportReport.Entry
  ) {
    var failure: ScrubberError?
    for (candidate, error) in candidates {
      guard error != nil else {
        add(candidate.rule, &entry)
        continue
      }
      failure = failure ?? error
      guard case .alternation(let branches) = candidate.shape.secret else { continue }
      for branch in branches {
        var rule = candidate.rule
        rule.secret = PatternPrinter.print(branch)
        if RuleCheck.error(of: rule) == nil { add(rule, &entry) }
      }
    }
    if let failure, entry.nativeIDs.isEmpty {
      entry.changes = []
      entry.refuse(failure.reason, failure.advice)
    } else if let failure {
      entry.note(.partRefused, "An alternative can't be taken: \(failure.reason).")
    }
    if entry.nativeIDs.count > 1 {
      entry.note(.split, "The alternatives became \(entry.nativeIDs.count) rules.")
    }
  }

  private mutating func add(_ rule: Rule, _ entry: inout ImportReport.Entry) {
    var rule = rule
    rule.id = uniqueID(&entry)
    rules.append(rule)
    entry.nativeIDs.append(rule.id)
  }

  /// An id that the format takes and that no other rule has.
  private mutating func uniqueID(_ entry: inout ImportReport.Entry) -> String {
    let bytes = entry.id.lowercased().utf8.map { byte in
      let isAllowed = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      return isAllowed ? byte : UInt8(ascii: "-")
    }
    let name = importer.idPrefix + String(decoding: bytes.drop { $0 == 0x2D }, as: UTF8.self)
    let base = String(name.prefix(Self.longestID - 4))
    var id = base.isEmpty ? "rule" : String(name.prefix(Self.longestID))
    var number = 2
    while !ids.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    if entry.nativeIDs.isEmpty, id != importer.idPrefix + entry.id {
      entry.note(.renamed, "The id is `\(id)` now.")
    }
    return id
  }
}

extension ImportReport.Entry {
  /// Adds a change, once.
  mutating func note(_ kind: ImportChange.Kind, _ sentence: String) {
    let change = ImportChange(kind, sentence)
    if !changes.contains(change) { changes.append(change) }
  }

  fileprivate mutating func refuse(_ reason: String, _ advice: String) {
    refusal = ImportReport.Refusal(reason: reason, advice: advice)
  }
}
