/// What the tools for rule authors need to know of a rule; for this package only.
package struct RuleInspection: Sendable {
  /// What the engine needs for it.
  package let summary: RuleSummary
  /// Share of the positions of ordinary log text at which the rule becomes a candidate, by the
  /// engine's model of such text.
  package let candidateShare: Double
  /// Bytes of the shortest literal run that the prefilter looks for, 1 to 4; 0 for kinds without.
  package let anchorBytes: Int
  /// A text that the pattern should match, its secret replaced by nothing: for keyword checks.
  package let sample: [UInt8]
  /// The text that costs most steps to refuse; `nil` where nothing repeats.
  package let attack: Attack?

  /// A text that a pattern needs many steps to refuse.
  package struct Attack: Sendable {
    /// The text; made of the pattern alone.
    package var text: [UInt8]
    /// Steps of backtracking.
    package var steps: Int
    /// Steps for half of the text.
    package var stepsOfHalf: Int
  }

  /// Compiles and looks at a rule.
  ///
  /// - Throws: `ScrubberError` if the engine refuses it.
  package init(_ rule: Rule) throws(ScrubberError) {
    let compiled = try CompiledRule(rule, classes: ClassTables())
    summary = RuleSummary(compiled)
    var sets: Set<[ByteSet]> = []
    let windows = compiled.anchors.filter { sets.insert($0.classes).inserted }
    candidateShare = windows.reduce(0) { $0 + $1.probability(in: .logText) }
    anchorBytes =
      windows.map { window in window.classes.count { $0.foldedCount <= 2 } }.min() ?? 0
    guard rule.kind == .expression else {
      sample = []
      attack = nil
      return
    }
    do {
      let parts = try [rule.before ?? "", rule.secret, rule.after ?? ""].map { (text) in
        try PatternNode(parsing: text)
      }
      var sample = PatternSample()
      for part in parts { sample.append(part) }
      self.sample = sample.context + sample.text + sample.following
      let head = parts[1].trailingUnboundedRepeat(boundedTo: CompiledRule.longestRepeat)?.bounded
      let whole = PatternNode.concatenation([parts[0], head ?? parts[1], parts[2]])
      attack = try AttackSearch(whole, longest: compiled.window).worst().map {
        Attack(text: $0.text, steps: $0.steps, stepsOfHalf: $0.stepsOfHalf)
      }
    } catch let error as PatternError {
      throw ScrubberError(rule: rule.id, error)
    } catch {
      throw ScrubberError(rule: rule.id, reason: "\(error)", advice: "report this")
    }
  }
}
